// SPDX-License-Identifier: EUPL-1.2
// Routes of the way in by code. Only identity/ includes this.
#pragma once
#include "rooms/identity/identity.h"

namespace identity {

// Nothing where nothing can be sent.
void code_routes(web::Router&, Room&);

}
