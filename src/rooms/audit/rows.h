// SPDX-License-Identifier: EUPL-1.2
// One way to read a row of the trail. Only this room includes it.
#pragma once
#include "rooms/audit/audit.h"

#include <limits>

namespace audit {

// Columns in the order of the view `audit_line`.
Event event_in(db::Row const&);

}
