// SPDX-License-Identifier: EUPL-1.2
// The lane: order, all or nothing of each act, durable before told, and no lost updates between processes.
#include "db/lane.h"

#include "db/migrate.h"
#include "db/testing.h"

#include <atomic>
#include <semaphore>

namespace db {
namespace {

using base::Done;
using base::Refusal;
using base::Result;
using testing::all_engines;
using testing::engine_name;

class LaneTest : public testing::OnEngine {
protected:
    LaneTest()
    {
        std::vector<Migration> const migrations{{"sample", 1, "0001_note.sql",
                                                 "create table note (id bigint primary key, text text not null);"
                                                 "create table counter (id bigint primary key, number bigint not null);"
                                                 "insert into counter values (1, 0);"}};
        migrate(database, migrations, {0});
    }

    static Result<Done> note(Tx& tx, std::int64_t id, std::string_view text = "")
    {
        tx("insert into note (id, text) values ($1, $2)", id, text);
        return Done{};
    }
    static Result<std::int64_t> raise(Tx& tx)
    {
        // Read, then written, in two statements: what an unguarded program would lose.
        auto const number = tx.one("select number from counter where id = 1")->integer(0) + 1;
        tx("update counter set number = $1 where id = 1", number);
        return number;
    }
    // Another Database, as another process would look: what it sees is durable.
    std::int64_t asked(Sql sql) const
    {
        Database other(settings);
        return other.read().snapshot()(sql).at(0).integer(0);
    }
    std::int64_t notes() const { return asked("select count(*) from note"); }

