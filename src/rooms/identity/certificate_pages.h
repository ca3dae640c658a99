// SPDX-License-Identifier: EUPL-1.2
// Routes of the way in by certificate. Only identity/ includes this.
#pragma once
#include "rooms/identity/identity.h"

namespace identity {

void certificate_routes(web::Router&, Room&);

}
