// SPDX-License-Identifier: EUPL-1.2
// What this room's acts and pages share. Only this room includes it.
#pragma once
#include "rooms/uploads/store.h"

namespace uploads {

base::Refusal none_such();
bool owned(act::Actor const&, store::Upload const&);
// The actor's; another's is not found.
base::Result<store::Upload> own(db::Snapshot const&, act::Actor const&, UploadId const&);
std::optional<base::Refusal> over_quota(Room const&, db::Snapshot const&, act::Actor const&, std::int64_t more);
// Whether it can be joined with others: whole, of such a type, and nothing found in it.
bool is_photograph(Kept const&);
// All its bytes, whatever its state, in memory; nothing when what is stored is damaged. Not to be served.
std::optional<std::string> whole_of(Room const&, db::Snapshot const&, Kept const&);
// Its bytes go, its name too; that there was one stays for a while, so that it is told to be gone.
void dispose(act::Act&, store::Upload const&);

}
