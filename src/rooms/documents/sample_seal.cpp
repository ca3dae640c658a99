// SPDX-License-Identifier: EUPL-1.2
// Keys and certificates of a sample town: its own little authority and a seal under it. Never for a real town,
// whose seal comes from a qualified trust service provider.
#include "rooms/documents/documents.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace documents {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

void require(bool done)
{
    if (!done) throw std::runtime_error("sample seal");
}

Key fresh_key(bool rsa)
{
    Key key(rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256"), EVP_PKEY_free);
    require(key != nullptr);
    return key;
}

void add(X509_NAME* name, int nid, std::string_view text)
{
    require(X509_NAME_add_entry_by_NID(name, nid, MBSTRING_UTF8, reinterpret_cast<unsigned char const*>(text.data()),
                                       int(text.size()), -1, 0) == 1);
}

void extend(X509* certificate, X509* issuer, int nid, char const* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> const extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value), X509_EXTENSION_free);
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

Certificate begin(EVP_PKEY* key, long serial, int years)
{
    Certificate certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_time_adj_ex(X509_getm_notAfter(certificate.get()), years * 365, 0, nullptr);
    X509_set_pubkey(certificate.get(), key);
    return certificate;
}

std::string text_of(BIO* memory)
{
    char* data = nullptr;
    auto const length = BIO_get_mem_data(memory, &data);
    return {data, std::size_t(length)};
}

std::string pem(X509* certificate)
{
    Memory const memory(BIO_new(BIO_s_mem()), BIO_free_all);
    require(PEM_write_bio_X509(memory.get(), certificate) == 1);
    return text_of(memory.get());
}

}

MadeSeal make_sample_seal(std::string_view body, std::string_view nif, std::string_view passphrase, bool rsa)
{
    auto const authority_key = fresh_key(rsa), key = fresh_key(rsa);
    auto const authority = begin(authority_key.get(), 1, 20);
    auto* const issuer = X509_get_subject_name(authority.get());
    add(issuer, NID_countryName, "ES");
    add(issuer, NID_organizationName, "Finestreta");
    add(issuer, NID_commonName, "Autoritat de mostra: no val fora d'aquesta mostra");
    X509_set_issuer_name(authority.get(), issuer);
    extend(authority.get(), authority.get(), NID_basic_constraints, "critical,CA:TRUE");
    extend(authority.get(), authority.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    extend(authority.get(), authority.get(), NID_subject_key_identifier, "hash");
    require(X509_sign(authority.get(), authority_key.get(), EVP_sha256()) > 0);

    auto const seal = begin(key.get(), 2, 10);
    auto* const subject = X509_get_subject_name(seal.get());
    add(subject, NID_countryName, "ES");
    add(subject, NID_organizationName, body);
    add(subject, NID_organizationIdentifier, "VATES-" + std::string(nif));
    add(subject, NID_commonName, "Segell electrònic de l'" + std::string(body));
    X509_set_issuer_name(seal.get(), issuer);
    extend(seal.get(), authority.get(), NID_basic_constraints, "critical,CA:FALSE");
    extend(seal.get(), authority.get(), NID_key_usage, "critical,digitalSignature,nonRepudiation");
    extend(seal.get(), authority.get(), NID_subject_key_identifier, "hash");
    extend(seal.get(), authority.get(), NID_authority_key_identifier, "keyid");
    require(X509_sign(seal.get(), authority_key.get(), EVP_sha256()) > 0);

    Memory const memory(BIO_new(BIO_s_mem()), BIO_free_all);
    require(PEM_write_bio_PKCS8PrivateKey(memory.get(), key.get(), EVP_aes_256_cbc(), passphrase.data(),
                                          int(passphrase.size()), nullptr, nullptr) == 1);
    return {text_of(memory.get()), pem(seal.get()) + pem(authority.get()), pem(authority.get())};
}

}
