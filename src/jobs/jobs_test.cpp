// SPDX-License-Identifier: EUPL-1.2
// Jobs on both engines: once put, once done, tried again later and later, dead in the end, alive after a crash.
#include "app/migrations.h"
#include "db/testing.h"
#include "jobs/jobs.h"

#include <atomic>

namespace jobs {
namespace {

using namespace std::chrono_literals;

class SetClock final : public base::Clock {
public:
    base::Instant now() const override { return {at.load()}; }
    void advance(std::chrono::microseconds by) { at += by.count(); }

private:
    std::atomic<std::int64_t> at = 1'790'000'000'000'000;
};

class JobsTest : public db::testing::OnEngine {
protected:
    JobsTest() { db::migrate(database, app::migrations(), clock.now()); }

    void give(std::string const& kind, std::string const& key, std::chrono::seconds wait = 0s)
    {
        lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            put(tx, kind, key, R"({"to":"x"})", clock.now() + wait, clock.now());
            return base::Done{};
        });
    }
    Counts counted() { return counts(database.read().snapshot()); }

    SetClock clock;
    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
    Queue queue{database, lane, clock};
};
INSTANTIATE_TEST_SUITE_P(Engines, JobsTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(JobsTest, AJobIsDoneOnceAndTheSameKeyIsNotPutTwice)
{
    int done = 0;
    queue.on("mail", [&](Job const& job) {
        EXPECT_EQ(job.payload, R"({"to":"x"})");
        ++done;
        return Ending::done();
    });
    give("mail", "a");
    give("mail", "a");
    EXPECT_EQ(queue.run_due(), 1u);
    give("mail", "a");
    EXPECT_EQ(queue.run_due(), 0u);
    EXPECT_EQ(done, 1);
}

TEST_P(JobsTest, NothingIsDoneBeforeItsTime)
{
    queue.on("mail", [](Job const&) { return Ending::done(); });
    give("mail", "later", 60s);
    EXPECT_EQ(queue.run_due(), 0u);
    clock.advance(60s);
    EXPECT_EQ(queue.run_due(), 1u);
}

TEST_P(JobsTest, AFailedAttemptIsTriedLaterAndDeadInTheEnd)
{
    std::int64_t attempts = 0;
    queue.on("mail", [&](Job const& job) {
        attempts = job.attempts;
        if (attempts % 2 == 0) throw std::runtime_error("the server hung up");
        return Ending::later("greylisted");
    });
    give("mail", "a");
    EXPECT_EQ(queue.run_due(), 1u);
    EXPECT_EQ(queue.run_due(), 0u) << "not at once";
    for (int i = 0; i < 20; ++i) {
        clock.advance(8h);
        queue.run_due();
    }
    EXPECT_EQ(attempts, most_attempts);
    EXPECT_EQ(counted().dead, 1);
    auto const dead = rows(database.read().snapshot(), "dead", "", 10);
    ASSERT_EQ(dead.size(), 1u);
    EXPECT_EQ(dead[0].trouble, "the server hung up");
}

TEST_P(JobsTest, WhatCannotSucceedIsDeadAtOnceAndStaffMayTryAgain)
{
    bool mended = false;
    queue.on("mail", [&](Job const&) { return mended ? Ending::done() : Ending::never("no such address"); });
    give("mail", "a");
    queue.run_due();
    auto const id = rows(database.read().snapshot(), "dead", "", 10).at(0).id;
    mended = true;
    auto const again = lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        EXPECT_TRUE(retry(tx, id, clock.now()));
        EXPECT_FALSE(discard(tx, id, clock.now())) << "it is not dead any more";
        return base::Done{};
    });
    EXPECT_EQ(queue.run_due(), 1u);
    EXPECT_EQ(counted().dead, 0);
}

TEST_P(JobsTest, AJobWhoseRunnerDiedIsTakenUpAgainAndTheDeadOneEndsNothing)
{
    int runs = 0;
    queue.on("slow", [&](Job const&) {
        if (++runs == 1) { // the process that runs it hangs for longer than its claim; another one takes over
            clock.advance(11min);
            Queue other(database, lane, clock);
            other.on("slow", [&](Job const& job) {
                EXPECT_EQ(job.attempts, 2);
                ++runs;
                return Ending::done();
            });
            EXPECT_EQ(other.run_due(), 1u);
            return Ending::later("too late to say so");
        }
        return Ending::done();
    });
    give("slow", "a");
    queue.run_due();
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(counted().waiting + counted().running + counted().dead, 0) << "the second attempt's word holds";
}

TEST_P(JobsTest, WorkThatTakesLongHasALongerClaim)
{
    int runs = 0;
    auto const work = [&](Job const&) {
        ++runs;
        clock.advance(3h);
        Queue other(database, lane, clock);
        other.on(
            "long", [](Job const&) { return Ending::done(); }, 23h);
        EXPECT_EQ(other.run_due(), 0u) << "it is still at it";
        return Ending::done();
    };
    queue.on("long", work, 23h);
    give("long", "a");
    queue.run_due();
    EXPECT_EQ(runs, 1);
}

