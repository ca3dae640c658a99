// SPDX-License-Identifier: EUPL-1.2
// CMS by hand: OpenSSL's own builder always adds signing-time, which PAdES baseline forbids.
#include "rooms/documents/seal_message.h"

#include <algorithm>
#include <array>
#include <memory>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <stdexcept>

namespace documents {
namespace {

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
    std::unique_ptr<ASN1_OBJECT, decltype([](ASN1_OBJECT* each) { ASN1_OBJECT_free(each); })> const found(
        OBJ_txt2obj(dotted, 1));
    return tlv(object, {reinterpret_cast<char const*>(OBJ_get0_data(found.get())), OBJ_length(found.get())});
}

template<class T> std::string der(T* thing, int (*encode)(T const*, unsigned char**))
{
    unsigned char* bytes = nullptr;
    auto const length = encode(thing, &bytes);
    if (length <= 0) throw std::runtime_error("seal: encoding");
    std::string out(reinterpret_cast<char*>(bytes), std::size_t(length));
    OPENSSL_free(bytes);
    return out;
}

}

SealMessage::SealMessage(std::vector<X509*> const& certificates)
{
    auto* const own = certificates.front();
    auto const elliptic = EVP_PKEY_get_base_id(X509_get0_pubkey(own)) == EVP_PKEY_EC;
    digest_algorithm = tlv(sequence, oid("2.16.840.1.101.3.4.2.1"));
    signature_algorithm = elliptic ? tlv(sequence, oid("1.2.840.10045.4.3.2"))
                                   : tlv(sequence, oid("1.2.840.113549.1.1.11") + tlv(null, ""));
    content_type = tlv(sequence, oid("1.2.840.113549.1.9.3") + tlv(set, oid("1.2.840.113549.1.7.1")));
    digest_oid = oid("1.2.840.113549.1.9.4");
    auto const issuer = der<X509_NAME>(X509_get_issuer_name(own), i2d_X509_NAME);
    auto const serial = der<ASN1_INTEGER>(X509_get_serialNumber(own), i2d_ASN1_INTEGER);
    // RFC 5035: ESSCertIDv2 with the default hash algorithm (SHA-256) left out.
    auto const certificate_hash = base::sha256(der<X509>(own, i2d_X509));
    auto const ess =
        tlv(sequence, tlv(octets, certificate_hash) + tlv(sequence, tlv(sequence, tlv(context4, issuer)) + serial));
    signing_certificate =
        tlv(sequence, oid("1.2.840.113549.1.9.16.2.47") + tlv(set, tlv(sequence, tlv(sequence, ess))));
    std::string all;
    for (auto* const certificate : certificates) all += der<X509>(certificate, i2d_X509);
    head = tlv(integer, "\x01") + tlv(set, digest_algorithm) + tlv(sequence, oid("1.2.840.113549.1.7.1")) +
           tlv(context0, all);
    signer_id = tlv(sequence, issuer + serial);
}

std::array<std::string, 3> SealMessage::attributes(base::Digest const& digest) const
{
    std::array list{content_type, tlv(sequence, digest_oid + tlv(set, tlv(octets, digest))), signing_certificate};
    std::ranges::sort(list); // DER: a SET OF is in the order of its encodings
    return list;
}

std::string SealMessage::to_sign(base::Digest const& digest) const
{
    auto const [first, second, third] = attributes(digest);
    return tlv(set, first + second + third); // RFC 5652, 5.4: signed under the tag of a SET, written under [0]
}

std::string SealMessage::whole(base::Digest const& digest, std::string_view signature) const
{
    auto const [first, second, third] = attributes(digest);
    auto const signer =
        tlv(sequence, tlv(integer, "\x01") + signer_id + digest_algorithm + tlv(context0, first + second + third) +
                          signature_algorithm + tlv(octets, signature));
    static auto const signed_data = oid("1.2.840.113549.1.7.2");
    return tlv(sequence, signed_data + tlv(context0, tlv(sequence, head + tlv(set, signer))));
}

}
