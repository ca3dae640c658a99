// SPDX-License-Identifier: EUPL-1.2
// The order of OpenID Connect Core, 3.1.3.7, signature first.
#include "ports/identity_provider/id_token.h"

#include "base/crypto.h"

#include <algorithm>
#include <cmath>

namespace identity_provider {
namespace {

using enum TokenFault;

// Seconds since 1970, also with a fraction (RFC 7519, 2, "NumericDate"); nothing for what is no such number.
std::optional<base::Instant> instant(json::value const& value)
{
    constexpr double end_of_time = 253'402'300'800; // the year 10000
    double seconds = -1;
    if (value.is_int64()) seconds = double(value.get_int64());
    if (value.is_uint64()) seconds = double(value.get_uint64());
    if (value.is_double()) seconds = value.get_double();
    if (!std::isfinite(seconds) || seconds < 0 || seconds >= end_of_time) return {};
    return base::Instant{std::int64_t(seconds * 1'000'000)};
}

TokenFault fault_of_issuer(json::object const& claims, Expected const& expected)
{
    if (!claims.contains("iss") || !claims.contains("sub")) return ClaimMissing;
    auto const issuer = text_of(claims, "iss", 2000);
    if (!issuer || !text_of(claims, "sub", 255)) return ClaimMalformed;
    return *issuer == expected.issuer ? None : IssuerWrong;
}

TokenFault fault_of_audience(json::object const& claims, Expected const& expected)
{
    auto const* const audience = claims.if_contains("aud");
    if (!audience) return ClaimMissing;
    json::array const alone{*audience};
    auto const& all = audience->is_array() ? audience->get_array() : alone;
    auto const is_text = [](json::value const& each) { return each.is_string(); };
    if (all.empty() || all.size() > 10 || !std::ranges::all_of(all, is_text)) return ClaimMalformed;
    auto const ours = [&](json::value const& each) {
        return std::string_view(each.get_string().data(), each.get_string().size()) == expected.client;
    };
    if (std::ranges::none_of(all, ours)) return AudienceWrong;
    auto const party = text_of(claims, "azp");
    if (claims.contains("azp") || all.size() > 1) return party == expected.client ? None : AuthorizedPartyWrong;
    return None;
}

TokenFault fault_of_time(json::object const& claims, base::Instant now)
{
    auto const* const ends = claims.if_contains("exp");
    auto const* const made = claims.if_contains("iat");
    if (!ends || !made) return ClaimMissing;
    auto const until = instant(*ends), at = instant(*made);
    if (!until || !at) return ClaimMalformed;
    if (*until + leeway <= now) return Expired;
    if (*at > now + leeway) return FromTheFuture;
    if (*at + oldest_issue + leeway < now) return IssuedLongAgo;
    if (auto const* const begins = claims.if_contains("nbf")) {
        auto const from = instant(*begins);
        if (!from) return ClaimMalformed;
        if (*from > now + leeway) return FromTheFuture;
    }
    return None;
}

bool same_text(json::object const& claims, std::string_view name, std::string_view wanted)
{
    auto const said = text_of(claims, name);
    return said && !wanted.empty() && base::equal_in_constant_time(*said, wanted);
}

TokenFault fault_of_binding(json::object const& claims, Expected const& expected)
{
    if (!same_text(claims, "nonce", expected.nonce)) return NonceWrong;
    // 3.1.3.6: the left half of the hash that the signature uses, which is SHA-256 in all three algorithms.
    auto const half = base::base64url(base::sha256(expected.access_token).substr(0, 16));
    if (claims.contains("at_hash") && !same_text(claims, "at_hash", half)) return AccessTokenWrong;
    return None;
}

}

JudgedToken judge(std::string_view text, std::span<Jwk const> keys, Expected const& expected, base::Instant now)
{
    auto read = read_jwt(text);
    JudgedToken judged;
    auto const& claims = read.token.claims;
    judged.fault = read.fault;
    judged.key_id = read.token.key_id;
    if (judged.fault == None) judged.fault = verify(read.token, keys);
    if (judged.fault == None) judged.fault = fault_of_issuer(claims, expected);
    if (judged.fault == None) judged.fault = fault_of_audience(claims, expected);
    if (judged.fault == None) judged.fault = fault_of_time(claims, now);
    if (judged.fault == None) judged.fault = fault_of_binding(claims, expected);
    if (judged.fault == None) judged.claims = claims;
    return judged;
}

}
