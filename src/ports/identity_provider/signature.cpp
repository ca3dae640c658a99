// SPDX-License-Identifier: EUPL-1.2
// One signer, signed attributes, SHA-2, RSA or the curves of NIST: what Autofirma makes, and nothing that could be
// taken for something else.
#include "ports/identity_provider/signature.h"

#include "ports/identity_provider/x509.h"

#include <algorithm>
#include <array>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/evp.h>

namespace identity_provider {
namespace {

using Wrong = Signature::Wrong;
using Message = Held<CMS_ContentInfo, CMS_ContentInfo_free>;
constexpr int most_certificates = 12;
constexpr int fewest_rsa_bits = 2048, most_rsa_bits = 8192; // CCN-STIC 807; beyond, checking costs too much

// What OpenSSL thought of a stranger's bytes is nobody's business later.
struct Forgotten {
    ~Forgotten() { ERR_clear_error(); }
};

std::string_view text_in(ASN1_STRING const* string)
{
    return {reinterpret_cast<char const*>(ASN1_STRING_get0_data(string)), std::size_t(ASN1_STRING_length(string))};
}

Message parsed_message(std::string_view der)
{
    auto const* at = reinterpret_cast<unsigned char const*>(der.data());
    auto const* const end = at + der.size();
    Message made(d2i_CMS_ContentInfo(nullptr, &at, long(der.size())));
    if (at != end || !made || OBJ_obj2nid(CMS_get0_type(made.get())) != NID_pkcs7_signed) made.reset();
    return made;
}

// The one value of an attribute that stands once; nothing otherwise.
void* only_value(CMS_SignerInfo const* signer, int what, int type)
{
    constexpr int once_with_one_value = -3;
    return CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(what), once_with_one_value, type);
}

int method_of(X509_ALGOR const* algorithm)
{
    ASN1_OBJECT const* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    return OBJ_obj2nid(object);
}

EVP_MD const* digest_of(X509_ALGOR const* algorithm)
{
    switch (method_of(algorithm)) {
    case NID_sha256:
        return EVP_sha256();
    case NID_sha384:
        return EVP_sha384();
    case NID_sha512:
        return EVP_sha512();
    default:
        return nullptr;
    }
}

bool is_known_method(int method)
{
    constexpr std::array known{NID_rsaEncryption,           NID_sha256WithRSAEncryption, NID_sha384WithRSAEncryption,
                               NID_sha512WithRSAEncryption, NID_X9_62_id_ecPublicKey,    NID_ecdsa_with_SHA256,
                               NID_ecdsa_with_SHA384,       NID_ecdsa_with_SHA512};
    return std::ranges::find(known, method) != known.end();
}

bool is_strong_key(X509* certificate)
{
    auto* const key = X509_get0_pubkey(certificate);
    if (!key) return false;
    auto const bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_is_a(key, "RSA")) return bits >= fewest_rsa_bits && bits <= most_rsa_bits;
    if (!EVP_PKEY_is_a(key, "EC")) return false;
    char curve[32] = {};
    if (EVP_PKEY_get_group_name(key, curve, sizeof curve, nullptr) != 1) return false;
    constexpr std::array<std::string_view, 3> known{"prime256v1", "secp384r1", "secp521r1"};
    return std::ranges::find(known, curve) != known.end();
}

std::string hashed(EVP_MD const* how, std::string_view bytes)
{
    unsigned char made[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), made, &size, how, nullptr) != 1) return {};
    return {reinterpret_cast<char const*>(made), size};
}

// ETSI EN 319 122-1, 5.2.2: the attribute names the certificate by its hash, so that none of the same key takes its
// place. The first one that it names is the signer's.
bool names_its_certificate(CMS_SignerInfo const* signer, STACK_OF(X509) const* signer_first)
{
    auto const* const said =
        static_cast<ASN1_STRING*>(only_value(signer, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE));
    if (!said) return false;
    auto const* at = ASN1_STRING_get0_data(said);
    Held<ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free> const named(
        d2i_ESS_SIGNING_CERT_V2(nullptr, &at, ASN1_STRING_length(said)));
    return named && OSSL_ESS_check_signing_certs(nullptr, named.get(), signer_first, 1) == 1;
}

