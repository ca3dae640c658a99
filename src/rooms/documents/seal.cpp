// SPDX-License-Identifier: EUPL-1.2
// CMS by hand: OpenSSL's own builder always adds signing-time, which PAdES baseline forbids.
#include "rooms/documents/seal.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
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

// ---- DER (X.690)
std::string tlv(unsigned tag, std::string_view value)
{
    std::string out(1, char(tag));
    auto const n = value.size();
    if (n < 128) {
        out += char(n);
    } else if (n < 256) {
        out += char(0x81);
        out += char(n);
    } else {
        out += char(0x82);
        out += char(n >> 8);
        out += char(n);
    }
    return out.append(value);
}

constexpr unsigned integer = 0x02, octets = 0x04, null = 0x05, object = 0x06, sequence = 0x30, set = 0x31,
                   context0 = 0xa0, context4 = 0xa4;

std::string oid(char const* dotted)
{
    std::unique_ptr<ASN1_OBJECT, Freed<ASN1_OBJECT, ASN1_OBJECT_free>> const found(OBJ_txt2obj(dotted, 1));
    return tlv(object, {reinterpret_cast<char const*>(OBJ_get0_data(found.get())), OBJ_length(found.get())});
}

template<class T> std::string der(T* thing, int (*encode)(T const*, unsigned char**))
{
    unsigned char* bytes = nullptr;
    auto const length = encode(thing, &bytes);
    require(length > 0, "encoding");
    std::string out(reinterpret_cast<char*>(bytes), std::size_t(length));
    OPENSSL_free(bytes);
    return out;
}

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
    // The pieces of every CMS that do not change.
    std::string content_type, digest_oid, signing_certificate, head, signer_id, digest_algorithm, signature_algorithm;
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

    auto const elliptic = EVP_PKEY_get_base_id(parts->key.get()) == EVP_PKEY_EC;
    parts->digest_algorithm = tlv(sequence, oid("2.16.840.1.101.3.4.2.1"));
    parts->signature_algorithm = elliptic ? tlv(sequence, oid("1.2.840.10045.4.3.2"))
                                          : tlv(sequence, oid("1.2.840.113549.1.1.11") + tlv(null, ""));
    parts->content_type = tlv(sequence, oid("1.2.840.113549.1.9.3") + tlv(set, oid("1.2.840.113549.1.7.1")));
    parts->digest_oid = oid("1.2.840.113549.1.9.4");
    auto const issuer = der<X509_NAME>(X509_get_issuer_name(own), i2d_X509_NAME);
    auto const serial = der<ASN1_INTEGER>(X509_get_serialNumber(own), i2d_ASN1_INTEGER);
    // RFC 5035: ESSCertIDv2 with the default hash algorithm (SHA-256) left out.
    auto const certificate_hash = base::sha256(der<X509>(own, i2d_X509));
    auto const ess =
        tlv(sequence, tlv(octets, certificate_hash) + tlv(sequence, tlv(sequence, tlv(context4, issuer)) + serial));
    parts->signing_certificate =
        tlv(sequence, oid("1.2.840.113549.1.9.16.2.47") + tlv(set, tlv(sequence, tlv(sequence, ess))));
    std::string all;
    for (auto const& certificate : parts->certificates) all += der<X509>(certificate.get(), i2d_X509);
    parts->head = tlv(integer, "\x01") + tlv(set, parts->digest_algorithm) +
                  tlv(sequence, oid("1.2.840.113549.1.7.1")) + tlv(context0, all);
    parts->signer_id = tlv(sequence, issuer + serial);
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
    std::array attributes{parts->content_type, tlv(sequence, parts->digest_oid + tlv(set, tlv(octets, digest))),
                          parts->signing_certificate};
    std::ranges::sort(attributes); // DER: a SET OF is in the order of its encodings
    auto signed_attributes = tlv(set, attributes[0] + attributes[1] + attributes[2]);
    auto const signature = bare_signature(signed_attributes);
    // RFC 5652, 5.4: signed under the tag of a SET, written under [0].
    signed_attributes[0] = char(context0);
    auto const signer = tlv(sequence, tlv(integer, "\x01") + parts->signer_id + parts->digest_algorithm +
                                          signed_attributes + parts->signature_algorithm + tlv(octets, signature));
    static auto const signed_data = oid("1.2.840.113549.1.7.2");
    return tlv(sequence, signed_data + tlv(context0, tlv(sequence, parts->head + tlv(set, signer))));
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
