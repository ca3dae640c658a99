// SPDX-License-Identifier: EUPL-1.2
// Heads as they are published, and what the page of states says of the log.
#include "base/log.h"
#include "rooms/registry/book.h"

namespace registry {
namespace {

using namespace std::chrono_literals;

ports::Check key_check(Book const& book, std::optional<Head> const& last)
{
    // Another key than the one of the published heads: the folder keys/ was lost, or is another town's.
    auto const good = !last || signature_holds(book.key.public_pem(), signed_text(*last), last->signature);
    return {"register log key", good,
            good ? "P-256" : "published heads are signed with another key: restore keys/log.key"};
}

ports::Check head_check(db::Snapshot const& snapshot, std::optional<Head> const& last, base::Instant now)
{
    auto const size = tree::size(snapshot), published = last ? last->size : 0;
    auto const row = snapshot.one(R"sql(
        select presented_at from registry_entry where leaf >= $1 order by leaf limit 1
        )sql",
                                  published);
    auto const late = row && now.micros - row->integer(0) > std::chrono::microseconds(5min).count();
    auto const detail = std::to_string(size) + " leaves, published " + std::to_string(published) +
                        (last ? " at " + base::rfc3339(last->signed_at) : "");
    return {"register log", !late && published <= size,
            published > size ? detail + ": leaves were lost that a published head has" : detail};
}

ports::Check clock_check(db::Snapshot const& snapshot, base::Instant now)
{
    auto const row =
        snapshot.one(R"sql(select presented_at, behind from registry_entry order by leaf desc limit 1)sql");
    auto const ahead = row && row->integer(0) > now.micros + std::chrono::microseconds(1min).count();
    auto const behind = row ? row->integer(1) / 1'000'000 : 0;
    if (ahead)
        return {"register clock", false,
                "the last entry is of " + base::rfc3339({row->integer(0)}) + ", later than now"};
    if (behind > 60)
        return {"register clock", false, "the clock was " + std::to_string(behind) + " s behind at the last entry"};
    return {"register clock", true, "in order"};
}

}

void publish_head(Book& book)
{
    auto const& with = book.setting;
    Head head;
    {
        auto const reader = with.database->read();
        auto const last = store::last_head(reader.snapshot());
        head = book.head(reader.snapshot());
        if (last && last->size >= head.size) return;
        if (last && !merkle::consistent(last->size, head.size, last->root, head.root,
                                        merkle::consistency(last->size, head.size, tree::hashes(reader.snapshot())))) {
            base::log::error("registry.log-rewritten", {{"size", std::to_string(head.size)}});
            return; // a head over a rewritten book is never signed into the list
        }
    }
    if (head.size == 0) return;
    std::string token;
    if (with.timestamp) {
        auto const stamped = with.timestamp->stamp(base::sha256(signed_text(head)));
        if (stamped.good) token = stamped.token;
        if (!stamped.good) base::log::warning("registry.head-without-stamp", {{"trouble", stamped.trouble}});
    }
    with.lane->wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        store::insert(tx, head, token);
        return base::Done{};
    });
}

std::vector<ports::Check> checks(Book const& book, db::Snapshot const& snapshot, base::Instant now)
{
    auto const last = store::last_head(snapshot);
    auto const waiting = store::receipts_waiting(snapshot, now - 10min);
    return {key_check(book, last),
            head_check(snapshot, last, now),
            clock_check(snapshot, now),
            {"receipts", waiting == 0, std::to_string(waiting) + " not sealed after ten minutes"}};
}

}
