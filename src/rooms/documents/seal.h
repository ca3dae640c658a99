// SPDX-License-Identifier: EUPL-1.2
// The electronic seal of the body (Llei 40/2015, art. 40 and 42.a): a detached CMS SignedData as PAdES-B-B wants it
// (ETSI EN 319 142-1; RFC 5652, RFC 5035): content-type, message-digest and signing-certificate-v2, no signing-time.
#pragma once
#include "base/crypto.h"

#include <memory>
#include <string>
#include <string_view>

namespace documents {

class Seal {
public:
    // Key (PEM, PKCS#8, encrypted or not) and certificates (PEM, the seal's first, then its chain). Throws
    // std::runtime_error when they do not fit together or the passphrase is wrong.
    Seal(std::string_view key_pem, std::string_view passphrase, std::string_view certificates_pem);
    ~Seal();

    // CMS over a content whose SHA-256 is `digest`. Any thread.
    std::string sign(base::Digest const& digest) const;
    // No signature of this seal is longer, in bytes.
    std::size_t longest() const;
    std::string const& subject() const;      // common name of the certificate
    std::string organisation_number() const; // NIF in organizationIdentifier (2.5.4.97), empty when it has none
    // Seconds since 1970 until which the certificate is valid.
    std::int64_t valid_until() const;
    // The bare signature operation, for benchmarks.
    std::string bare_signature(std::string_view) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts;
};

}
