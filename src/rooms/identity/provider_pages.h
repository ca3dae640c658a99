// SPDX-License-Identifier: EUPL-1.2
// Routes of the ways in through providers elsewhere. Only identity/ includes this.
#pragma once
#include "rooms/identity/identity.h"

namespace identity {

// A provider on the page of the ways in.
struct WayCard {
    std::string href, label, help;
};
BOOST_DESCRIBE_STRUCT(WayCard, (), (href, label, help))
std::vector<WayCard> way_cards(Room const&, web::Call const&, std::string const& back_to);

void provider_routes(web::Router&, Room&);

}
