// SPDX-License-Identifier: EUPL-1.2
// What the pages of this room share. Only this room includes it.
#pragma once
#include "rooms/documents/desk.h"

namespace documents {

// The bytes as issued. Damaged in the store: refused, never served as good.
base::Result<web::File> original(Desk const&, db::Snapshot const&, Issued const&, bool download);
void verify_routes(web::Router&, Desk&);
void office_routes(web::Router&, Desk&);

}
