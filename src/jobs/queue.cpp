// SPDX-License-Identifier: EUPL-1.2
// Carrying jobs out.
#include "base/crypto.h"
#include "base/log.h"
#include "jobs/jobs.h"

#include <algorithm>

namespace jobs {
namespace {

using namespace std::chrono_literals;
constexpr std::chrono::seconds unknown_claim = 10min; // of a kind that nobody here does

double luck()
{
    auto const bytes = base::random_bytes(2);
    return (std::uint8_t(bytes[0]) * 256 + std::uint8_t(bytes[1])) / 65536.0;
}

// Whether there is something in it for those who look after the jobs: a failure, or the end of one.
bool end(db::Tx& tx, Job const& job, Ending const& ending, base::Instant now)
{
    auto const done = ending.kind == Ending::Kind::Done;
    auto const over = ending.kind == Ending::Kind::GiveUp || job.attempts >= most_attempts;
    auto const* const state = done ? "done" : over ? "dead" : "waiting";
    auto const trouble = ending.trouble.empty() ? std::nullopt : std::optional(ending.trouble.substr(0, 300));
    auto const again = now + back_off(job.attempts, luck());
    if (!done) base::log::warning("job.failed", {{"kind", job.kind}, {"id", job.id}, {"state", state}});
    // Only the attempt that still holds the claim may end the job. What is done needs its contents no more (RGPD,
    // art. 5.1.c).
    tx(R"sql(
        update jobs_job set state = $3, trouble = $4, run_at = case when $3 = 'waiting' then $5 else run_at end,
            done_at = case when $3 = 'done' then $6 else null end, claimed_until = null,
            payload = case when $3 = 'done' then '' else payload end
        where id = $1 and attempts = $2 and state = 'running'
        )sql",
       job.id, job.attempts, state, trouble, again.micros, now.micros);
    return !done || job.attempts > 1;
}

}

Queue::Queue(db::Database& of, db::Lane& writes, base::Clock const& time) : database(of), lane(writes), clock(time) {}

void Queue::on(std::string kind, Handler handler, std::chrono::seconds claim)
{
    auto each = [handler = std::move(handler)](std::vector<Job> const& one) {
        return std::vector{handler(one.front())};
    };
    on_many(std::move(kind), 1, std::move(each), claim);
}

void Queue::on_many(std::string kind, std::size_t most, Together handler, std::chrono::seconds claim)
{
    kinds.insert_or_assign(std::move(kind), Kind{std::move(handler), most, claim});
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
        auto const jobs = claim(clock.now(), false);
        if (jobs.empty()) break;
        finish(jobs, attempt(jobs), clock.now());
        count += jobs.size();
    }
    return count;
}

std::size_t Queue::run_due_apart(GoOn const& go_on)
{
    std::size_t count = 0;
    while (go_on()) {
        auto const jobs = claim(clock.now(), true);
        if (jobs.empty()) break;
        auto const endings = attempt(jobs);
        finish(jobs, endings, clock.now());
        count += jobs.size();
        if (std::ranges::count(endings, Ending::Kind::TryLater, &Ending::kind) > 0) break;
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

std::vector<Job> Queue::claim(base::Instant now, bool of_those_apart)
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
    auto const taken = lane.wait<std::vector<Job>>([&](db::Tx& tx) -> base::Result<std::vector<Job>> {
        std::vector<Job> jobs;
        auto const take = [&](db::Row const& row, std::chrono::seconds claim) {
            auto const& job =
                jobs.emplace_back(Job{row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4) + 1});
            tx(R"sql(
                update jobs_job set state = 'running', attempts = $2, claimed_until = $3 where id = $1
                )sql",
               job.id, job.attempts, (now + claim).micros);
        };
        auto const first = due(tx);
        if (!first) return jobs;
        auto const kind = kinds.find(first->text(1));
        auto const claim = kind == kinds.end() ? unknown_claim : kind->second.claim;
        take(*first, claim);
        if (kind == kinds.end() || kind->second.most < 2 || jobs.front().attempts > 1) return jobs;
        for (auto const& row : tx(R"sql(
                 select id, kind, key, payload, attempts from jobs_job
                 where state = 'waiting' and run_at <= $1 and kind = $2 and attempts = 0 order by run_at limit $3
                 )sql",
                                  now.micros, kind->first, std::int64_t(kind->second.most) - 1))
            take(row, claim);
        return jobs;
    });
    return *taken;
}

std::vector<Ending> Queue::attempt(std::vector<Job> const& jobs) const
{
    auto const kind = kinds.find(jobs.front().kind);
    if (kind == kinds.end()) return {Ending::later("nobody here does this kind of work")};
    try {
        auto endings = kind->second.handler(jobs);
        if (endings.size() == jobs.size()) return endings;
        return {jobs.size(), Ending::later("the work did not say how each job ended")};
    } catch (std::exception const& failure) {
        return {jobs.size(), Ending::later(failure.what())};
    }
}

void Queue::finish(std::vector<Job> const& jobs, std::vector<Ending> const& endings, base::Instant now)
{
    lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        bool news = false;
        for (std::size_t i = 0; i < jobs.size(); ++i) news = end(tx, jobs[i], endings.at(i), now) || news;
        if (news) changed(tx);
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
