// SPDX-License-Identifier: EUPL-1.2
// A passkey device for tests: P-256 by OpenSSL, saying exactly what the test wants it to say.
#pragma once
#include "base/crypto.h"
#include "rooms/staff/passkey.h"

#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string>

namespace staff::testing {

class Authenticator {
public:
    Authenticator() : key(EVP_EC_gen("P-256"), &EVP_PKEY_free) {}

    // x and y of the public point.
    std::string point() const
    {
        std::string out(65, '\0');
        std::size_t size = 0;
        EVP_PKEY_get_octet_string_param(key.get(), "pub", reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                        &size);
        return out.substr(1, size - 1);
    }
    std::string sign(std::string const& bytes) const
    {
        std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
        std::string out(80, '\0');
        auto size = out.size();
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                       reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
        out.resize(size);
        return out;
    }
    static std::string client_data(std::string const& kind, std::string const& challenge, std::string const& origin)
    {
        return R"({"type":")" + kind + R"(","challenge":")" + base::base64url(challenge) + R"(","origin":")" + origin +
               R"(","crossOrigin":false})";
    }
    std::string data(Party const& party, std::uint8_t flags = 0x05) const
    {
        std::string out = base::sha256(party.id);
        out += char(flags);
        for (int shift = 24; shift >= 0; shift -= 8) out += char(counter >> shift & 0xff);
        return out;
    }
    Registration made(std::string const& challenge, Party const& party) const
    {
        auto const xy = point();
        // COSE_Key (RFC 8152): kty EC2, alg ES256, crv P-256, x, y.
        auto const cose = std::string("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10) + xy.substr(0, 32) +
                          std::string("\x22\x58\x20", 3) + xy.substr(32);
        auto const attested = std::string(16, '\0') + std::string("\0\x10", 2) + id + cose;
        return {client_data("webauthn.create", challenge, party.origin), data(party, 0x45) + attested, challenge};
    }
    Assertion used(std::string const& challenge, Party const& party, std::uint8_t flags = 0x05) const
    {
        auto const client = client_data("webauthn.get", challenge, party.origin);
        auto const said = data(party, flags);
        return {client, said, sign(said + base::sha256(client)), challenge};
    }

    std::string const id = base::random_bytes(16);
    std::uint32_t counter = 1;

private:
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key;
};

}