bool says_that_it_is_data(CMS_SignerInfo const* signer)
{
    auto const* const said = static_cast<ASN1_OBJECT*>(only_value(signer, NID_pkcs9_contentType, V_ASN1_OBJECT));
    return said && OBJ_obj2nid(said) == NID_pkcs7_data;
}

// The certificates that came, the signer's first; empty without it.
Papers signer_first(CMS_ContentInfo* message, CMS_SignerInfo* signer)
{
    Papers const came(CMS_get1_certs(message));
    Papers ordered(sk_X509_new_null());
    if (!came || sk_X509_num(came.get()) > most_certificates) return ordered;
    for (auto const wanted : {true, false})
        for (int i = 0; i < sk_X509_num(came.get()); ++i) {
            auto* const one = sk_X509_value(came.get(), i);
            auto const is_signer = CMS_SignerInfo_cert_cmp(signer, one) == 0;
            if (is_signer != wanted || (!wanted && sk_X509_num(ordered.get()) == 0)) continue;
            X509_up_ref(one);
            sk_X509_push(ordered.get(), one);
        }
    return ordered;
}

Wrong judge(CMS_SignerInfo* signer, STACK_OF(X509) * papers, std::string_view bytes)
{
    CMS_SignerInfo_set1_signer_cert(signer, sk_X509_value(papers, 0));
    X509_ALGOR *digest = nullptr, *method = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &method);
    auto const* const how = digest_of(digest);
    if (!how || !is_known_method(method_of(method)) || !is_strong_key(sk_X509_value(papers, 0))) return Wrong::Weak;
    // Without signed attributes the signature is over the bytes alone, and bytes that look like attributes could be
    // passed off as what somebody signed (RFC 5652, 11).
    if (CMS_signed_get_attr_count(signer) <= 0 || !says_that_it_is_data(signer)) return Wrong::Unbound;
    auto const* const said =
        static_cast<ASN1_STRING*>(only_value(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING));
    if (!said) return Wrong::Unbound;
    if (text_in(said) != hashed(how, bytes)) return Wrong::OtherBytes;
    if (!names_its_certificate(signer, papers)) return Wrong::Unbound;
    return CMS_SignerInfo_verify(signer) == 1 ? Wrong::None : Wrong::Altered;
}

}

std::string_view name(Wrong wrong)
{
    constexpr std::array<std::string_view, 7> names{"none",    "unreadable", "not-one", "other-bytes",
                                                    "unbound", "weak",       "altered"};
    return names[std::size_t(wrong)];
}

Signature read_signature(std::string_view der, std::string_view bytes)
{
    Forgotten const forgotten;
    if (der.empty() || der.size() > largest_signature + bytes.size()) return {Wrong::Unreadable};
    auto const message = parsed_message(der);
    if (!message || OBJ_obj2nid(CMS_get0_eContentType(message.get())) != NID_pkcs7_data) return {Wrong::Unreadable};
    auto* const signers = CMS_get0_SignerInfos(message.get());
    if (!signers || sk_CMS_SignerInfo_num(signers) != 1) return {Wrong::NotOne};
    auto* const signer = sk_CMS_SignerInfo_value(signers, 0);
    auto const papers = signer_first(message.get(), signer);
    if (sk_X509_num(papers.get()) == 0) return {Wrong::NotOne};
    Signature made;
    auto const* const content = CMS_get0_content(message.get());
    made.attached = content && *content;
    // Signed by hand, Autofirma brings the bytes along.
    made.wrong = made.attached && text_in(*content) != bytes ? Wrong::OtherBytes : judge(signer, papers.get(), bytes);
    if (made.wrong != Wrong::None) return {made.wrong};
    for (int i = 0; i < sk_X509_num(papers.get()); ++i) made.chain.push_back(der_of(sk_X509_value(papers.get(), i)));
    return made;
}

}
