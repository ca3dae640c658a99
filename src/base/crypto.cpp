// SPDX-License-Identifier: EUPL-1.2
// OpenSSL behind plain values. Fetched algorithms are kept: looking one up costs more than hashing a page.
#include "base/crypto.h"

#include <array>
#include <cstring>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
#include <stdexcept>

namespace base {
namespace {

void require(bool done, char const* what)
{
    if (!done) throw std::runtime_error(std::string("crypto: ") + what);
}

auto bytes(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
auto bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

EVP_MD const* sha256_algorithm()
{
    static auto* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return algorithm;
}

EVP_CIPHER const* gcm_algorithm()
{
    static auto* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    return algorithm;
}

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
constexpr std::size_t key_size = 32, nonce_size = 12, tag_size = 16;

}

Sha256::Sha256() : context(EVP_MD_CTX_new())
{
    require(context && EVP_DigestInit_ex2(context, sha256_algorithm(), nullptr), "sha256");
}

Sha256::Sha256(Sha256 const& other) : context(EVP_MD_CTX_new())
{
    require(context && EVP_MD_CTX_copy_ex(context, other.context), "sha256 copy");
}

Sha256::~Sha256() { EVP_MD_CTX_free(context); }

Sha256& Sha256::feed(std::string_view part)
{
    require(EVP_DigestUpdate(context, part.data(), part.size()), "sha256 update");
    return *this;
}

Digest Sha256::finish()
{
    Digest digest(32, '\0');
    require(EVP_DigestFinal_ex(context, bytes(digest), nullptr), "sha256 final");
    return digest;
}

Digest sha256(std::string_view text) { return Sha256().feed(text).finish(); }

Digest hmac_sha256(std::string_view key, std::string_view message)
{
    Digest digest(32, '\0');
    unsigned length = 0;
    // To OpenSSL no address is no key, even when the key is empty.
    require(HMAC(EVP_sha256(), key.empty() ? "" : key.data(), int(key.size()), bytes(message), message.size(),
                 bytes(digest), &length),
            "hmac");
    return digest;
}

std::string derive_key(std::string_view master, std::string_view purpose)
{
    std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr),
                                                                        EVP_PKEY_CTX_free);
    std::string key(32, '\0');
    std::size_t length = key.size();
    require(context && EVP_PKEY_derive_init(context.get()) > 0 &&
                EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) > 0 &&
                EVP_PKEY_CTX_set1_hkdf_key(context.get(), bytes(master), int(master.size())) > 0 &&
                EVP_PKEY_CTX_add1_hkdf_info(context.get(), bytes(purpose), int(purpose.size())) > 0 &&
                EVP_PKEY_derive(context.get(), bytes(key), &length) > 0,
            "hkdf");
    return key;
}

std::string key_from_passphrase(std::string_view passphrase, std::string_view salt)
{
    std::string key(32, '\0');
    require(EVP_PBE_scrypt(passphrase.data(), passphrase.size(), bytes(salt), salt.size(), 1 << 14, 8, 1, 64 << 20,
                           bytes(key), key.size()) == 1,
            "scrypt");
    return key;
}

void fill_random(std::span<char> target)
{
    // The library asks the kernel who it is at every call: small needs are met from a buffer of the thread, drawn
    // from the same generator, and each byte is wiped as it is handed out. The program never forks.
    struct Buffer {
        std::array<unsigned char, 1024> bytes{};
        std::size_t used = bytes.size();
    };
    thread_local Buffer buffer;
    if (target.size() > 64) {
        require(RAND_bytes(reinterpret_cast<unsigned char*>(target.data()), int(target.size())) == 1, "random");
        return;
    }
    if (buffer.bytes.size() - buffer.used < target.size()) {
        require(RAND_bytes(buffer.bytes.data(), int(buffer.bytes.size())) == 1, "random");
        buffer.used = 0;
    }
    std::memcpy(target.data(), buffer.bytes.data() + buffer.used, target.size());
    OPENSSL_cleanse(buffer.bytes.data() + buffer.used, target.size());
    buffer.used += target.size();
}

std::string random_bytes(std::size_t count)
{
    std::string text(count, '\0');
    fill_random(text);
    return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string encrypt(std::string_view key, std::string_view plain, std::string_view about)
{
    require(key.size() == key_size, "length of the key");
    std::string sealed(nonce_size + plain.size() + tag_size, '\0');
    fill_random({sealed.data(), nonce_size});
    CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int length = 0;
    auto* const out = bytes(sealed);
    require(context && EVP_EncryptInit_ex2(context.get(), gcm_algorithm(), bytes(key), out, nullptr) &&
                EVP_EncryptUpdate(context.get(), nullptr, &length, bytes(about), int(about.size())) &&
                EVP_EncryptUpdate(context.get(), out + nonce_size, &length, bytes(plain), int(plain.size())) &&
                EVP_EncryptFinal_ex(context.get(), out + nonce_size + length, &length) &&
                EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_size, out + nonce_size + plain.size()),
            "encrypt");
    return sealed;
}

std::optional<std::string> decrypt(std::string_view key, std::string_view sealed, std::string_view about)
{
    if (key.size() != key_size || sealed.size() < nonce_size + tag_size) return {};
    auto const body = sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
    std::string tag(sealed.substr(sealed.size() - tag_size));
    std::string plain(body.size(), '\0');
    CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int length = 0;
    require(context && EVP_DecryptInit_ex2(context.get(), gcm_algorithm(), bytes(key), bytes(sealed), nullptr) &&
                EVP_DecryptUpdate(context.get(), nullptr, &length, bytes(about), int(about.size())) &&
                EVP_DecryptUpdate(context.get(), bytes(plain), &length, bytes(body), int(body.size())) &&
                EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()),
            "decrypt");
    if (EVP_DecryptFinal_ex(context.get(), bytes(plain) + length, &length) != 1) return {};
    return plain;
}

}