    Lanes lanes{2};
};
INSTANTIATE_TEST_SUITE_P(Engines, LaneTest, all_engines(), engine_name);

// Holds the lane inside an act, so that what is submitted meanwhile is one batch.
struct Gate {
    std::binary_semaphore inside{0}, open{0};
    explicit Gate(Lane& lane)
    {
        lane.submit(
            [this](Tx&) {
                inside.release();
                open.acquire();
                return true;
            },
            [](std::exception_ptr) {});
        inside.acquire();
    }
};

TEST_P(LaneTest, AnActIsAnsweredWithItsValue)
{
    Lane lane(database, lanes);
    EXPECT_EQ(*lane.wait<std::int64_t>(raise), 1);
    EXPECT_EQ(*lane.wait<std::int64_t>(raise), 2);
    EXPECT_EQ(asked("select number from counter"), 2);
}

TEST_P(LaneTest, OrderIsKept)
{
    Lane lane(database, lanes);
    std::vector<std::int64_t> done, told;
    for (std::int64_t i = 1; i <= 1'000; ++i)
        lane.act<std::int64_t>(
            [&done, i](Tx& tx) {
                done.push_back(i);
                return raise(tx);
            },
            [&told](Result<std::int64_t> result, std::exception_ptr) { told.push_back(*result); });
    lane.drain();
    std::vector<std::int64_t> expected(1'000);
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = std::int64_t(i) + 1;
    EXPECT_EQ(told, expected);
    EXPECT_EQ(done, expected);
}

TEST_P(LaneTest, ARefusedActLeavesNothing)
{
    Lane lane(database, lanes);
    auto const refused = lane.wait<Done>([](Tx& tx) -> Result<Done> {
        note(tx, 1);
        return Refusal{Refusal::Why::Conflict, "sample.taken"};
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.refusal().text, "sample.taken");
    EXPECT_EQ(notes(), 0);
    EXPECT_TRUE(lane.wait<Done>([](Tx& tx) { return note(tx, 1); }));
    EXPECT_EQ(notes(), 1);
}

TEST_P(LaneTest, AnActThatThrowsFailsAloneInItsBatch)
{
    Lane lane(database, lanes);
    std::atomic<int> commits = 0, kept = 0, refused = 0, failed = 0;
    lane.before_commit([&] { ++commits; });
    auto const told = [&](Result<Done> result, std::exception_ptr failure) {
        ++(failure ? failed : result ? kept : refused);
    };
    {
        Gate gate(lane);
        commits = 0;
        lane.act<Done>([](Tx& tx) { return note(tx, 1); }, told);
        lane.act<Done>(
            [](Tx& tx) -> Result<Done> {
                note(tx, 2);
                throw std::runtime_error("ours");
            },
            told);
        lane.act<Done>([](Tx& tx) { return note(tx, 1); }, told); // the engine's: a Violation
        lane.act<Done>(
            [](Tx& tx) -> Result<Done> {
                note(tx, 3);
                return Refusal{};
            },
            told);
        lane.act<Done>(
            [](Tx& tx) -> Result<Done> {
                tx("select nothing from nowhere");
                return Done{};
            },
            told);
        lane.act<Done>([](Tx& tx) { return note(tx, 4); }, told);
        gate.open.release();
        lane.drain();
    }
    EXPECT_EQ(commits, 2) << "that of the gate and one of all the others";
    EXPECT_EQ(kept, 2);
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(failed, 3);
    EXPECT_EQ(asked("select count(*) from note where id in (1, 4)"), 2);
    EXPECT_EQ(notes(), 2);
}

TEST_P(LaneTest, WhoWaitsGetsTheExceptionOfTheAct)
{
    Lane lane(database, lanes);
    EXPECT_THROW(lane.wait<Done>([](Tx&) -> Result<Done> { throw std::out_of_range("ours"); }), std::out_of_range);
    lane.wait<Done>([](Tx& tx) { return note(tx, 1); });
    EXPECT_THROW(lane.wait<Done>([](Tx& tx) { return note(tx, 1); }), Violation);
}

TEST_P(LaneTest, TwoThousandActsOfEightThreadsAreAllThereOnce)
{
    Lane lane(database, lanes);
    std::atomic<int> kept = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread)
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 250; ++i)
                lane.act<std::int64_t>(
                    [id = thread * 1'000 + i](Tx& tx) {
                        note(tx, id);
                        return raise(tx);
                    },
                    [&](Result<std::int64_t> result, std::exception_ptr failure) {
                        kept += !failure && result ? 1 : 0;
                    });
        });
    for (auto& thread : threads) thread.join();
    lane.drain();
    EXPECT_EQ(kept, 2'000);
    EXPECT_EQ(notes(), 2'000);
    EXPECT_EQ(asked("select number from counter"), 2'000);
}

TEST_P(LaneTest, WhatIsToldIsThereForEverybody)
{
    Lane lane(database, lanes);
    for (int i = 1; i <= 20; ++i) {
        lane.wait<Done>([i](Tx& tx) { return note(tx, i); });
        EXPECT_EQ(database.read().snapshot()("select count(*) from note").at(0).integer(0), i);
    }
}

TEST_P(LaneTest, TwoProcessesDoNotLoseUpdates)
{
    Database one(settings), other(settings);
    {
        Lane first(one, lanes), second(other, lanes);
        std::vector<std::thread> threads;
        for (auto* lane : {&first, &second})
            threads.emplace_back([lane] {
                for (int i = 0; i < 200; ++i) {
                    lane->act<std::int64_t>(raise, [](Result<std::int64_t>, std::exception_ptr) {});
                    if (i % 20 == 0) lane->drain();
                }
            });
        for (auto& thread : threads) thread.join();
    }
    EXPECT_EQ(asked("select number from counter"), 400);
}

TEST_P(LaneTest, WhatRowsNameIsFlushedBeforeAnybodyIsTold)
{
    Lane lane(database, lanes);
    std::vector<std::string> happened;
    lane.before_commit([&] { happened.push_back("flush " + std::to_string(notes())); });
    lane.act<Done>(
        [&](Tx& tx) {
            happened.push_back("act");
            return note(tx, 1);
        },
        [&](Result<Done>, std::exception_ptr) { happened.push_back("told " + std::to_string(notes())); });
    lane.drain();
    EXPECT_EQ(happened, (std::vector<std::string>{"act", "flush 0", "told 1"}));
}

TEST_P(LaneTest, WhatCannotBeFlushedIsNotKept)
{
    Lane lane(database, lanes);
    auto broken = true;
    lane.before_commit([&] {
        if (broken) throw std::runtime_error("the disk is full");
    });
    EXPECT_THROW(lane.wait<Done>([](Tx& tx) { return note(tx, 1); }), std::runtime_error);
    EXPECT_EQ(notes(), 0);
    broken = false;
    EXPECT_TRUE(lane.wait<Done>([](Tx& tx) { return note(tx, 1); }));
    EXPECT_EQ(notes(), 1);
}

TEST_P(LaneTest, ALostRaceIsRunAgainAndKeptOnce)
{
    Lane lane(database, lanes);
    int runs = 0;
    auto const result = lane.wait<std::int64_t>([&](Tx& tx) {
        auto raised = raise(tx);
        if (++runs < 4) throw Conflict("lost");
        return raised;
    });
    EXPECT_EQ(runs, 4);
    EXPECT_EQ(*result, 1);
    EXPECT_EQ(asked("select number from counter"), 1);
}

TEST_P(LaneTest, ARaceThatIsAlwaysLostFailsAndTheLaneGoesOn)
{
    Lane lane(database, lanes);
    EXPECT_THROW(lane.wait<Done>([](Tx&) -> Result<Done> { throw Conflict("lost"); }), Conflict);
    EXPECT_EQ(*lane.wait<std::int64_t>(raise), 1);
}

// A reset connection has neither the schema nor the prepared statements: the lane takes a new one instead.
TEST_P(LaneTest, ALostConnectionIsReplaced)
{
    if (!on_postgres()) return;
    Lane lane(database, lanes);
    EXPECT_EQ(*lane.wait<std::int64_t>(raise), 1);
    EXPECT_THROW(lane.wait<Done>([](Tx& tx) -> Result<Done> {
        tx("select pg_terminate_backend(pg_backend_pid())");
        return Done{};
    }),
                 Failure);
    EXPECT_EQ(*lane.wait<std::int64_t>(raise), 2);
}

TEST_P(LaneTest, TheEndOfALaneWaitsForWhatWasSubmitted)
{
    std::atomic<int> told = 0;
    {
        Lane lane(database, lanes);
        for (int i = 0; i < 300; ++i)
            lane.act<Done>([i](Tx& tx) { return note(tx, i); }, [&](Result<Done>, std::exception_ptr) { ++told; });
    }
    EXPECT_EQ(told, 300);
    EXPECT_EQ(notes(), 300);
}

TEST_P(LaneTest, AFewThreadsServeManyLanes)
{
    std::vector<Settings> towns;
    for (int i = 0; i < 5; ++i) towns.push_back(testing::engines().at(GetParam()));
    std::vector<std::unique_ptr<Database>> databases;
    std::vector<std::unique_ptr<Lane>> many;
    for (auto const& town : towns) {
        databases.push_back(std::make_unique<Database>(town));
        std::vector<Migration> const migrations{
            {"sample", 1, "0001", "create table note (id bigint primary key, text text);"}};
        migrate(*databases.back(), migrations, {0});
        many.push_back(std::make_unique<Lane>(*databases.back(), lanes));
    }
    std::atomic<int> kept = 0;
    for (int i = 0; i < 50; ++i)
        for (auto& lane : many)
            lane->act<Done>(
                [i](Tx& tx) { return note(tx, i); },
                [&](Result<Done> result, std::exception_ptr failure) { kept += !failure && result ? 1 : 0; });
    for (auto& lane : many) lane->drain();
    EXPECT_EQ(kept, 250);
}

}
}
