// SPDX-License-Identifier: EUPL-1.2
// Inside of the room: its pages.
#pragma once
#include "rooms/padro/padro.h"
#include "rooms/padro/paper.h"
#include "web/router.h"

#include <algorithm>

namespace padro {

void map_routes(web::Router&, Room&);

// What the register knows of somebody on that day.
Situation situation_of(Setting const&, db::Snapshot const&, act::PersonId const&, base::Instant);
// Everything of a document but its bytes; the situation has passed `why_not`.
documents::Wanted wanted_of(Service const&, web::Texts const&, act::PersonId const&, Asked const&, Situation const&);
// Whether the secretary signs it: no resolution lets the machine, or the town keeps that kind for a person.
bool waits(Service const&, Kind);
// What a request that waits says to the register, and its receipt to the person, in the language of the call.
registry::Wanted entry_of(Service const&, db::Snapshot const&, web::Call const&, Asked const&, std::string title);
// "historical/other/ca": how a request is kept in the queue.
std::string variant_of(Asked const&);

}
