// SPDX-License-Identifier: EUPL-1.2
// For tests: keys, sets of them and tokens as an honest or a dishonest provider makes them.
#pragma once
#include "base/crypto.h"
#include "ports/identity_provider/id_token.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>

namespace identity_provider::testing {

struct Free {
    void operator()(EVP_PKEY* held) const { EVP_PKEY_free(held); }
    void operator()(EVP_MD_CTX* held) const { EVP_MD_CTX_free(held); }
    void operator()(BIGNUM* held) const { BN_free(held); }
    void operator()(ECDSA_SIG* held) const { ECDSA_SIG_free(held); }
};
template<class T> using Held = std::unique_ptr<T, Free>;

inline std::string number(EVP_PKEY* key, char const* name, std::size_t size = 0)
{
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key, name, &value);
    Held<BIGNUM> const held(value);
    std::string bytes(size ? size : std::size_t(BN_num_bytes(value)), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), int(bytes.size()));
    return bytes;
}

// A key pair of a provider, with its name.
class Key {
public:
    static Key rsa(std::string id, std::size_t bits = 2048) { return {std::move(id), EVP_RSA_gen(unsigned(bits))}; }
    static Key curve(std::string id, char const* group = "P-256") { return {std::move(id), EVP_EC_gen(group)}; }

    json::object jwk() const
    {
        json::object out{{"kid", id}, {"use", "sig"}};
        auto const put = [&](char const* as, std::string const& bytes) { out[as] = base::base64url(bytes); };
        if (EVP_PKEY_is_a(pair.get(), "RSA")) {
            out["kty"] = "RSA";
            put("n", number(pair.get(), OSSL_PKEY_PARAM_RSA_N));
            put("e", number(pair.get(), OSSL_PKEY_PARAM_RSA_E));
            return out;
        }
        auto const size = std::size_t(EVP_PKEY_get_bits(pair.get()) + 7) / 8;
        out["kty"] = "EC";
        out["crv"] = size == 32 ? "P-256" : "P-384";
        put("x", number(pair.get(), OSSL_PKEY_PARAM_EC_PUB_X, size));
        put("y", number(pair.get(), OSSL_PKEY_PARAM_EC_PUB_Y, size));
        return out;
    }

    std::string sign(std::string const& algorithm, std::string const& said) const
    {
        Held<EVP_MD_CTX> const context(EVP_MD_CTX_new());
        EVP_PKEY_CTX* how = nullptr;
        EVP_DigestSignInit(context.get(), &how, EVP_sha256(), nullptr, pair.get());
        if (algorithm == "PS256") {
            EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING);
            EVP_PKEY_CTX_set_rsa_pss_saltlen(how, RSA_PSS_SALTLEN_DIGEST);
        }
        std::string out(600, '\0');
        auto length = out.size();
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length,
                       reinterpret_cast<unsigned char const*>(said.data()), said.size());
        out.resize(length);
        return algorithm == "ES256" ? side_by_side(out) : out;
    }

    std::string const id;

private:
    Key(std::string name, EVP_PKEY* made) : id(std::move(name)), pair(made) {}
    static std::string side_by_side(std::string const& der)
    {
        auto const* place = reinterpret_cast<unsigned char const*>(der.data());
        Held<ECDSA_SIG> const read(d2i_ECDSA_SIG(nullptr, &place, long(der.size())));
        std::string out(64, '\0');
        auto* const bytes = reinterpret_cast<unsigned char*>(out.data());
        BN_bn2binpad(ECDSA_SIG_get0_r(read.get()), bytes, 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(read.get()), bytes + 32, 32);
        return out;
    }
    Held<EVP_PKEY> pair;
};

inline std::string set_of(std::vector<json::object> const& keys)
{
    json::array list;
    for (auto const& each : keys) list.push_back(each);
    return json::serialize(json::object{{"keys", list}});
}

inline std::string unsigned_token(json::value const& header, json::value const& claims)
{
    return base::base64url(json::serialize(header)) + "." + base::base64url(json::serialize(claims));
}

inline std::string token(Key const& key, json::object const& header, json::value const& claims)
{
    auto const said = unsigned_token(header, claims);
    auto const algorithm = std::string(header.at("alg").as_string());
    return said + "." + base::base64url(key.sign(algorithm, said));
}

constexpr base::Instant now{1'790'000'000'000'000};
constexpr std::int64_t seconds = 1'790'000'000;

inline Expected expected() { return {"https://provider.example", "finestreta", "a-nonce", "an-access-token"}; }

inline json::object right_claims()
{
    return {{"iss", "https://provider.example"},
            {"sub", "u1"},
            {"aud", "finestreta"},
            {"exp", seconds + 300},
            {"iat", seconds - 2},
            {"nonce", "a-nonce"}};
}

}
