// SPDX-License-Identifier: EUPL-1.2
// The few cryptographic operations that the office uses, over OpenSSL. Every function throws
// std::runtime_error when the library fails; none logs what it was given.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace base {

using Digest = std::string; // 32 bytes

// SHA-256 that can be fed in parts and copied half-way: a fixed beginning is hashed once.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256 const&);
    Sha256& operator=(Sha256 const&) = delete;
    ~Sha256();
    Sha256& feed(std::string_view);
    Digest finish(); // the object is spent afterwards

private:
    evp_md_ctx_st* context;
};

Digest sha256(std::string_view);
Digest hmac_sha256(std::string_view key, std::string_view message);
// HKDF-SHA-256 (RFC 5869) without salt: one key for one purpose out of a master key. 32 bytes.
std::string derive_key(std::string_view master, std::string_view purpose);
// scrypt (RFC 7914), N = 2^14, r = 8, p = 1: 16 MiB and some 40 ms. 32 bytes.
std::string key_from_passphrase(std::string_view passphrase, std::string_view salt);

void fill_random(std::span<char>);
std::string random_bytes(std::size_t);
bool equal_in_constant_time(std::string_view, std::string_view);

// AES-256-GCM with a fresh random nonce: nonce (12) + ciphertext + tag (16). `about` is bound but not stored.
std::string encrypt(std::string_view key, std::string_view plain, std::string_view about);
// Nothing when the key, the bytes or `about` are not those of the encryption.
std::optional<std::string> decrypt(std::string_view key, std::string_view sealed, std::string_view about);

std::string hex(std::string_view);
std::optional<std::string> from_hex(std::string_view);
std::string base64(std::string_view);
std::string base64url(std::string_view); // without padding
std::optional<std::string> from_base64url(std::string_view);
// For addresses and forms: all but letters, digits and - . _ ~ as %xx (RFC 3986, 2.1).
std::string percent_encoded(std::string_view);
// Crockford's alphabet, upper case, no check symbol; 5 bits a letter, the last one padded with zeros.
std::string base32(std::string_view);

}
