// SPDX-License-Identifier: EUPL-1.2
#include "ports/identity_provider/jwt.h"

#include "base/crypto.h"
#include "base/text.h"

#include <algorithm>

namespace identity_provider {
namespace {

// Keys of one name that are tried: a provider needs one, and each costs a computation.
constexpr std::size_t most_tried = 4;

TokenFault read_header(json::object const& header, Jwt& token)
{
    auto const algorithm = algorithm_named(text_of(header, "alg").value_or(""));
    if (!algorithm) return TokenFault::AlgorithmRefused;
    if (header.contains("crit")) return TokenFault::CriticalHeader; // there is nothing that we understand
    if (header.contains("typ") && base::lower(text_of(header, "typ").value_or("")) != "jwt")
        return TokenFault::TypeRefused;
    if (header.contains("kid") && !text_of(header, "kid")) return TokenFault::Malformed;
    token.algorithm = *algorithm;
    token.key_id = text_of(header, "kid").value_or("");
    return TokenFault::None;
}

}

ReadJwt read_jwt(std::string_view text)
{
    ReadJwt read;
    read.fault = TokenFault::TooLong;
    if (text.size() > longest_token) return read;
    read.fault = TokenFault::Malformed;
    auto const parts = base::split(text, '.');
    if (parts.size() != 3) return read;
    auto const head = base::from_base64url(parts[0]), body = base::from_base64url(parts[1]);
    auto const signature = base::from_base64url(parts[2]);
    auto const header = head ? strict_object(*head, longest_token) : std::nullopt;
    auto claims = body ? strict_object(*body, longest_token) : std::nullopt;
    if (!header || !claims || !signature) return read;
    read.fault = read_header(*header, read.token);
    read.token.claims = std::move(*claims);
    read.token.said = std::string(text.substr(0, parts[0].size() + 1 + parts[1].size()));
    read.token.signature = *signature;
    return read;
}

TokenFault verify(Jwt const& token, std::span<Jwk const> keys)
{
    std::vector<Jwk const*> fitting;
    bool named = false;
    for (auto const& key : keys) {
        if (!token.key_id.empty() && key.id != token.key_id) continue;
        named = true;
        if (key.suits(token.algorithm)) fitting.push_back(&key);
    }
    if (fitting.empty()) return named && !token.key_id.empty() ? TokenFault::KeyWrong : TokenFault::KeyUnknown;
    // OpenID Connect Core, 10.1: a token need not name its key only where there is but one.
    if (token.key_id.empty() && fitting.size() > 1) return TokenFault::KeyUnknown;
    if (fitting.size() > most_tried) fitting.resize(most_tried);
    auto const good = std::ranges::any_of(
        fitting, [&](Jwk const* key) { return signed_by(*key, token.algorithm, token.said, token.signature); });
    return good ? TokenFault::None : TokenFault::SignatureWrong;
}

}
