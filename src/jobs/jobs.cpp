// SPDX-License-Identifier: EUPL-1.2
// Job rows.
#include "jobs/jobs.h"

#include "base/id.h"

#include <algorithm>
#include <cmath>

namespace jobs {
namespace {

using namespace std::chrono_literals;
constexpr auto kept_when_done = std::chrono::hours(24 * 7);

}

void put(db::Tx& tx, std::string_view kind, std::string_view key, std::string_view payload, base::Instant run_at,
         base::Instant now)
{
    tx(R"sql(
        insert into jobs_job (id, kind, key, payload, state, attempts, run_at, made_at)
        values ($1, $2, $3, $4, 'waiting', 0, $5, $6) on conflict (kind, key) do nothing
        )sql",
       base::fresh_id_text(now), kind, key, payload, run_at.micros, now.micros);
}

std::chrono::microseconds back_off(std::int64_t attempts, double luck)
{
    auto const plain = std::min(10.0 * std::pow(3.0, double(std::max<std::int64_t>(attempts, 1) - 1)), 6.0 * 3600);
    return std::chrono::microseconds(std::int64_t(plain * (0.8 + 0.4 * luck) * 1e6));
}

std::vector<Row> rows(db::Snapshot const& snapshot, std::string_view state, std::string_view before_id, int limit)
{
    std::vector<Row> list;
    for (auto const& row : snapshot(R"sql(
        select id, kind, state, trouble, attempts, made_at, run_at from jobs_job
        where state = $1 and ($2 = '' or id < $2) order by id desc limit $3
        )sql",
                                    state, before_id, limit))
        list.push_back({row.text(0),
                        row.text(1),
                        row.text(2),
                        row.text_or(3, ""),
                        row.integer(4),
                        {row.integer(5)},
                        {row.integer(6)}});
    return list;
}

Counts counts(db::Snapshot const& snapshot)
{
    Counts found;
    for (auto const& row : snapshot(R"sql(
        select state, count(*) from jobs_job where state <> 'done' group by state
        )sql")) {
        auto const& state = row.text(0);
        (state == "waiting" ? found.waiting : state == "running" ? found.running : found.dead) = row.integer(1);
    }
    return found;
}

bool retry(db::Tx& tx, std::string_view id, base::Instant now)
{
    return !tx(R"sql(
        update jobs_job set state = 'waiting', attempts = 0, run_at = $2 where id = $1 and state in ('dead', 'waiting')
        returning id
        )sql",
               id, now.micros)
                .empty();
}

bool discard(db::Tx& tx, std::string_view id, base::Instant now)
{
    return !tx(R"sql(
        update jobs_job set state = 'done', done_at = $2, payload = '' where id = $1 and state = 'dead' returning id
        )sql",
               id, now.micros)
                .empty();
}

void tidy(db::Tx& tx, base::Instant now)
{
    tx(R"sql(delete from jobs_job where state = 'done' and done_at <= $1)sql", (now - kept_when_done).micros);
}

}
