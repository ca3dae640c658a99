// SPDX-License-Identifier: EUPL-1.2
// Certificates made with OpenSSL; P-256 keys, which cost next to nothing to make, or RSA where asked for.
#include "app/sample/authority.h"

#include "base/crypto.h"

#include <openssl/asn1.h>
#include <openssl/conf.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace sample {
namespace {

using Memory = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Object = std::unique_ptr<ASN1_OBJECT, decltype(&ASN1_OBJECT_free)>;
using Extension = std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)>;
using List = std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)>;
using Stack = std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)>;

void require(bool done)
{
    if (!done) throw std::runtime_error(std::string("sample authority: ") + ERR_error_string(ERR_get_error(), nullptr));
}

std::string text_of(BIO* memory)
{
    char* data = nullptr;
    auto const length = BIO_get_mem_data(memory, &data);
    return {data, std::size_t(length)};
}

std::string pem_of(X509* certificate)
{
    Memory const memory(BIO_new(BIO_s_mem()), BIO_free_all);
    require(PEM_write_bio_X509(memory.get(), certificate) == 1);
    return text_of(memory.get());
}

std::string pem_of(EVP_PKEY* key)
{
    Memory const memory(BIO_new(BIO_s_mem()), BIO_free_all);
    require(PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return text_of(memory.get());
}

// The bytes that one of OpenSSL's i2d functions writes.
template<class Thing, class Writer> std::string der_of(Thing* thing, Writer write)
{
    unsigned char* bytes = nullptr;
    auto const size = write(thing, &bytes);
    require(size > 0);
    std::string text(reinterpret_cast<char const*>(bytes), std::size_t(size));
    OPENSSL_free(bytes);
    return text;
}

void add(X509_NAME* name, std::vector<Attribute> const& attributes)
{
    for (auto const& [what, text, type] : attributes) {
        Object const object(OBJ_txt2obj(what.c_str(), 0), ASN1_OBJECT_free);
        require(object && X509_NAME_add_entry_by_OBJ(name, object.get(), type ? type : MBSTRING_UTF8,
                                                     reinterpret_cast<unsigned char const*>(text.data()),
                                                     int(text.size()), -1, 0) == 1);
    }
}

void extend(X509* certificate, X509* issuer, int what, std::string const& value)
{
    if (value.empty()) return;
    std::unique_ptr<CONF, decltype(&NCONF_free)> const sections(NCONF_new(nullptr), NCONF_free); // none, but some ask
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509V3_set_nconf(&context, sections.get());
    Extension const extension(X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str()), X509_EXTENSION_free);
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

// Alternative names: hosts, and a directory name, which OpenSSL's text form cannot say.
void name_also(X509* certificate, Profile const& profile)
{
    if (profile.also.empty()) return extend(certificate, certificate, NID_subject_alt_name, profile.hosts);
    std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> const names(GENERAL_NAMES_new(), GENERAL_NAMES_free);
    auto* const directory = X509_NAME_new();
    auto* const one = GENERAL_NAME_new();
    GENERAL_NAME_set0_value(one, GEN_DIRNAME, directory);
    sk_GENERAL_NAME_push(names.get(), one);
    add(directory, profile.also);
    require(X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, 0) == 1);
}

std::string sequence(std::string const& inside)
{
    if (inside.size() > 127) throw std::logic_error("sample authority: too long");
    return std::string("\x30") + char(inside.size()) + inside;
}

std::string oid(char const* dotted)
{
    Object const object(OBJ_txt2obj(dotted, 1), ASN1_OBJECT_free);
    return der_of(object.get(), i2d_ASN1_OBJECT);
}

// ETSI EN 319 412-5: qualified, and of which type.
void qualify(X509* certificate, std::string const& type)
{
    if (type.empty()) return;
    auto const* const which = type == "esign"   ? "0.4.0.1862.1.6.1"
                              : type == "eseal" ? "0.4.0.1862.1.6.2"
                                                : "0.4.0.1862.1.6.3";
    auto const value =
        sequence(sequence(oid("0.4.0.1862.1.1")) + sequence(oid("0.4.0.1862.1.6") + sequence(oid(which))));
    std::unique_ptr<ASN1_OCTET_STRING, decltype(&ASN1_OCTET_STRING_free)> const held(ASN1_OCTET_STRING_new(),
                                                                                     ASN1_OCTET_STRING_free);
    ASN1_OCTET_STRING_set(held.get(), reinterpret_cast<unsigned char const*>(value.data()), int(value.size()));
    Extension const extension(X509_EXTENSION_create_by_NID(nullptr, NID_qcStatements, 0, held.get()),
                              X509_EXTENSION_free);
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

std::time_t seconds(base::Instant at, int days) { return std::time_t(at.micros / 1'000'000) + days * 86'400; }

Stack certificates_in(std::string const& pem)
{
    Stack all(sk_X509_new_null(), [](STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); });
    Memory const memory(BIO_new_mem_buf(pem.data(), int(pem.size())), BIO_free_all);
    while (auto* const next = PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)) sk_X509_push(all.get(), next);
    ERR_clear_error(); // the end of the text is one
    return all;
}

}

Authority::Authority(std::string const& name, base::Instant at) : Authority(name, at, nullptr) {}

