// SPDX-License-Identifier: EUPL-1.2
// A provider's word on who somebody is (OpenID Connect Core, 2 and 3.1.3.7), judged: token, keys, what was asked and
// the hour in; a fault or the claims out.
#pragma once
#include "base/time.h"
#include "ports/identity_provider/jwt.h"

namespace identity_provider {

struct Expected {
    std::string issuer, client, nonce;
    std::string access_token; // that came with it
};

struct JudgedToken {
    TokenFault fault = TokenFault::None;
    json::object claims; // when there is no fault
    std::string key_id;
};

constexpr auto leeway = std::chrono::seconds(60);       // between two clocks
constexpr auto oldest_issue = std::chrono::minutes(10); // a token is fetched as soon as it is made

JudgedToken judge(std::string_view token, std::span<Jwk const>, Expected const&, base::Instant now);

}
