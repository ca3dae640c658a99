// SPDX-License-Identifier: EUPL-1.2
// Inside of the room: its pages.
#pragma once
#include "rooms/cases/cases.h"
#include "web/parts.h"

namespace cases {

// At most `most` characters, the last one "…" when there were more.
std::string first_characters(std::string_view text, std::size_t most);

// What was answered, out of what was filed: never out of tables that may change.
std::vector<web::Fact> facts_of(std::string const& content);
std::string day_words(web::Call const&, base::Instant);
// The actor's own matter, at the level at which it was filed; NotFound for anybody else's, and for whoever represents
// its interested person in other procedures only.
base::Result<Matter> own_matter(Room&, db::Snapshot const&, web::Call const&, std::string const& id);
// Parties, the body addressed, labels and values, as they are kept in what was filed (Llei 39/2015, art. 66.1).
boost::json::array in_words(std::vector<registry::Party> const&);
boost::json::object addressed_to(Room const&);
boost::json::array in_words(std::vector<std::pair<std::string, std::string>> const&);

void check_routes(web::Router&, Room&);
void folder_routes(web::Router&, Room&);
void papers_routes(web::Router&, Room&);
void withdraw_routes(web::Router&, Room&);
void signing_routes(web::Router&, Room&);
void signature_routes(web::Router&, Room&);
void office_routes(web::Router&, Room&);
void generic_routes(web::Router&, Room&);

}
