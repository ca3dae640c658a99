// SPDX-License-Identifier: EUPL-1.2
#include "rooms/registry/log_key.h"

#include "rooms/registry/registry.h"

#include <algorithm>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdexcept>

namespace registry {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Signing = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

void require(bool done, char const* what)
{
    if (!done) throw std::runtime_error(std::string("log key: ") + what);
}

Memory reading(std::string_view text) { return {BIO_new_mem_buf(text.data(), int(text.size())), BIO_free_all}; }
Memory writing() { return {BIO_new(BIO_s_mem()), BIO_free_all}; }

std::string text_of(BIO* memory)
{
    char* data = nullptr;
    auto const length = BIO_get_mem_data(memory, &data);
    return {data, std::size_t(length)};
}

int no_prompt(char* buffer, int size, int, void* given)
{
    auto const& passphrase = *static_cast<std::string_view const*>(given);
    auto const length = std::min(std::size_t(size), passphrase.size());
    std::copy_n(passphrase.data(), length, buffer);
    return int(length);
}

bool on_p256(EVP_PKEY* key)
{
    char group[32] = {};
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
           EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) == 1 && std::string_view(group) == "prime256v1";
}

auto bytes(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

}

struct LogKey::Parts {
    Key key{nullptr, EVP_PKEY_free};
};

LogKey::LogKey(std::string_view pem, std::string_view passphrase) : parts(std::make_unique<Parts>())
{
    auto const text = reading(pem);
    parts->key.reset(PEM_read_bio_PrivateKey(text.get(), nullptr, no_prompt, &passphrase));
    require(parts->key != nullptr, "cannot be read: wrong passphrase or damaged file");
    require(on_p256(parts->key.get()), "is not on P-256");
    auto const out = writing();
    require(PEM_write_bio_PUBKEY(out.get(), parts->key.get()) == 1, "writing");
    shown = text_of(out.get());
}

LogKey::~LogKey() = default;

std::string LogKey::sign(std::string_view text) const
{
    Signing const context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::size_t size = 0;
    require(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, parts->key.get()) == 1, "signing");
    require(EVP_DigestSign(context.get(), nullptr, &size, bytes(text), text.size()) == 1, "signing");
    std::string out(size, '\0');
    require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, bytes(text),
                           text.size()) == 1,
            "signing");
    out.resize(size);
    return out;
}

bool signature_holds(std::string_view public_pem, std::string_view text, std::string_view signature)
{
    auto const in = reading(public_pem);
    Key const key(PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    if (!key || !on_p256(key.get())) return false;
    Signing const context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(text), text.size()) == 1;
}

std::string make_log_key(std::string_view passphrase)
{
    Key const key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    require(key != nullptr, "making");
    auto const out = writing();
    require(PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), EVP_aes_256_cbc(), passphrase.data(),
                                          int(passphrase.size()), nullptr, nullptr) == 1,
            "writing");
    return text_of(out.get());
}

}
