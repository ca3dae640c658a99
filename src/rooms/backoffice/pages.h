// SPDX-License-Identifier: EUPL-1.2
// Only this room includes it.
#pragma once
#include "rooms/backoffice/backoffice.h"

namespace backoffice {

void jobs_routes(web::Router&, Room&);
void search_routes(web::Router&, Room&);

}
