// SPDX-License-Identifier: EUPL-1.2
// Carrying jobs out.
#include "base/crypto.h"
#include "base/log.h"
#include "jobs/jobs.h"

namespace jobs {
namespace {

using namespace std::chrono_literals;
constexpr std::chrono::seconds unknown_claim = 10min; // of a kind that nobody here does

double luck()
{
    auto const bytes = base::random_bytes(2);
    return (std::uint8_t(bytes[0]) * 256 + std::uint8_t(bytes[1])) / 65536.0;
}

}

Queue::Queue(db::Database& of, db::Lane& writes, base::Clock const& time) : database(of), lane(writes), clock(time) {}

void Queue::on(std::string kind, Handler handler, std::chrono::seconds claim)
{
    kinds.insert_or_assign(std::move(kind), Kind{std::move(handler), claim});
}

void Queue::every(std::string kind, std::chrono::seconds period, Handler handler, std::chrono::seconds claim)
{
    periods.push_back({kind, period});
    on(std::move(kind), std::move(handler), claim);
}

std::size_t Queue::run_due(GoOn const& go_on)
{
    put_periodic(clock.now());
    std::size_t count = 0;
    while (go_on()) {
        auto const job = claim(clock.now(), false);
        if (!job) break;
        finish(*job, attempt(*job), clock.now());
        ++count;
    }
    return count;
}

std::size_t Queue::run_due_apart(GoOn const& go_on)
{
    std::size_t count = 0;
    while (go_on()) {
        auto const job = claim(clock.now(), true);
        if (!job) break;
        auto const ending = attempt(*job);
        finish(*job, ending, clock.now());
        ++count;
        if (ending.kind == Ending::Kind::TryLater) break;
    }
    return count;
}

void Queue::put_periodic(base::Instant now)
{
    for (auto& period : periods) {
        auto const number = now.micros / std::chrono::microseconds(period.length).count();
        if (number == period.last) continue;
        lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            put(tx, period.kind, std::to_string(number), "{}", now, now);
            return base::Done{};
        });
        period.last = number;
    }
}

std::optional<Job> Queue::claim(base::Instant now, bool of_those_apart)
{
    std::string_view const all = kinds_apart, none;
    auto const wanted = of_those_apart ? all : none, not_wanted = of_those_apart ? none : all;
    auto const due = [&](db::Snapshot const& snapshot) {
        return snapshot.one(R"sql(
            select id, kind, key, payload, attempts from jobs_job
            where ((state = 'waiting' and run_at <= $1) or (state = 'running' and claimed_until <= $1))
                and ($2 = '' or $2 like '%|' || kind || '|%') and $3 not like '%|' || kind || '|%'
            order by run_at limit 1
            )sql",
                            now.micros, wanted, not_wanted);
    };
    if (!due(database.read().snapshot())) return {}; // the lane is left alone while nothing waits
    auto const taken = lane.wait<std::optional<Job>>([&](db::Tx& tx) -> base::Result<std::optional<Job>> {
        auto const row = due(tx);
        if (!row) return std::optional<Job>();
        Job job{row->text(0), row->text(1), row->text(2), row->text(3), row->integer(4) + 1};
        auto const kind = kinds.find(job.kind);
        auto const claim = kind == kinds.end() ? unknown_claim : kind->second.claim;
        tx(R"sql(
            update jobs_job set state = 'running', attempts = $2, claimed_until = $3 where id = $1
            )sql",
           job.id, job.attempts, (now + claim).micros);
        return std::optional(job);
    });
    return *taken;
}

Ending Queue::attempt(Job const& job) const
{
    auto const kind = kinds.find(job.kind);
    if (kind == kinds.end()) return Ending::later("nobody here does this kind of work");
    try {
        return kind->second.handler(job);
    } catch (std::exception const& failure) {
        return Ending::later(failure.what());
    }
}

void Queue::finish(Job const& job, Ending const& ending, base::Instant now)
{
    auto const over = ending.kind == Ending::Kind::GiveUp || job.attempts >= most_attempts;
    auto const* const state = ending.kind == Ending::Kind::Done ? "done" : over ? "dead" : "waiting";
    auto const trouble = ending.trouble.empty() ? std::nullopt : std::optional(ending.trouble.substr(0, 300));
    auto const again = now + back_off(job.attempts, luck());
    if (ending.kind != Ending::Kind::Done)
        base::log::warning("job.failed", {{"kind", job.kind}, {"id", job.id}, {"state", state}});
    lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        // Only the attempt that still holds the claim may end the job. What is done needs its contents no more
        // (RGPD, art. 5.1.c).
        tx(R"sql(
            update jobs_job set state = $3, trouble = $4, run_at = case when $3 = 'waiting' then $5 else run_at end,
                done_at = case when $3 = 'done' then $6 else null end, claimed_until = null,
                payload = case when $3 = 'done' then '' else payload end
            where id = $1 and attempts = $2 and state = 'running'
            )sql",
           job.id, job.attempts, state, trouble, again.micros, now.micros);
        if (ending.kind != Ending::Kind::Done || job.attempts > 1) changed(tx);
        return base::Done{};
    });
}

Loop::Loop(std::vector<Queue*> const& queues, std::size_t count, Of which) : of(which)
{
    for (auto* const queue : queues) {
        turns.push_back(std::make_unique<Turn>());
        turns.back()->queue = queue;
    }
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back([this] { run(); });
}

Loop::~Loop()
{
    {
        std::lock_guard const hold(mutex);
        stopping = true;
    }
    wake.notify_all();
    for (auto& thread : threads) thread.join();
}

void Loop::run()
{
    auto const go_on = [this] { return !stopping; };
    std::unique_lock hold(mutex);
    while (!wake.wait_for(hold, 1s, [this] { return stopping.load(); })) {
        hold.unlock();
        for (auto const& turn : turns) {
            std::unique_lock const mine(turn->busy, std::try_to_lock);
            if (!mine) continue; // another thread is at this town's jobs
            try {
                of == Of::Apart ? turn->queue->run_due_apart(go_on) : turn->queue->run_due(go_on);
            } catch (std::exception const& failure) {
                base::log::error("jobs.failed", {{"what", failure.what()}});
            }
        }
        hold.lock();
    }
}

}
