// SPDX-License-Identifier: EUPL-1.2
// Inside of the room: what its pages share.
#pragma once
#include "rooms/forms/drafts.h"
#include "rooms/forms/forms.h"

namespace forms {

using base::Refusal;

json::value draw_files(Room&, db::Snapshot const&, web::Call const&, FileWish const&);

// `call.typed` holds what was typed, flat. `more`: the key of a group that shows one row more.
std::vector<FieldShown> draw(catalogue::FormPage const&, json::object const& sources, Assessed const&, web::Call const&,
                             Surroundings const&, std::string_view more);

// What the office knows already of the actor goes where nothing is typed, with where it comes from. `words`: of a
// generic application that this one is made of, or null.
void prefill(Room&, db::Snapshot const&, act::Actor const&, catalogue::Form const&, json::value const& words,
             json::object& typed, json::object& sources);

void start_routes(web::Router&, Room&);
void step_routes(web::Router&, Room&);
void draft_routes(web::Router&, Room&);
void handover_routes(web::Router&, Room&);

}
