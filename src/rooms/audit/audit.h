// SPDX-License-Identifier: EUPL-1.2
// The trail of acts and looks: append-only rows, written in the transaction of what they tell of (RD 311/2022,
// annex II, op.exp.8), then chained in batches so that a row altered or taken out later is found out.
#pragma once
#include "act/act.h"
#include "base/result.h"
#include "web/router.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

// An act: `event` names it ("documents.issued"), `subject` is whose data it concerns, `object` the row.
void record(act::Act&, std::string_view event, act::PersonId const& subject, std::string_view object);
// A look at `subject`'s data; `reason` when one was asked for.
void looked(act::Act&, std::string_view event, act::PersonId const& subject, std::string_view reason = {});

struct Event {
    std::string id;
    base::Instant at;
    std::string actor, person, staff, on_behalf, session, level, method, channel, event, subject, object, reason;
    bool look = false;
    std::int64_t batch = 0; // 0: not chained yet
};

struct Filter {
    std::string event;             // its beginning: "documents." takes all of that room
    std::string staff;             // id
    std::string subject;           // id of the person whose data it was
    base::Instant from{}, until{}; // until 0: no end
    std::string before;            // id of the last event already seen: the newest come first
    int limit = 50;
};
std::vector<Event> events(db::Snapshot const&, Filter const&);

// Chains what is not chained yet, a thousand events a batch; how many there were. In the lane, every minute.
std::size_t chain(db::Tx&, base::Instant now);
// The newest batch's hash, which an anchor is made of; empty before the first batch.
struct Head {
    std::int64_t number = 0;
    std::string hash;
};
Head head(db::Snapshot const&);
void keep_anchor(db::Tx&, base::Day day, Head const&, std::string_view token);
bool anchored(db::Snapshot const&, base::Day day);

// What does not hold: the batch, and in words for a technician what is wrong with it. Empty: the chain is whole.
struct Fault {
    std::int64_t batch;
    std::string what;
};
std::vector<Fault> verify(db::Snapshot const&);
// One line of JSON each: events by batch, then the batch, then anchors. `verify_export` needs nothing but this text.
void write_export(db::Snapshot const&, std::function<void(std::string_view)> const& out);
std::vector<Fault> verify_export(std::string_view text);

// What the pages need from rooms above.
struct Room {
    // Who an event's actor is, in the reader's language, and how a citizen is told of somebody of the office.
    std::function<std::string(db::Snapshot const&, web::Call const&, Event const&)> actor_name;
    std::function<std::string(db::Snapshot const&, web::Call const&, Event const&)> actor_told;
    std::function<act::PersonId(db::Snapshot const&, std::string_view document)> person_of;
    std::function<act::StaffId(db::Snapshot const&, std::string_view login)> staff_of;
};
void routes(web::Router&, Room&);

}
