// SPDX-License-Identifier: EUPL-1.2
// One SQL over both engines: values, rules of the schema, snapshots and migrations.
#include "db/db.h"

#include "db/engine.h"
#include "db/lane.h"
#include "db/migrate.h"
#include "db/testing.h"

#include <atomic>
#include <limits>
#include <thread>

namespace db {
namespace {

using testing::all_engines;
using testing::engine_name;

std::vector<Migration> const migrations{
    {"sample", 1, "0001_thing.sql",
     "create table thing (id bigint primary key, number bigint, text text, bytes bytea);"
     "create table part (id bigint primary key, thing bigint not null references thing (id),"
     " size bigint not null check (size > 0));"}};

class EnginesTest : public testing::OnEngine {
protected:
    EnginesTest() { migrate(database, migrations, {0}); }

    // One write of its own, kept.
    template<class... Arguments> Rows write(Sql sql, Arguments const&... arguments)
    {
        auto const writer = database.connect_writer();
        writer->begin_write();
        auto rows = Tx{*writer}(sql, arguments...);
        writer->commit();
        return rows;
    }
    template<class... Arguments> Rows read(Sql sql, Arguments const&... arguments)
    {
        return database.read().snapshot()(sql, arguments...);
    }
    std::int64_t count() { return read("select count(*) from thing").front().integer(0); }
};
INSTANTIATE_TEST_SUITE_P(Engines, EnginesTest, all_engines(), engine_name);

TEST_P(EnginesTest, WholeNumbersComeBack)
{
    std::int64_t const numbers[]{0, 1, -1, std::numeric_limits<std::int64_t>::max(),
                                 std::numeric_limits<std::int64_t>::min()};
    std::int64_t id = 0;
    for (auto const number : numbers) {
        write("insert into thing (id, number) values ($1, $2)", ++id, number);
        EXPECT_EQ(read("select number from thing where id = $1", id).at(0).integer(0), number);
        EXPECT_EQ(read("select id from thing where number = $1", number).at(0).integer(0), id);
    }
}

TEST_P(EnginesTest, TextComesBackAsItWas)
{
    std::string const texts[]{
        "",        "Núria",         "l'Hospitalet", "'; drop table thing; --",   "\"quoted\" \\ back\\slash",
        "a\nb\tc", "$1 $2 ? :x %s", "\U0001F600",   std::string(1'000'000, 'x'), "123",
        "0012",    " padded "};
    std::int64_t id = 0;
    for (auto const& text : texts) {
        write("insert into thing (id, text) values ($1, $2)", ++id, text);
        EXPECT_EQ(read("select text from thing where id = $1", id).at(0).text(0), text);
        EXPECT_EQ(read("select id from thing where text = $1", text).at(0).integer(0), id);
    }
}

TEST_P(EnginesTest, BytesComeBackAsTheyWere)
{
    std::string every;
    for (int i = 0; i < 256; ++i) every += char(i);
    std::string const all[]{
        "", std::string(1, '\0'), std::string("a\0b\0", 4), every, std::string(3'000'000, '\xFF'), "\\x00", "text"};
    std::int64_t id = 0;
    for (auto const& bytes : all) {
        write("insert into thing (id, bytes) values ($1, $2)", ++id, Bytes{bytes});
        auto const row = read("select bytes from thing where id = $1", id).at(0);
        EXPECT_EQ(row.bytes(0), bytes);
        EXPECT_EQ(read("select id from thing where bytes = $1", Bytes{bytes}).at(0).integer(0), id);
    }
}

TEST_P(EnginesTest, NothingComesBackAsNothing)
{
    write("insert into thing (id, number, text, bytes) values ($1, $2, $3, $4)", 1, std::nullopt,
          std::optional<std::string>(), std::optional<Bytes>());
    auto const row = read("select number, text, bytes from thing").at(0);
    EXPECT_TRUE(row.null(0) && row.null(1) && row.null(2));
    EXPECT_EQ(row.maybe_integer(0), std::nullopt);
    EXPECT_EQ(row.text_or(1, "otherwise"), "otherwise");
    EXPECT_THROW(row.integer(0), std::bad_variant_access);
    EXPECT_THROW(row.integer(3), std::out_of_range);
}

TEST_P(EnginesTest, TheSameTextIsRunWithAndWithoutNulls)
{
    std::int64_t id = 0;
    auto const insert = [&](std::optional<std::int64_t> number, std::optional<std::string> text) {
        write("insert into thing (id, number, text) values ($1, $2, $3)", ++id, number, text);
    };
    insert(7, "seven");
    insert({}, "nothing");
    insert(7, {});
    insert({}, {});
    auto const rows = read("select number, text from thing order by id");
    EXPECT_EQ(rows.at(0).integer(0), 7);
    EXPECT_EQ(rows.at(1).text(1), "nothing");
    EXPECT_TRUE(rows.at(1).null(0) && rows.at(2).null(1) && rows.at(3).null(0) && rows.at(3).null(1));
}

TEST_P(EnginesTest, ParametersStandByTheirNumberAndMayRepeat)
{
    write("insert into thing (text, number, id) values ($3, $2, $1)", 1, 2, "three");
    auto const row =
        read("select id, number, text from thing where text = $2 and id = $1 and number > $1", 1, "three").at(0);
    EXPECT_EQ(row.integer(0), 1);
    EXPECT_EQ(row.integer(1), 2);
    EXPECT_EQ(row.text(2), "three");
}

TEST_P(EnginesTest, ElevenParametersAreNotTakenForTheFirst)
{
    auto const row =
        read("select $11 || $1 || $10 from (select 1) as one where $2 < $3 and $4 < $5 and $6 < $7 and $8 < $9", "a", 1,
             2, 3, 4, 5, 6, 7, 8, "j", "k")
            .at(0);
    EXPECT_EQ(row.text(0), "kaj");
}

// PostgreSQL by itself would cut the text at the NUL without a word.
TEST_P(EnginesTest, ATextWithANulIsKeptWholeOrRefused)
{
    std::string const text("a\0b", 3);
    try {
        write("insert into thing (id, text) values ($1, $2)", 1, text);
    } catch (Failure const&) {
        return;
    }
    EXPECT_EQ(read("select text from thing").at(0).text(0), text);
}

// A name once given to a statement that failed must not be given to another.
TEST_P(EnginesTest, AStatementThatFailedMayBeRunLater)
{
    auto const writer = database.connect_writer();
    Snapshot const tx{*writer};
    auto const look = [&] { return tx("select count(*) from late"); };
    EXPECT_THROW(look(), Failure);
    tx("select count(*) from thing");
    writer->script("create table late (id bigint)");
    EXPECT_EQ(look().at(0).integer(0), 0);
}

TEST_P(EnginesTest, OneIsTheFirstRowOrNothing)
{
    EXPECT_FALSE(database.read().snapshot().one("select id from thing"));
    write("insert into thing (id) values ($1), ($2)", 2, 1);
    EXPECT_EQ(database.read().snapshot().one("select id from thing order by id")->integer(0), 1);
}

TEST_P(EnginesTest, ASchemasRuleIsAViolation)
{
    write("insert into thing (id) values ($1)", 1);
    EXPECT_THROW(write("insert into thing (id) values ($1)", 1), Violation);
    EXPECT_THROW(write("insert into part (id, thing, size) values ($1, $2, $3)", 1, 99, 1), Violation);
    EXPECT_THROW(write("insert into part (id, thing, size) values ($1, $2, $3)", 1, 1, 0), Violation);
    EXPECT_THROW(write("insert into part (id, thing, size) values ($1, $2, $3)", 1, 1, std::nullopt), Violation);
    EXPECT_THROW(write("delete from thing where id = $1 and exists (select 1 from nowhere)", 1), Failure);
    EXPECT_EQ(count(), 1);
}

TEST_P(EnginesTest, WhatFailedTellsNoValues)
{
    write("insert into thing (id, text) values ($1, $2)", 41'424'344, "Núria");
    try {
        write("insert into thing (id, text) values ($1, $2)", 41'424'344, "secret");
        FAIL();
    } catch (Violation const& violation) {
        std::string const what = violation.what();
        EXPECT_EQ(what.find("41424344"), what.npos) << what;
        EXPECT_EQ(what.find("secret"), what.npos) << what;
    }
}

TEST_P(EnginesTest, ARuleOnWhatIsWrittenTwiceIsMended)
{
    for (int number = 1; number <= 2; ++number)
        write("insert into thing (id, number) values ($1, $2) on conflict (id) do update set number = excluded.number",
              1, number);
    EXPECT_EQ(write("update thing set number = number + $1 where id = $2 returning number", 10, 1).at(0).integer(0),
              12);
}

TEST_P(EnginesTest, AReaderDoesNotSeeWhatIsWrittenLater)
{
    write("insert into thing (id) values ($1)", 1);
    {
        auto const reader = database.read();
        EXPECT_EQ(reader.snapshot()("select count(*) from thing").at(0).integer(0), 1);
        write("insert into thing (id) values ($1)", 2);
        EXPECT_EQ(reader.snapshot()("select count(*) from thing").at(0).integer(0), 1);
        EXPECT_EQ(count(), 2) << "another reader";
    }
    EXPECT_EQ(count(), 2) << "the same connection, again from the pool";
}

TEST_P(EnginesTest, AReaderDoesNotSeeWhatIsNotCommitted)
{
    auto const writer = database.connect_writer();
    writer->begin_write();
    Tx{*writer}("insert into thing (id) values ($1)", 1);
    EXPECT_EQ(count(), 0);
    writer->roll_back();
    EXPECT_EQ(count(), 0);
}

TEST_P(EnginesTest, AReaderCannotWrite)
{
    EXPECT_THROW(read("insert into thing (id) values ($1)", 1), Failure);
    EXPECT_EQ(count(), 0);
}

TEST_P(EnginesTest, AReaderThatFailedDoesNotSpoilTheNext)
{
    for (int i = 0; i < 20; ++i) EXPECT_THROW(read("select nothing from nowhere"), Failure);
    EXPECT_EQ(count(), 0);
}

TEST_P(EnginesTest, ManyReadersLookAtOnce)
{
    write("insert into thing (id) values ($1)", 1);
    std::vector<std::thread> threads;
    std::atomic<int> seen = 0;
    for (int i = 0; i < 12; ++i)
        threads.emplace_back([&] {
            for (int time = 0; time < 20; ++time) seen += int(count());
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(seen, 240);
}

class MigrationsTest : public testing::OnEngine {
protected:
    std::vector<Migration> const two{
        {"lower", 1, "0001_a.sql", "create table a (id bigint primary key); insert into a values (1);"},
        {"upper", 1, "0001_b.sql", "create table b (a bigint references a (id));"}};
    std::int64_t recorded()
    {
        return database.read().snapshot()("select count(*) from schema_migration").at(0).integer(0);
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, MigrationsTest, all_engines(), engine_name);

TEST_P(MigrationsTest, AreAppliedOnce)
{
    EXPECT_EQ(migrate(database, two, {5}), 2);
    EXPECT_EQ(migrate(database, two, {6}), 0);
    auto const reader = database.read();
    EXPECT_EQ(reader.snapshot()("select count(*) from a").at(0).integer(0), 1);
    auto const row = reader.snapshot()("select name, applied_at from schema_migration where room = $1", "lower").at(0);
    EXPECT_EQ(row.text(0), "0001_a.sql");
    EXPECT_EQ(row.integer(1), 5);
}

TEST_P(MigrationsTest, ANewOneIsAppliedToAnOldDatabase)
{
    EXPECT_EQ(migrate(database, std::span(two).first(1), {0}), 1);
    EXPECT_EQ(migrate(database, two, {0}), 1);
    EXPECT_EQ(recorded(), 2);
}

TEST_P(MigrationsTest, OnesThatTheProgramDoesNotKnowAreRefused)
{
    migrate(database, two, {0});
    EXPECT_THROW(migrate(database, std::span(two).first(1), {0}), Failure);
    EXPECT_THROW(migrate(database, {}, {0}), Failure);
}

TEST_P(MigrationsTest, AChangedOneIsRefusedAndNothingElseIsApplied)
{
    migrate(database, std::span(two).first(1), {0});
    auto changed = two;
    changed[0].script += " ";
    EXPECT_THROW(migrate(database, changed, {0}), Failure);
    EXPECT_EQ(recorded(), 1);
}

TEST_P(MigrationsTest, OneThatFailsLeavesNothingOfItself)
{
    auto broken = two;
    broken[1].script = "create table b (id bigint); insert into b values (1); insert into nowhere values (1);";
    EXPECT_THROW(migrate(database, broken, {0}), Failure);
    EXPECT_EQ(recorded(), 1);
    EXPECT_THROW(database.read().snapshot()("select * from b"), Failure);
    EXPECT_EQ(migrate(database, two, {0}), 1);
}

// How many migrations so many processes apply that start together; those that fail count a thousand.
int started_together(Settings const& settings, std::span<Migration const> all)
{
    std::atomic<int> count = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            try {
                Database own(settings);
                count += migrate(own, all, {0});
            } catch (Failure const&) {
                count += 1'000;
            }
        });
    for (auto& thread : threads) thread.join();
    return count;
}

TEST_P(MigrationsTest, ProcessesThatStartTogetherApplyEachOnce)
{
    migrate(database, {}, {0});
    EXPECT_EQ(started_together(settings, two), 2);
    EXPECT_EQ(recorded(), 2);
}

// "create … if not exists" is a race on PostgreSQL; so is the first "journal_mode = wal" on SQLite.
TEST_P(MigrationsTest, ProcessesThatStartTogetherMayBeTheFirst)
{
    EXPECT_EQ(started_together(settings, two), 2);
    EXPECT_EQ(recorded(), 2);
}

}
}
