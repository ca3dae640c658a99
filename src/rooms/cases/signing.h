// SPDX-License-Identifier: EUPL-1.2
// Signing with one's own certificate (Llei 39/2015, arts. 10.2.a and 11.2), through Autofirma or by hand. What is to be
// signed waits as the very bytes; what comes back is judged against them, and filed by the same act as everything else.
#pragma once
#include "rooms/cases/filing.h"

namespace cases {

struct Waiting {
    SigningId id;
    std::string kind, holder, seen, language, content;
    base::Instant made_at{}, until{};
};

// Keeps what was composed for this session; whatever it began before of the same draft or matter goes.
SigningId keep(act::Act&, Waiting const&);
// Only for the session that began it, and not for longer than its time.
std::optional<Waiting> waiting(db::Snapshot const&, act::Actor const&, std::string const& id, base::Instant now);
void forget(db::Tx&, SigningId const&);

// Judges a signature and says whose it is. It must be that of the person who has entered, whichever way; and a
// representative's certificate must name the organisation on whose behalf they are here (RD 203/2021, art. 27.2).
base::Result<CertificateSignature> judge(Room&, db::Snapshot const&, act::Actor const&, std::string const& signature,
                                         std::string const& content, base::Instant at);

void keep(act::Act&, FilingId const&, CertificateSignature const&);

struct KeptSignature {
    std::string signature, sha256, signer, document, organisation, issuer;
    base::Instant verified_at{};
};
std::optional<KeptSignature> signature_of(db::Snapshot const&, FilingId const&);
// "Signed with the certificate of …", for pages; empty without one.
std::string signed_words(web::Call const&, std::optional<KeptSignature> const&);

}
