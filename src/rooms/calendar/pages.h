// SPDX-License-Identifier: EUPL-1.2
// The two pages of the room. Only this room includes it.
#pragma once
#include "rooms/calendar/calendar.h"

namespace calendar {

void year_routes(web::Router&, Room&);
void term_routes(web::Router&, Room&);

}
