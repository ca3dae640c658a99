// SPDX-License-Identifier: EUPL-1.2
#include "rooms/documents/seal.h"
#include "rooms/documents/seal_message.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <optional>
#include <stdexcept>
#include <vector>

namespace documents {
namespace {

template<class T, auto Free> struct Freed {
    void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO, BIO_free_all>>;
using Signing = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX, EVP_MD_CTX_free>>;

void require(bool done, char const* what)
{
    if (!done) throw std::runtime_error(std::string("seal: ") + what);
}

Memory reading(std::string_view text) { return Memory(BIO_new_mem_buf(text.data(), int(text.size()))); }

int no_prompt(char* buffer, int size, int, void* given)
{
    auto const& passphrase = *static_cast<std::string_view const*>(given);
    auto const length = std::min(std::size_t(size), passphrase.size());
    std::copy_n(passphrase.data(), length, buffer);
    return int(length);
}

std::string name_entry(X509* certificate, int nid)
{
    auto* const subject = X509_get_subject_name(certificate);
    auto const place = X509_NAME_get_index_by_NID(subject, nid, -1);
    if (place < 0) return {};
    unsigned char* text = nullptr;
    auto const length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place)));
    if (length < 0) return {};
    std::string out(reinterpret_cast<char*>(text), std::size_t(length));
    OPENSSL_free(text);
    return out;
}

}

struct Seal::Parts {
    Key key;
    std::vector<Certificate> certificates;
    std::string subject;
    std::optional<SealMessage> message;
};

Seal::Seal(std::string_view key_pem, std::string_view passphrase, std::string_view certificates_pem) :
    parts(std::make_unique<Parts>())
{
    auto const key = reading(key_pem);
    parts->key.reset(PEM_read_bio_PrivateKey(key.get(), nullptr, no_prompt, &passphrase));
    require(parts->key != nullptr, "the key cannot be read: wrong passphrase or damaged file");
    auto const chain = reading(certificates_pem);
    while (auto* const next = PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr))
        parts->certificates.emplace_back(next);
    require(!parts->certificates.empty(), "no certificate");
    auto* const own = parts->certificates.front().get();
    require(X509_check_private_key(own, parts->key.get()) == 1, "the key is not the certificate's");
    parts->subject = name_entry(own, NID_commonName);

    std::vector<X509*> list;
    for (auto const& each : parts->certificates) list.push_back(each.get());
    parts->message.emplace(list);
}

Seal::~Seal() = default;

std::string Seal::bare_signature(std::string_view text) const
{
    thread_local Signing const context(EVP_MD_CTX_new());
    static auto* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX_reset(context.get());
    std::array<unsigned char, 1024> signature{};
    auto length = signature.size();
    require(EVP_DigestSignInit(context.get(), nullptr, algorithm, nullptr, parts->key.get()) == 1 &&
                EVP_DigestSign(context.get(), signature.data(), &length,
                               reinterpret_cast<unsigned char const*>(text.data()), text.size()) == 1,
            "signing");
    return {reinterpret_cast<char*>(signature.data()), length};
}

std::string Seal::sign(base::Digest const& digest) const
{
    return parts->message->whole(digest, bare_signature(parts->message->to_sign(digest)));
}

std::size_t Seal::longest() const
{
    // ECDSA signatures vary by a few bytes; everything else is fixed.
    return sign(base::Digest(32, '\0')).size() + 64;
}

std::string const& Seal::subject() const { return parts->subject; }

std::string Seal::organisation_number() const
{
    auto const text = name_entry(parts->certificates.front().get(), NID_organizationIdentifier);
    return text.starts_with("VATES-") ? text.substr(6) : text;
}

std::int64_t Seal::valid_until() const
{
    tm parts_of_time{};
    ASN1_TIME_to_tm(X509_get0_notAfter(parts->certificates.front().get()), &parts_of_time);
    return timegm(&parts_of_time);
}

}
