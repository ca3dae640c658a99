// SPDX-License-Identifier: EUPL-1.2
// OpenID Connect: authorization code with PKCE, state and nonce; decision 0011 says what is refused and why.
#pragma once
#include "net/fetch.h"
#include "ports/identity_provider/asking.h"
#include "ports/identity_provider/discovery.h"
#include "ports/identity_provider/id_token.h"
#include "ports/identity_provider/person.h"
#include "ports/identity_provider/silence.h"

#include <mutex>

namespace identity_provider {

// Any thread.
class Oidc final : public Provider {
public:
    struct Setting {
        std::string issuer, client, secret;
        std::string scope = "openid";
        std::string wanted = {}; // acr_values, sent as they stand
        ClaimMap claims = {};
        bool userinfo = false;    // asked for what the token does not say
        std::string ca_file = {}; // the system's authorities when empty
        std::chrono::milliseconds timeout{4000};
    };
    explicit Oidc(Setting with) : setting(std::move(with)) {}

    std::optional<std::string> way(Departure const&, base::Instant now) override;
    Vouched vouch(Return const&, base::Instant now) override;
    void refresh(base::Instant now) override;
    ports::Check check(base::Instant now) const override;

private:
    // What the provider publishes, as it stood at an instant.
    struct Known {
        Discovery discovery;
        std::vector<Jwk> keys;
        base::Instant learnt, keys_asked{}; // `keys_asked`: because of a key that was not among them
    };
    std::optional<Known> known(base::Instant now);
    std::optional<Known> remembered(base::Instant now) const;
    void learn(base::Instant now);
    std::optional<std::vector<Jwk>> fetch_keys(std::string const& from, std::string& fault) const;
    std::vector<Jwk> newer_keys(Known const&, base::Instant now);
    JudgedToken judged(Known, std::string const& id_token, Expected const&, base::Instant now);
    Told exchange(Known const&, Return const&) const;
    Told more(Known const&, std::string const& access_token, std::string const& subject) const;
    net::Fetch question(std::string const& url) const;

    Setting const setting;
    mutable std::mutex mutex; // over what follows; never held while asking
    std::optional<Known> last;
    std::string trouble = "not asked yet";
    std::mutex asking; // one thread asks what all need
    Silence silence;
};

// What is kept of a token as evidence: hashes and names of things, no token and no datum of the person.
json::object evidence_of(JudgedToken const&, std::string_view id_token);

}
