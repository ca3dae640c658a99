// SPDX-License-Identifier: EUPL-1.2
// What comes back signed, judged as if nothing had been judged before: the file first, then the signature, then whose
// it is.
#include "rooms/identity/identity.h"
#include "rooms/signatures/pages.h"
#include "rooms/signatures/signed_pdf.h"

namespace signatures {
namespace {

using base::Refusal;
using identity_provider::Fault;
using identity_provider::Holder;
using identity_provider::Signature;

Refusal no(std::string const& text) { return {Refusal::Why::Unprocessable, text, "pdf"}; }

}

// texts: signatures.pdf-* signatures.signature-* signatures.certificate-*
base::Result<Judged> judge(Room& room, Signing const& who, std::string_view ours, std::string_view theirs,
                           base::Instant at)
{
    if (!can_sign(room)) return Refusal{Refusal::Why::Unavailable, "signatures.nobody-trusted"};
    auto const file = read_signed_pdf(ours, theirs);
    if (file.wrong != SignedPdf::Wrong::None) return no("signatures.pdf-" + std::string(name(file.wrong)));
    auto const found = room.certificates->verify(file.signature, file.covered, at);
    if (found.wrong != Signature::Wrong::None) return no("signatures.signature-" + std::string(name(found.wrong)));
    if (found.attached) return no("signatures.pdf-other-kind"); // PAdES has the bytes outside (EN 319 142-1, 5.1)
    if (found.by.fault != Fault::None) return no("signatures.certificate-" + std::string(name(found.by.fault)));
    auto const& holder = *found.by.holder;
    if (holder.document_number != who.document) return no("signatures.certificate-other-person");
    // RD 1690/1986, art. 61, and Llei 40/2015, art. 43: no conformity of the mayor is needed where the signature proves
    // identity and post, which is what a certificate of public employee of this body says (RD 203/2021, art. 22).
    if (holder.kind != Holder::Kind::Employee || holder.organisation_number != room.organisation)
        return no("signatures.certificate-not-of-post");
    return Judged{identity::evidence_of(found.by, at)};
}

}
