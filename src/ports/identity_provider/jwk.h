// SPDX-License-Identifier: EUPL-1.2
// Public keys as providers publish them (RFC 7517), and what they signed (RFC 7518). RS256, PS256 and ES256; a shared
// secret is no public key and is not read.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace identity_provider {

enum class Algorithm { Rs256, Ps256, Es256 };
// Nothing for `none`, HMAC and all that is unknown here.
std::optional<Algorithm> algorithm_named(std::string_view);

struct Jwk {
    enum class Kind { Rsa, P256 };
    Kind kind = Kind::Rsa;
    std::string id;                // "kid"; may be empty
    std::optional<Algorithm> only; // when the set ties the key to one
    std::string first, second;     // modulus and exponent, or x and y: big-endian bytes

    // The key's type says what it may have signed, never the token alone.
    bool suits(Algorithm) const;
};

constexpr std::size_t longest_key_set = 128 * 1024;
// The keys of a set that may sign for us: the others, weak ones too, are left out. Nothing when the text is no set.
std::optional<std::vector<Jwk>> read_keys(std::string_view text);
// Whether the key's owner signed these bytes so. False also for a key that OpenSSL does not take.
bool signed_by(Jwk const&, Algorithm, std::string_view said, std::string_view signature);

}
