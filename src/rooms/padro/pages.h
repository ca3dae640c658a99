// SPDX-License-Identifier: EUPL-1.2
// Inside of the room: its pages.
#pragma once
#include "rooms/padro/padro.h"
#include "web/router.h"

#include <algorithm>

namespace padro {

void map_routes(web::Router&, Room&);

}
