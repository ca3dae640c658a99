// SPDX-License-Identifier: EUPL-1.2
// The CMS of a seal (RFC 5652; PAdES baseline B-B, ETSI EN 319 142-1), written in one way only: the same certificates,
// digest and signature give the same bytes, so that whoever checks a seal can ask for each of them.
#pragma once
#include "base/crypto.h"

#include <array>
#include <openssl/types.h>
#include <string>
#include <string_view>
#include <vector>

namespace documents {

class SealMessage {
public:
    // The signer's certificate first; none is kept.
    explicit SealMessage(std::vector<X509*> const& certificates);
    // What the key signs for a file with this SHA-256.
    std::string to_sign(base::Digest const&) const;
    std::string whole(base::Digest const&, std::string_view signature) const;

private:
    std::array<std::string, 3> attributes(base::Digest const&) const;
    // The pieces of every message that do not change.
    std::string content_type, digest_oid, signing_certificate, head, signer_id, digest_algorithm, signature_algorithm;
};

}
