// SPDX-License-Identifier: EUPL-1.2
// A PDF that left unsigned and came back, from anybody: whether it is our very file with one signature added, and
// nothing that is seen changed by it (ISO 32000-1, 7.5.6 and 12.8; ETSI EN 319 142-1). Asks nobody whose signature it
// is: that is ports/identity_provider/certificates.h.
#pragma once
#include <string>
#include <string_view>

namespace signatures {

struct SignedPdf {
    enum class Wrong {
        None,
        TooBig,     // far more than a signature takes
        Unreadable, // no PDF, or one that cannot be read without guessing
        OtherFile,  // does not begin with our bytes
        Unsigned,   // our bytes, and no signature
        NotOne,     // more than one update, signature or field
        NotWhole,   // the signature leaves something out besides its own place
        OtherKind,  // no PAdES: another format of signature, or one that allows changes
        Changed,    // what is seen, or what a reader does, would be another
    };
    Wrong wrong = Wrong::None;
    std::string signature = {}; // CMS, DER; empty with a fault
    std::string covered = {};   // the bytes that it is over
};
std::string_view name(SignedPdf::Wrong); // "other-file"

// What a signature with its certificates and revocation data may add.
constexpr std::size_t largest_update = 512u << 10;

// `ours` is a file of our own printer, without a signature.
SignedPdf read_signed_pdf(std::string_view ours, std::string_view theirs);

}
