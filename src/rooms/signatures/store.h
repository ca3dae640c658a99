// SPDX-License-Identifier: EUPL-1.2
// Rows of the queue. Only this room includes it.
#pragma once
#include "rooms/signatures/signatures.h"

namespace signatures::store {

void insert(db::Tx&, Request const&);
std::optional<Request> request(db::Snapshot const&, std::string_view id);
// Of one person, the newest first.
std::vector<Request> of_person(db::Snapshot const&, act::PersonId const&);
// Those that wait, the oldest first, beyond `from` (an id) when it is given; of one kind unless that is empty.
std::vector<Request> queued(db::Snapshot const&, std::string_view kind, std::string_view from, int limit);
bool waits_already(db::Snapshot const&, Request const&);

struct Moved {
    State to;
    std::string reason, document, evidence;
};
void move(act::Act&, RequestId const&, Moved const&);

// What a session is signing.
struct Prepared {
    RequestId request;
    std::string code, content;
    base::Instant made_at{}, until{};
};
void prepare(act::Act&, Prepared const&);
// Only of the session that prepared it, and not for longer than its time.
std::optional<Prepared> prepared(db::Snapshot const&, act::Actor const&, std::string_view request, base::Instant now);
void forget(db::Tx&, RequestId const&);

}
