// SPDX-License-Identifier: EUPL-1.2
// The sample's post box as a page.
#pragma once
#include "ports/postbox/postbox.h"
#include "web/router.h"

namespace postbox {

constexpr std::string_view address = "/mostra/missatges";

struct Room {
    bool open = false; // in a sample town that sends nothing out
    ports::PostBox box;
};

// Nothing where the box is not open.
void routes(web::Router&, Room&);

}