TEST_P(JobsTest, WhatComesRoundRunsOnceAPeriodInHoweverManyProcesses)
{
    int runs = 0;
    Queue other(database, lane, clock);
    for (auto* const each : {&queue, &other})
        each->every("round", 60s, [&](Job const&) {
            ++runs;
            return Ending::done();
        });
    for (int i = 0; i < 3; ++i) {
        queue.run_due();
        other.run_due();
        clock.advance(60s);
    }
    EXPECT_EQ(runs, 3);
}

TEST_P(JobsTest, WhatIsDoneIsForgottenButForItsKey)
{
    queue.on("mail", [](Job const&) { return Ending::done(); });
    queue.on("lost", [](Job const&) { return Ending::never("no such address"); });
    give("mail", "a");
    give("lost", "b");
    queue.run_due();
    auto const payloads = [&] {
        std::map<std::string, std::string> found;
        for (auto const& row : database.read().snapshot()(R"sql(select key, payload from jobs_job)sql"))
            found[row.text(0)] = row.text(1);
        return found;
    };
    EXPECT_EQ(payloads()["a"], "");
    EXPECT_NE(payloads()["b"], "") << "a dead one may still be tried again";
    lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        EXPECT_TRUE(discard(tx, rows(tx, "dead", "", 10).at(0).id, clock.now()));
        return base::Done{};
    });
    EXPECT_EQ(payloads()["b"], "");
}

TEST_P(JobsTest, ManyOfAKindAreCarriedOutTogetherAndEndEachByItself)
{
    std::vector<std::size_t> sizes;
    bool broken = true;
    queue.on_many("seal", 3, [&](std::vector<Job> const& jobs) {
        sizes.push_back(jobs.size());
        std::vector<Ending> endings;
        for (auto const& job : jobs) {
            EXPECT_EQ(job.kind, "seal");
            if (job.key == "e" && broken) throw std::runtime_error("paper jam");
            endings.push_back(job.key == "b" ? Ending::never("no such entry") : Ending::done());
        }
        return endings;
    });
    queue.on("mail", [](Job const&) { return Ending::done(); });
    for (auto const* const key : {"a", "b", "c", "d", "e"}) give("seal", key);
    give("mail", "a");
    EXPECT_EQ(queue.run_due(), 6u);
    EXPECT_EQ(sizes, (std::vector<std::size_t>{3, 2}));
    EXPECT_EQ(counted().dead, 1);
    EXPECT_EQ(counted().waiting, 2) << "one that fails takes its companions along once";
    clock.advance(1min);
    queue.run_due();
    EXPECT_EQ(sizes, (std::vector<std::size_t>{3, 2, 1, 1})) << "and is tried alone from then on";
    EXPECT_EQ(counted().waiting, 1);
    broken = false;
    clock.advance(1h);
    queue.run_due();
    EXPECT_EQ(counted().waiting, 0);
    EXPECT_EQ(counted().dead, 1);
}

TEST_P(JobsTest, WorkThatDoesNotTellHowEachEndedIsTriedAgain)
{
    queue.on_many("seal", 3, [&](std::vector<Job> const&) { return std::vector{Ending::done()}; });
    give("seal", "a");
    give("seal", "b");
    EXPECT_EQ(queue.run_due(), 2u);
    EXPECT_EQ(counted().waiting, 2);
    EXPECT_EQ(counted().running, 0);
}

TEST_P(JobsTest, KindsThatStandApartAreCarriedOutByTheirOwnLoopOnly)
{
    std::vector<std::string> done;
    for (auto const* const kind : {"mail", "mails", "sms", "long"})
        queue.on(kind, [&](Job const& job) {
            done.push_back(job.kind);
            return Ending::done();
        });
    queue.apart("mail");
    queue.apart("sms");
    for (auto const* const kind : {"mail", "mails", "sms", "long"}) give(kind, "a");
    EXPECT_EQ(queue.run_due(), 2u);
    EXPECT_EQ(done, (std::vector<std::string>{"mails", "long"}));
    EXPECT_EQ(queue.run_due_apart(), 2u);
    EXPECT_EQ(done, (std::vector<std::string>{"mails", "long", "mail", "sms"}));
}

TEST_P(JobsTest, AServerThatIsAwayHoldsTheTurnForOneJobOnly)
{
    queue.on("mail", [](Job const&) { return Ending::later("nobody answers"); });
    queue.apart("mail");
    give("mail", "a");
    give("mail", "b");
    EXPECT_EQ(queue.run_due_apart(), 1u);
    EXPECT_EQ(queue.run_due_apart(), 1u);
    EXPECT_EQ(queue.run_due_apart(), 0u);
}

TEST(BackOff, GrowsToSixHoursWithinAFifth)
{
    EXPECT_EQ(back_off(1, 0.5), 10s);
    EXPECT_EQ(back_off(2, 0.5), 30s);
    EXPECT_EQ(back_off(12, 0.5), 6h);
    for (std::int64_t attempt = 1; attempt <= most_attempts; ++attempt) {
        EXPECT_GE(back_off(attempt, 0.0) * 10, back_off(attempt, 0.5) * 8 - 10us);
        EXPECT_LE(back_off(attempt, 0.999) * 10, back_off(attempt, 0.5) * 12);
    }
}

}
}
