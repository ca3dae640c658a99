// SPDX-License-Identifier: EUPL-1.2
// Signed tokens (RFC 7519, RFC 7515 in the compact form), read with every refusal that RFC 8725 asks for.
#pragma once
#include "ports/identity_provider/jwk.h"
#include "ports/identity_provider/strict_json.h"
#include "ports/identity_provider/token_fault.h"

#include <span>

namespace identity_provider {

struct Jwt {
    Algorithm algorithm = Algorithm::Rs256;
    std::string key_id; // may be empty
    json::object claims;
    std::string said, signature; // the bytes that are signed, and by what
};

struct ReadJwt {
    TokenFault fault = TokenFault::None;
    Jwt token; // when there is no fault; believed by nobody yet
};

constexpr std::size_t longest_token = 16 * 1024;
ReadJwt read_jwt(std::string_view text);
// Whether one of the keys signed it: the one that it names, or the only one that suits.
TokenFault verify(Jwt const&, std::span<Jwk const>);

}
