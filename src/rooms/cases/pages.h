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
// The actor's own matter; NotFound for anybody else's.
base::Result<Matter> own_matter(db::Snapshot const&, web::Call const&, std::string const& id);
// Labels and values as they are kept in what was filed.
boost::json::array in_words(std::vector<std::pair<std::string, std::string>> const&);

void check_routes(web::Router&, Room&);
void folder_routes(web::Router&, Room&);
void withdraw_routes(web::Router&, Room&);
void office_routes(web::Router&, Room&);

}
