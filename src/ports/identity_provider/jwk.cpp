// SPDX-License-Identifier: EUPL-1.2
#include "ports/identity_provider/jwk.h"

#include "base/crypto.h"
#include "ports/identity_provider/strict_json.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <bit>
#include <memory>

namespace identity_provider {
namespace {

struct Free {
    void operator()(EVP_PKEY* held) const { EVP_PKEY_free(held); }
    void operator()(EVP_PKEY_CTX* held) const { EVP_PKEY_CTX_free(held); }
    void operator()(EVP_MD_CTX* held) const { EVP_MD_CTX_free(held); }
    void operator()(OSSL_PARAM_BLD* held) const { OSSL_PARAM_BLD_free(held); }
    void operator()(OSSL_PARAM* held) const { OSSL_PARAM_free(held); }
    void operator()(BIGNUM* held) const { BN_free(held); }
    void operator()(ECDSA_SIG* held) const { ECDSA_SIG_free(held); }
};
template<class T> using Held = std::unique_ptr<T, Free>;

constexpr std::size_t coordinate = 32, most_keys = 50, longest_number = 1200;

auto bytes(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

Held<BIGNUM> number(std::string_view big_endian)
{
    return Held<BIGNUM>(BN_bin2bn(bytes(big_endian), int(big_endian.size()), nullptr));
}

Held<EVP_PKEY> built(char const* type, OSSL_PARAM_BLD* from)
{
    Held<OSSL_PARAM> const parameters(OSSL_PARAM_BLD_to_param(from));
    Held<EVP_PKEY_CTX> const context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return nullptr;
    return Held<EVP_PKEY>(key);
}

Held<EVP_PKEY> rsa_key(Jwk const& key)
{
    Held<OSSL_PARAM_BLD> const parts(OSSL_PARAM_BLD_new());
    auto const modulus = number(key.first), exponent = number(key.second);
    if (!parts || !modulus || !exponent || !OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) ||
        !OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()))
        return nullptr;
    return built("RSA", parts.get());
}

// OpenSSL refuses a point that is not on the curve.
Held<EVP_PKEY> curve_key(Jwk const& key)
{
    Held<OSSL_PARAM_BLD> const parts(OSSL_PARAM_BLD_new());
    auto const point = "\x04" + key.first + key.second;
    if (!parts || !OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) ||
        !OSSL_PARAM_BLD_push_octet_string(parts.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()))
        return nullptr;
    return built("EC", parts.get());
}

// r and s side by side, as tokens have them, in the form that OpenSSL reads (RFC 7518, 3.4).
std::string as_der(std::string_view signature)
{
    if (signature.size() != 2 * coordinate) return {};
    Held<ECDSA_SIG> const pair(ECDSA_SIG_new());
    auto r = number(signature.substr(0, coordinate)), s = number(signature.substr(coordinate));
    if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.release(), s.release()) != 1) return {};
    unsigned char* der = nullptr;
    auto const length = i2d_ECDSA_SIG(pair.get(), &der);
    std::string out(reinterpret_cast<char*>(der), length > 0 ? std::size_t(length) : 0);
    OPENSSL_free(der);
    return out;
}

std::optional<std::string> number_of(json::object const& from, std::string_view name)
{
    auto const text = text_of(from, name, longest_number * 4 / 3 + 4);
    return text ? base::from_base64url(*text) : std::nullopt;
}

// NIST SP 800-131A: 2048 bits at least. An exponent of one would make any number its own signature.
bool strong(Jwk const& key)
{
    if (key.first.empty() || key.first.size() > 1024 || key.second.size() < 3 || key.second.size() > 4) return false;
    auto const bits = (key.first.size() - 1) * 8 + std::size_t(std::bit_width(std::uint8_t(key.first[0])));
    return bits >= 2048 && (key.first.back() & 1) && (key.second.back() & 1);
}

std::string without_zeros(std::string bytes)
{
    bytes.erase(0, std::min(bytes.find_first_not_of('\0'), bytes.size()));
    return bytes;
}

bool is_for_verifying(json::object const& from)
{
    if (from.contains("use") && text_of(from, "use") != "sig") return false;
    auto const* const uses = from.if_contains("key_ops");
    if (!uses) return true;
    return uses->is_array() && std::ranges::find(uses->get_array(), json::value("verify")) != uses->get_array().end();
}

std::optional<Jwk> read_key(json::object const& from)
{
    if (!is_for_verifying(from)) return {};
    Jwk key;
    key.id = text_of(from, "kid").value_or("");
    if (from.contains("alg")) {
        key.only = algorithm_named(text_of(from, "alg").value_or(""));
        if (!key.only) return {};
    }
    auto const type = text_of(from, "kty");
    auto const rsa = type == "RSA";
    if (!rsa && (type != "EC" || text_of(from, "crv") != "P-256")) return {};
    auto const first = number_of(from, rsa ? "n" : "x"), second = number_of(from, rsa ? "e" : "y");
    if (!first || !second) return {};
    key.kind = rsa ? Jwk::Kind::Rsa : Jwk::Kind::P256;
    key.first = rsa ? without_zeros(*first) : *first;
    key.second = rsa ? without_zeros(*second) : *second;
    auto const good = rsa ? strong(key) : key.first.size() == coordinate && key.second.size() == coordinate;
    if (!good || (key.only && !key.suits(*key.only))) return {};
    return key;
}

}

std::optional<Algorithm> algorithm_named(std::string_view text)
{
    if (text == "RS256") return Algorithm::Rs256;
    if (text == "PS256") return Algorithm::Ps256;
    if (text == "ES256") return Algorithm::Es256;
    return {};
}

bool Jwk::suits(Algorithm algorithm) const
{
    if (only && *only != algorithm) return false;
    return (kind == Kind::P256) == (algorithm == Algorithm::Es256);
}

std::optional<std::vector<Jwk>> read_keys(std::string_view text)
{
    auto const set = strict_object(text, longest_key_set);
    auto const* const list = set ? set->if_contains("keys") : nullptr;
    if (!list || !list->is_array() || list->get_array().size() > most_keys) return {};
    std::vector<Jwk> keys;
    for (auto const& each : list->get_array())
        if (auto key = each.is_object() ? read_key(each.get_object()) : std::nullopt) keys.push_back(std::move(*key));
    return keys;
}

bool signed_by(Jwk const& with, Algorithm algorithm, std::string_view said, std::string_view signature)
{
    if (!with.suits(algorithm)) return false;
    auto const der = algorithm == Algorithm::Es256 ? as_der(signature) : std::string(signature);
    auto const key = with.kind == Jwk::Kind::Rsa ? rsa_key(with) : curve_key(with);
    Held<EVP_MD_CTX> const context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* how = nullptr; // belongs to the context
    auto good = !der.empty() && key && context &&
                EVP_DigestVerifyInit(context.get(), &how, EVP_sha256(), nullptr, key.get()) == 1;
    if (good && algorithm == Algorithm::Ps256) // RFC 7518, 3.5: salt as long as the hash
        good = EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_mgf1_md(how, EVP_sha256()) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(how, RSA_PSS_SALTLEN_DIGEST) == 1;
    good = good && EVP_DigestVerify(context.get(), bytes(der), der.size(), bytes(said), said.size()) == 1;
    ERR_clear_error();
    return good;
}

}
