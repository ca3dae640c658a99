// SPDX-License-Identifier: EUPL-1.2
// What comes round by itself: expiry, disposal, the scanner asked again.
#include "base/log.h"
#include "rooms/audit/audit.h"
#include "rooms/uploads/acts.h"
#include "rooms/uploads/examine.h"
#include "rooms/uploads/keep.h"

namespace uploads {
namespace {

using namespace std::chrono_literals;
constexpr int at_once = 100;
constexpr std::chrono::minutes forgotten_hand = 1h, told_gone = 24h * 7, between_scans = 1min, oldest_orphan = 24h;

act::Actor the_program()
{
    act::Actor by;
    by.kind = act::Actor::Kind::Program;
    return by;
}

// What the scanner said of one that waited.
base::Result<base::Done> believe(Room& room, act::Act& act, UploadId const& id, ports::Scanned const& scanned)
{
    auto upload = store::by_id(act.tx, id);
    if (!upload || upload->state != State::Quarantined) return base::Done{};
    if (scanned.verdict == ports::Scanned::Verdict::Unknown) {
        store::set_scanned(act.tx, id, scanned.trouble, act.at);
        return base::Done{};
    }
    auto const infected = scanned.verdict == ports::Scanned::Verdict::Infected;
    upload->state = *after(upload->state, infected ? Event::Infect : Event::Pass);
    store::set_state(act.tx, id, upload->state, scanned.found, act.at);
    if (!infected) return base::Done{};
    audit::record(act, "uploads.infected", upload->person, id.text);
    // What was filed is evidence of what was filed: isolated, never served, its sender asked to mend it (RD 203/2021,
    // art. 14). What was not is gone.
    if (upload->frozen)
        room.on_infected(act, *upload);
    else
        store::drop_parts(act.tx, id, act.at);
    return base::Done{};
}

}

void expire(Room&, db::Lane& lane, db::Database& database, base::Instant now)
{
    auto const by = the_program();
    for (;;) {
        auto const over = store::expired(database.read().snapshot(), now, at_once);
        lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            act::Act act{tx, by, act::Channel::Command, now, "ca"};
            for (auto const& id : over) {
                auto const upload = store::by_id(tx, id);
                if (upload && !upload->frozen && upload->expires_at <= now) dispose(act, *upload);
            }
            store::drop_forgotten(tx, now - forgotten_hand, now);
            store::forget_disposed(tx, now - told_gone);
            return base::Done{};
        });
        if (over.size() < std::size_t(at_once)) return;
    }
}

void dispose_dropped(Room& room, db::Lane& lane, db::Database& database)
{
    for (;;) {
        auto const parts = store::dropped(database.read().snapshot(), at_once);
        for (auto const& part : parts) room.blobs.dispose(part.blob);
        if (parts.empty()) return;
        // Bytes first: a process that dies between them disposes of nothing a second time.
        lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            for (auto const& part : parts) store::forget_part(tx, part);
            return base::Done{};
        });
    }
}

void rescan(Room& room, db::Lane& lane, db::Database& database, base::Instant now)
{
    if (!room.scanner) return;
    auto const by = the_program();
    for (;;) {
        auto const ids = store::quarantined(database.read().snapshot(), now - between_scans, at_once);
        if (ids.empty()) return;
        for (auto const& id : ids) {
            auto const scanned = scan(room, content_of(room, store::parts(database.read().snapshot(), id)));
            lane.wait<base::Done>([&](db::Tx& tx) {
                act::Act act{tx, by, act::Channel::Command, now, "ca"};
                return believe(room, act, id, scanned);
            });
            // It is down: the others wait for the next round.
            if (scanned.verdict == ports::Scanned::Verdict::Unknown) return;
        }
    }
}

void tidy_store(Room& room, db::Database& database)
{
    auto const old = std::filesystem::file_time_type::clock::now() - oldest_orphan;
    for (auto const& segment : room.blobs.segments_before(old))
        room.blobs.keep_only(segment, store::places(database.read().snapshot(), segment));
}

Waiting waiting(db::Snapshot const& snapshot) { return store::waiting(snapshot); }

}
