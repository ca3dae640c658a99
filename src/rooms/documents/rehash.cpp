// SPDX-License-Identifier: EUPL-1.2
// The nightly round through the store (model.md, invariant 5): what is stored is still what was sealed.
#include "base/log.h"
#include "rooms/documents/desk.h"

namespace documents {
namespace {

constexpr int at_once = 200; // documents a snapshot: a reader is not held for the whole round
constexpr std::size_t most_named = 50;

}

Rehash rehash(Desk& desk, db::Database& database)
{
    Rehash done;
    for (std::string last;;) {
        auto const reader = database.read();
        auto const& snapshot = reader.snapshot();
        auto const rows = snapshot(R"sql(
            select id, blob, sha256 from documents_issued where id > $1 order by id limit $2
            )sql",
                                   last, at_once);
        if (rows.empty()) return done;
        for (auto const& row : rows) {
            last = row.text(0);
            ++done.checked;
            auto const bytes = read(desk.blobs, snapshot, row.bytes(1));
            if (bytes && base::sha256(*bytes) == row.bytes(2)) continue;
            ++done.damaged;
            if (done.ids.size() < most_named) done.ids.push_back(last);
            base::log::error("documents.damaged", {{"document", last}});
        }
    }
}

void keep(db::Tx& tx, Rehash const& done, base::Instant at)
{
    std::string ids;
    for (auto const& id : done.ids) ids += (ids.empty() ? "" : " ") + id;
    tx(R"sql(insert into documents_rehash (at, checked, damaged, ids) values ($1, $2, $3, $4))sql", at.micros,
       std::int64_t(done.checked), std::int64_t(done.damaged), ids);
    tx(R"sql(delete from documents_rehash where at < $1)sql", (at - std::chrono::hours(24 * 400)).micros);
}

std::optional<LastRehash> last_rehash(db::Snapshot const& snapshot)
{
    auto const row =
        snapshot.one(R"sql(select at, checked, damaged from documents_rehash order by at desc limit 1)sql");
    if (!row) return {};
    return LastRehash{{row->integer(0)}, std::size_t(row->integer(1)), std::size_t(row->integer(2))};
}

}
