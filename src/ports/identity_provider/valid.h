// SPDX-License-Identifier: EUPL-1.2
// VÀLid, the identity validator of Consorci AOC (idCAT Mòbil, certificates, Cl@ve): OAuth 2.0 of its own profile, with
// a service that tells who entered. It has neither nonce nor PKCE: the state alone binds the browser.
#pragma once
#include "ports/identity_provider/asking.h"
#include "ports/identity_provider/person.h"

#include <mutex>

namespace identity_provider {

// Any thread.
class Valid final : public Provider {
public:
    struct Setting {
        std::string url = "https://valid.aoc.cat"; // what stands before /o/oauth2 and /serveis-rest
        std::string client, secret;
        std::string level = {}; // when it does not say how sure it is; empty: refused then
        std::string ca_file = {};
        std::chrono::milliseconds timeout{4000};
    };
    explicit Valid(Setting with) : setting(std::move(with)) {}

    std::optional<std::string> way(Departure const&, base::Instant now) override;
    Vouched vouch(Return const&, base::Instant now) override;
    void refresh(base::Instant) override {} // publishes nothing
    ports::Check check(base::Instant now) const override;

private:
    Vouched told_of(Return const&) const;
    net::Fetch question(std::string const& path) const;

    Setting const setting;
    mutable std::mutex mutex;
    base::Instant last_answer{}; // 0: none yet
    std::string trouble;         // of the last one who came back, when it was the provider's
};

// Whom the answer of getUserInfo names (README of ConsorciAOC/VALid2, 3.1). Most of its fields may be absent.
Vouched person_of_valid(json::object const& said, std::string const& level_otherwise);

}
