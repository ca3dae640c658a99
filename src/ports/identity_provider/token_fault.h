// SPDX-License-Identifier: EUPL-1.2
// Why a token that vouches for somebody is not believed. People read one text for all of them; the log says which.
#pragma once
#include <string_view>

namespace identity_provider {

enum class TokenFault {
    None,
    TooLong,
    Malformed,            // not three parts of base64url with objects inside
    AlgorithmRefused,     // none, a shared secret, or one that nobody here knows
    CriticalHeader,       // says that something of it must be understood (RFC 7515, 4.1.11)
    TypeRefused,          // another kind of token
    KeyUnknown,           // signed by a key that the provider does not publish
    KeyWrong,             // by one that does not go with the algorithm
    SignatureWrong,       // somebody altered it, or made it
    ClaimMissing,         // lacks what every token must say
    ClaimMalformed,       // says it in another type
    IssuerWrong,          // somebody else's
    AudienceWrong,        // made for somebody else
    AuthorizedPartyWrong, // made for several, and not asked for by us
    Expired,
    FromTheFuture,
    IssuedLongAgo,
    NonceWrong,       // answers another question than this browser's
    AccessTokenWrong, // came with another access token than it tells of
};

// "nonce-wrong": in the log.
std::string_view name(TokenFault);

}
