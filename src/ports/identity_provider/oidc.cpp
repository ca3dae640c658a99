// SPDX-License-Identifier: EUPL-1.2
// The steps of OpenID Connect Core, 3.1.
#include "ports/identity_provider/oidc.h"

#include "base/crypto.h"
#include "base/percent.h"
#include "ports/identity_provider/address.h"

namespace identity_provider {
namespace {

using namespace std::chrono_literals;

// The job learns anew each half hour; what is older than a day is not trusted any more, whoever is silent.
constexpr auto trusted_for = 24h;
constexpr auto just_now = 1min; // a visitor may have been quicker than the job
// A token with an unknown key makes us look for new ones, but not at each token (rotation; a provider gone mad).
constexpr auto keys_again = 30s;

// RFC 6749, 2.3.1: both are encoded as in a form before they are put together.
std::string basic(std::string const& client, std::string const& secret)
{
    return "Basic " + base::base64(base::percent_encoded(client) + ":" + base::percent_encoded(secret));
}

bool is_bearer(json::object const& tokens)
{
    return net::same_name(text_of(tokens, "token_type").value_or(""), "Bearer");
}

}

json::object evidence_of(JudgedToken const& judged, std::string_view id_token)
{
    auto const& claims = judged.claims;
    json::object out{{"protocol", "openid-connect"},
                     {"issuer", claims.at("iss")},
                     {"subject", base::hex(base::sha256(text_of(claims, "iss", 2000).value_or("") + " " +
                                                        text_of(claims, "sub").value_or("")))},
                     {"id_token", base::hex(base::sha256(id_token))},
                     {"key", judged.key_id}};
    for (auto const* const name : {"acr", "jti"})
        if (auto const text = text_of(claims, name)) out[name] = *text;
    for (auto const* const name : {"auth_time", "iat", "exp"})
        if (auto const* const found = claims.if_contains(name); found && found->is_number()) out[name] = *found;
    json::array methods;
    if (auto const* const amr = claims.if_contains("amr"); amr && amr->is_array())
        for (auto const& each : amr->get_array())
            if (each.is_string() && methods.size() < 10 && clean(std::string_view(each.get_string()), 100))
                methods.push_back(each);
    if (!methods.empty()) out["amr"] = std::move(methods);
    return out;
}

std::optional<std::string> Oidc::way(Departure const& departure, base::Instant now)
{
    auto const provider = known(now);
    if (!provider) return {};
    auto const challenge = base::base64url(base::sha256(departure.verifier));
    return with_query(provider->discovery.authorization, query({{"response_type", "code"},
                                                                {"client_id", setting.client},
                                                                {"redirect_uri", departure.back},
                                                                {"scope", setting.scope},
                                                                {"state", departure.state},
                                                                {"nonce", departure.nonce},
                                                                {"code_challenge", challenge},
                                                                {"code_challenge_method", "S256"},
                                                                {"acr_values", setting.wanted},
                                                                {"ui_locales", departure.language}}));
}

Vouched Oidc::vouch(Return const& back, base::Instant now)
{
    auto const provider = known(now);
    if (!provider) return refused(Trouble::Down, "discovery");
    // RFC 9207, 2.4: an answer that another provider gave is not taken to this one.
    if (back.issuer.empty() ? provider->discovery.tells_issuer : back.issuer != setting.issuer)
        return refused(Trouble::Wrong, "answer-issuer-wrong");
    auto const tokens = exchange(*provider, back);
    if (!tokens) return refused(tokens.trouble, tokens.fault);
    auto const id_token = text_of(tokens.said, "id_token", longest_token);
    if (!id_token) return refused(Trouble::Wrong, "token-without-id-token");
    auto const access = text_of(tokens.said, "access_token", longest_token).value_or("");
    auto const token = judged(*provider, *id_token, {setting.issuer, setting.client, back.nonce, access}, now);
    if (token.fault != TokenFault::None) return refused(Trouble::Wrong, std::string(name(token.fault)));
    json::object beside;
    if (setting.userinfo) {
        auto told = more(*provider, is_bearer(tokens.said) ? access : "", text_of(token.claims, "sub").value_or(""));
        if (!told) return refused(told.trouble, told.fault);
        beside = std::move(told.said);
    }
    auto person = person_of(token.claims, beside, setting.claims);
    if (person.trouble == Trouble::None) person.evidence = json::serialize(evidence_of(token, *id_token));
    return person;
}

void Oidc::refresh(base::Instant now)
{
    std::lock_guard const one(asking);
    auto const old = remembered(now);
    if (!old || old->learnt + just_now < now) learn(now);
}

ports::Check Oidc::check(base::Instant now) const
{
    std::lock_guard const hold(mutex);
    auto const ready = trouble.empty() && last && now < last->learnt + trusted_for;
    return {"identity", ready,
            setting.issuer +
                (ready ? ", " + std::to_string(last->keys.size()) + " keys, read at " + base::rfc3339(last->learnt)
                       : ": " + trouble)};
}

net::Fetch Oidc::question(std::string const& url) const
{
    net::Fetch fetch;
    fetch.url = url;
    fetch.timeout = setting.timeout;
    fetch.max_bytes = 64 * 1024;
    fetch.ca_file = setting.ca_file;
    return fetch;
}

std::optional<Oidc::Known> Oidc::remembered(base::Instant now) const
{
    std::lock_guard const hold(mutex);
    return last && now < last->learnt + trusted_for ? last : std::nullopt;
}

std::optional<Oidc::Known> Oidc::known(base::Instant now)
{
    if (auto found = remembered(now)) return found;
    if (silence.lately(setting.issuer, now)) return {};
    std::lock_guard const one(asking);
    if (auto found = remembered(now)) return found; // another thread asked meanwhile
    if (!silence.lately(setting.issuer, now)) learn(now);
    return remembered(now);
}

// In `asking`. What was known stays when the provider does not answer.
void Oidc::learn(base::Instant now)
{
    auto const told = ask("discovery", question(discovery_address(setting.issuer)));
    auto fault = told.fault;
    Known fresh;
    fresh.learnt = now;
    std::optional<std::vector<Jwk>> keys;
    if (told) {
        fresh.discovery = read_discovery(told.body, setting.issuer);
        if (fresh.discovery.fault.empty() && setting.userinfo && fresh.discovery.userinfo.empty())
            fresh.discovery.fault = "userinfo_endpoint-missing";
        if (!fresh.discovery.fault.empty()) fault = "discovery-" + fresh.discovery.fault;
    }
    if (fault.empty()) keys = fetch_keys(fresh.discovery.keys, fault);
    if (!keys) silence.note(setting.issuer, now);
    std::lock_guard const hold(mutex);
    trouble = fault;
    if (!keys) return;
    fresh.keys = std::move(*keys);
    last = std::move(fresh);
}

std::optional<std::vector<Jwk>> Oidc::fetch_keys(std::string const& from, std::string& fault) const
{
    auto asked = question(from);
    asked.max_bytes = longest_key_set;
    // Published as application/json or application/jwk-set+json (RFC 7517, 8.5): here the form alone counts.
    asked.headers = {{"Accept", "application/jwk-set+json, application/json"}};
    auto const answer = net::fetch(asked);
    if (!answer.good()) {
        fault = answer.fault == net::Fetched::Fault::None ? "keys-status-" + std::to_string(answer.status)
                                                          : "keys-" + std::string(name(answer.fault));
        return {};
    }
    auto keys = read_keys(answer.body);
    if (!keys) fault = "keys-malformed";
    return keys;
}

// Keys that may have been put in place of the ones we know; those we know when it is too soon to ask.
std::vector<Jwk> Oidc::newer_keys(Known const& old, base::Instant now)
{
    std::lock_guard const one(asking);
    auto const current = remembered(now).value_or(old);
    if (old.keys_asked < current.keys_asked) return current.keys; // another thread asked meanwhile
    if (now < current.keys_asked + keys_again) return current.keys;
    std::string fault;
    auto keys = fetch_keys(current.discovery.keys, fault);
    std::lock_guard const hold(mutex);
    if (last) last->keys_asked = now;
    if (last && keys) last->keys = *keys;
    return keys.value_or(current.keys);
}

JudgedToken Oidc::judged(Known provider, std::string const& id_token, Expected const& expected, base::Instant now)
{
    auto token = judge(id_token, provider.keys, expected, now);
    if (token.fault != TokenFault::KeyUnknown) return token;
    return judge(id_token, newer_keys(provider, now), expected, now);
}

// 3.1.3.1: the code for the tokens, proved by our secret and by the verifier.
Told Oidc::exchange(Known const& provider, Return const& back) const
{
    auto asked = question(provider.discovery.token);
    asked.method = "POST";
    asked.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Authorization", basic(setting.client, setting.secret)}};
    asked.body = query({{"grant_type", "authorization_code"},
                        {"code", back.code},
                        {"redirect_uri", back.back},
                        {"code_verifier", back.verifier}});
    return ask("token", std::move(asked));
}

// 5.3: what the provider tells of the same subject.
Told Oidc::more(Known const& provider, std::string const& access_token, std::string const& subject) const
{
    Told none;
    none.trouble = Trouble::Wrong;
    none.fault = "token-not-bearer";
    if (access_token.empty()) return none;
    auto asked = question(provider.discovery.userinfo);
    asked.headers = {{"Authorization", "Bearer " + access_token}};
    auto told = ask("userinfo", std::move(asked));
    if (!told) return told;
    none.fault = "userinfo-subject-differs";
    return text_of(told.said, "sub", 255) == subject ? told : none;
}

}
