// SPDX-License-Identifier: EUPL-1.2
// What the pages and the act of this room share. Only this room includes it.
#pragma once
#include "rooms/assistance/store.h"
#include "rooms/identity/identity.h"
#include "web/parts.h"

namespace assistance {

namespace json = boost::json;

void register_routes(web::Router&, Room&);
void list_routes(web::Router&, Room&);
void public_routes(web::Router&, Room&);
void begin_routes(web::Router&, Room&);
void form_routes(web::Router&, Room&);
void sheet_routes(web::Router&, Room&);
void filing_routes(web::Router&, Room&);
void done_routes(web::Router&, Room&);

// The actor's own that is neither filed nor given up; NotFound for anybody else's.
base::Result<store::Assistance> own(db::Snapshot const&, act::Actor const&, std::string const& id);
std::string address(AssistanceId const&, std::string_view page = {});

// Why they may not file this procedure for anybody now: habilitation (art. 12.3), list (RD 203/2021, art. 30.2).
std::optional<base::Refusal> kept_from(db::Snapshot const&, act::StaffId const&, std::string_view procedure,
                                       base::Instant);

// Whether a number is the officer's own: nobody witnesses their own consent, nor acts where they are the interested
// person (Llei 40/2015, art. 23.2.a).
bool is_own(db::Snapshot const&, act::StaffId const& officer, std::string_view document);

// What is to be filed, in the person's language: the same text whenever the answers are the same.
struct Request {
    store::Assistance of;
    std::string seal; // of the draft's answers
    std::shared_ptr<catalogue::Procedure const> procedure;
    registry::Party person;
    cases::Composed composed;
    std::string text, sha256;
};
base::Result<Request> request_of(Room&, db::Snapshot const&, web::Call const&, store::Assistance const&);
// Whether its papers, with the form and the signed sheet that is still to come, are too many or too much to be filed:
// told before the sheet is printed, since taking one out makes it void.
std::optional<base::Refusal> too_much(Room&, db::Snapshot const&, Request const&);
web::Call in_language(web::Call, std::string const& language);

// A title of a procedure, also of one that is no more.
std::string title_of(Room&, web::Call const&, std::string const& procedure);
std::string day_words(std::string const& iso, std::string const& language);
// Days of their validity in words.
std::string term_words(web::Call const&, Term const&);

struct Named {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Named, (), (id))

}
