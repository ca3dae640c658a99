// SPDX-License-Identifier: EUPL-1.2
// An upload begun and gone on with, piece by piece. Only this room includes it.
#pragma once
#include "rooms/uploads/acts.h"
#include "rooms/uploads/examine.h"
#include "rooms/uploads/tus.h"
#include "web/call.h"

namespace uploads {

struct Announced {
    std::string name, metadata;
    std::int64_t bytes = 0;
};
base::Result<Kept> begin(Room&, act::Act&, Announced const&);

// Where a request goes on, and the checksum of all that it brings, if it says one.
struct Going {
    UploadId id;
    std::int64_t offset = 0;
    std::optional<tus::Checksum> checksum = {};
};

// A piece stored, and what is known with it: the whole file's verdict with its last byte.
struct Brought {
    Going going;
    std::string hand;
    std::int64_t first = 0, bytes = 0;
    bool last = false, cut = false, altered = false;
    std::vector<store::Part> parts;
    std::optional<Examined> examined;
};
// Stores it; writes no row. Of an opening (web::Piece) only whether anything stands against it.
base::Result<Brought> bring(Room&, db::Snapshot const&, act::Actor const&, base::Instant at, Going const&,
                            web::Piece const&);
// Makes it count. Of two requests that go on at the same byte the second is refused with Conflict.
base::Result<Kept> take(Room&, act::Act&, Brought const&);

}
