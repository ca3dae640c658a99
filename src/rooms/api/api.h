// SPDX-License-Identifier: EUPL-1.2
// What programs may ask, told from the route table itself.
#pragma once
#include "web/router.h"

namespace api {

struct Room {
    web::Router const& router; // with every route of the town, once it is open
};

void routes(web::Router&, Room&);

}
