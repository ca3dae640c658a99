// SPDX-License-Identifier: EUPL-1.2
// What the pages of this room share. Only this room includes it.
#pragma once
#include "rooms/uploads/acts.h"
#include "web/router.h"

namespace uploads {

struct Which {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id))

// A file as programs are told of it.
struct Told {
    std::string id, name, type;
    std::int64_t bytes = 0, received = 0;
    std::string state, state_words, sha256, expires_at;
};
BOOST_DESCRIBE_STRUCT(Told, (), (id, name, type, bytes, received, state, state_words, sha256, expires_at))
Told told(web::Call const&, Kept const&);

void tus_routes(web::Router&, Room&);
void content_routes(web::Router&, Room&);
void mine_routes(web::Router&, Room&);

}
