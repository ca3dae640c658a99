// SPDX-License-Identifier: EUPL-1.2
// Browsers on their way to a provider and back. Only identity/ includes this.
#pragma once
#include "ports/identity_provider/provider.h"
#include "rooms/identity/identity.h"

namespace identity {

// What goes with a browser, all of it computed from a fresh state and a key of ours.
identity_provider::Departure fresh_departure(std::string_view key);
// The same again when the state comes back.
identity_provider::Departure departure_of(std::string_view key, std::string state);

struct Departed {
    std::string provider, browser, back_to; // `browser`: the hash of its secret
};
// Keeps that a browser may come back with this state, within ten minutes.
void depart(db::Tx&, std::string_view state, Departed const&, base::Instant now);

struct CameBack {
    identity_provider::Trouble trouble = identity_provider::Trouble::None; // Late or Elsewhere
    std::string back_to;
};
// Whether this browser was sent to this provider with this state, and has not come back yet.
CameBack came_back(db::Snapshot const&, std::string_view state, std::string_view provider, std::string_view browser,
                   base::Instant now);
// In the act: false when the state was used meanwhile.
bool spend_state(db::Tx&, std::string_view state);

}
