// SPDX-License-Identifier: EUPL-1.2
// A signature as Autofirma makes it (CAdES: RFC 5652, ETSI EN 319 122-1), held against the bytes that were to be
// signed. Asks nobody and believes no certificate: that is certificates.h.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace identity_provider {

struct Signature {
    enum class Wrong {
        None,
        Unreadable, // no CMS SignedData, or too big to be one
        NotOne,     // of nobody, of several people, or without the certificate of who signed
        OtherBytes, // over something else
        Unbound,    // lacks what ties it to its certificate or says what it is (signing-certificate-v2, content-type)
        Weak,       // SHA-1 and older, RSA under 2048 bits, curves that nobody here uses
        Altered,    // does not match the certificate's key
    };
    Wrong wrong = Wrong::None;
    std::vector<std::string> chain =
        {};                // DER: the signer's certificate, then others that came with it; empty with a fault
    bool attached = false; // brings the bytes along
};
std::string_view name(Signature::Wrong); // "other-bytes"

// What a signature takes besides the bytes that it may bring along.
constexpr std::size_t largest_signature = 64u << 10;

Signature read_signature(std::string_view der, std::string_view bytes);

}
