// SPDX-License-Identifier: EUPL-1.2
// What files of this room share. Only identity/ includes this.
#pragma once
#include "rooms/identity/identity.h"

namespace identity {

// The person of a proof, made known on first sight; the newest proof of the name holds.
act::PersonId known(db::Tx&, Proof const&, base::Instant now);

}