Authority::Authority(std::string const& name, base::Instant at, Authority const* over) :
    now(at), key(EVP_EC_gen("P-256"), EVP_PKEY_free)
{
    Profile profile;
    profile.subject = {{"C", "ES"}, {"O", "Finestreta"}, {"CN", name}};
    profile.key_usage = "critical,keyCertSign,cRLSign";
    profile.purposes.clear();
    profile.days_after = 7300;
    profile.authority = true;
    if (over) {
        own = over->make(profile, key);
        above = over->above;
        if (X509_check_issued(over->own.get(), over->own.get()) != X509_V_OK) above.insert(above.begin(), over->own);
    } else {
        own = make(profile, key);
    }
}

Authority Authority::under(std::string const& name) const { return {name, now, this}; }

Authority::Paper Authority::make(Profile const& profile, Key const& subject_key) const
{
    Paper made(X509_new(), X509_free);
    auto* const certificate = made.get();
    auto* const issuer = own ? own.get() : certificate;
    X509_set_version(certificate, X509_VERSION_3);
    auto const number = "\x01" + base::random_bytes(15); // positive, and never the same twice
    std::unique_ptr<BIGNUM, decltype(&BN_free)> const serial(
        BN_bin2bn(reinterpret_cast<unsigned char const*>(number.data()), int(number.size()), nullptr), BN_free);
    BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate));
    ASN1_TIME_set(X509_getm_notBefore(certificate), seconds(now, -profile.days_before));
    ASN1_TIME_set(X509_getm_notAfter(certificate), seconds(now, profile.days_after));
    X509_set_pubkey(certificate, subject_key.get());
    add(X509_get_subject_name(certificate), profile.subject);
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
    extend(certificate, issuer, NID_basic_constraints, profile.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    extend(certificate, issuer, NID_key_usage, profile.key_usage);
    extend(certificate, issuer, NID_ext_key_usage, profile.purposes);
    extend(certificate, issuer, NID_subject_key_identifier, "hash");
    extend(certificate, issuer, NID_authority_key_identifier, "keyid");
    extend(certificate, issuer, NID_certificate_policies, profile.policies);
    extend(certificate, issuer, NID_info_access, profile.ocsp.empty() ? "" : "OCSP;URI:" + profile.ocsp);
    extend(certificate, issuer, NID_crl_distribution_points, profile.list.empty() ? "" : "URI:" + profile.list);
    name_also(certificate, profile);
    qualify(certificate, profile.qualified_type);
    require(X509_sign(certificate, key.get(), EVP_sha256()) > 0);
    return made;
}

Certificate Authority::issue(Profile const& profile) const
{
    Key const fresh(profile.rsa_bits > 0 ? EVP_RSA_gen(profile.rsa_bits) : EVP_EC_gen("P-256"), EVP_PKEY_free);
    require(fresh != nullptr);
    auto const made = make(profile, fresh);
    std::unique_ptr<BIGNUM, decltype(&BN_free)> const serial(
        ASN1_INTEGER_to_BN(X509_get0_serialNumber(made.get()), nullptr), BN_free);
    std::string bytes(std::size_t(BN_num_bytes(serial.get())), '\0');
    BN_bn2bin(serial.get(), reinterpret_cast<unsigned char*>(bytes.data()));
    return {pem_of(made.get()), pem_of(fresh.get()), der_of(made.get(), i2d_X509), base::hex(bytes)};
}

std::string Authority::list(std::vector<std::string> const& revoked_serials, int days_before, int days_after) const
{
    List const list(X509_CRL_new(), X509_CRL_free);
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(own.get()));
    std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> const at(ASN1_TIME_new(), ASN1_TIME_free);
    X509_CRL_set1_lastUpdate(list.get(), ASN1_TIME_set(at.get(), seconds(now, -days_before)));
    for (auto const& serial : revoked_serials) {
        BIGNUM* number = nullptr;
        require(BN_hex2bn(&number, serial.c_str()) > 0);
        std::unique_ptr<BIGNUM, decltype(&BN_free)> const held(number, BN_free);
        std::unique_ptr<ASN1_INTEGER, decltype(&ASN1_INTEGER_free)> const written(BN_to_ASN1_INTEGER(number, nullptr),
                                                                                  ASN1_INTEGER_free);
        auto* const revoked = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(revoked, written.get());
        X509_REVOKED_set_revocationDate(revoked, at.get());
        X509_CRL_add0_revoked(list.get(), revoked);
    }
    X509_CRL_set1_nextUpdate(list.get(), ASN1_TIME_set(at.get(), seconds(now, days_after)));
    require(X509_CRL_sign(list.get(), key.get(), EVP_sha256()) > 0);
    return der_of(list.get(), i2d_X509_CRL);
}

std::string Authority::pem() const { return pem_of(own.get()); }
std::string Authority::der() const { return der_of(own.get(), i2d_X509); }
std::string Authority::key_pem() const { return pem_of(key.get()); }

std::string Authority::chain_pem() const
{
    auto text = pem();
    for (auto const& each : above) text += pem_of(each.get());
    return text;
}

std::string importable(Certificate const& certificate, std::string const& chain_pem, std::string const& name,
                       std::string const& password)
{
    auto const own = certificates_in(certificate.pem), chain = certificates_in(chain_pem);
    Memory const memory(BIO_new_mem_buf(certificate.key_pem.data(), int(certificate.key_pem.size())), BIO_free_all);
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const key(
        PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    std::unique_ptr<PKCS12, decltype(&PKCS12_free)> const file(PKCS12_create(password.c_str(), name.c_str(), key.get(),
                                                                             sk_X509_value(own.get(), 0), chain.get(),
                                                                             0, 0, 0, 0, 0),
                                                               PKCS12_free);
    require(file != nullptr);
    return der_of(file.get(), i2d_PKCS12);
}

}
