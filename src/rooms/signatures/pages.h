// SPDX-License-Identifier: EUPL-1.2
// What the pages of this room share. Only this room includes it.
#pragma once
#include "rooms/signatures/signatures.h"
#include "rooms/signatures/store.h"
#include "web/call.h"

namespace signatures {

void folder_routes(web::Router&, Room&);
void office_routes(web::Router&, Room&);
void signing_routes(web::Router&, Room&);

// The request, or that there is none.
base::Result<Request> known(db::Snapshot const&, std::string const& id);
// Why it is not moved any more: what became of it, so that whoever comes second hears who was first.
base::Refusal over(State);
// Where a receipt is had; nothing for those of before requests were entered.
std::string receipt_address(Request const&);
std::string moment_words(web::Call const&, base::Instant);

// Whoever looks, as a document names them; refused when their account lacks number or post.
struct Signing {
    Signer signer;
    std::string document;
};
base::Result<Signing> signing(db::Snapshot const&, web::Call const&);
// Why whoever looks keeps their hands off it: nobody signs, or gives back, what is their own (Llei 40/2015, art. 23).
std::optional<base::Refusal> kept_from(Room const&, db::Snapshot const&, act::Actor const&, Request const&);
// The document as of `call.at`, with that code.
base::Result<documents::Wanted> composed(Room const&, db::Snapshot const&, web::Call const&, Request const&,
                                         Signer const&, std::string code);
std::string label_of(Room const&, web::Call const&, std::string const& kind);

struct Judged {
    std::string evidence;
};
// Whether this file is ours with the signature of whoever holds that number and the post; waits for others.
base::Result<Judged> judge(Room&, Signing const&, std::string_view ours, std::string_view theirs, base::Instant at);

}
