// SPDX-License-Identifier: EUPL-1.2
// The chain on both engines: whole when nobody touched it, broken wherever somebody did.
#include "app/migrations.h"
#include "db/lane.h"
#include "db/testing.h"
#include "rooms/audit/audit.h"

namespace audit {
namespace {

constexpr base::Instant noon{1'790'000'000'000'000};

class ChainTest : public db::testing::OnEngine {
protected:
    ChainTest() { db::migrate(database, app::migrations(), noon); }

    void doing(std::function<void(db::Tx&)> const& what)
    {
        lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            what(tx);
            return base::Done{};
        });
    }
    void happen(int count)
    {
        doing([&](db::Tx& tx) {
            act::Actor by;
            by.kind = act::Actor::Kind::Staff;
            by.staff = {"somebody"};
            for (int i = 0; i < count; ++i) {
                act::Act act{tx, by, act::Channel::Web, {noon.micros + i}, "ca"};
                looked(act, "documents.holder", {"person" + std::to_string(i)}, "perquè m'ho han demanat");
            }
        });
    }
    std::size_t chained()
    {
        std::size_t count = 0;
        doing([&](db::Tx& tx) { count = chain(tx, noon); });
        return count;
    }
    std::vector<Fault> faults() { return verify(database.read().snapshot()); }
    std::string exported()
    {
        std::string text;
        write_export(database.read().snapshot(), [&](std::string_view line) { text += line; });
        return text;
    }

    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
};
INSTANTIATE_TEST_SUITE_P(Engines, ChainTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(ChainTest, HoldsEveryEventOnceInBatchesOfAThousand)
{
    happen(2500);
    EXPECT_EQ(chained(), 2500u);
    EXPECT_EQ(chained(), 0u);
    EXPECT_EQ(head(database.read().snapshot()).number, 3);
    EXPECT_TRUE(faults().empty());
    EXPECT_TRUE(verify_export(exported()).empty());
}

TEST_P(ChainTest, AnAlteredRowIsFoundInTheDatabaseAndInTheExport)
{
    happen(30);
    chained();
    happen(5);
    chained();
    doing([](db::Tx& tx) {
        tx(R"sql(update audit_event set reason = 'cap' where subject = 'person7' and batch = 1)sql");
    });
    auto const found = faults();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].batch, 1);
    EXPECT_EQ(found[0].what, "an event was altered");
    EXPECT_EQ(verify_export(exported()).size(), 1u);
}

TEST_P(ChainTest, ARowTakenOutOrPutInIsFound)
{
    happen(10);
    chained();
    doing([](db::Tx& tx) { tx(R"sql(delete from audit_event where subject = 'person3')sql"); });
    EXPECT_EQ(faults().at(0).what, "has 9 events instead of 10");
    doing([](db::Tx& tx) { tx(R"sql(update audit_event set batch = 9 where subject = 'person4')sql"); });
    EXPECT_EQ(faults().size(), 2u) << "one too few, and one of no batch";
}

TEST_P(ChainTest, ABatchRewrittenWithItsRowsBreaksTheNextOne)
{
    happen(10);
    chained();
    happen(10);
    chained();
    doing([](db::Tx& tx) { tx(R"sql(update audit_batch set hash = previous where number = 1)sql"); });
    EXPECT_EQ(faults().size(), 2u) << "its own events, and the next batch's memory of it";
    doing([](db::Tx& tx) { tx(R"sql(delete from audit_batch where number = 1)sql"); });
    EXPECT_FALSE(faults().empty());
}

TEST(AuditExport, WhatIsNoExportIsAFault)
{
    // A line of another kind, garbage and truncation are faults, never exceptions.
    for (auto const* const text :
         {"x\n", "[]\n", "{\"hash\":1}\n", "{\"batch\":1,\"hash\":\"00\"}\n", "{\"hash\":\"zz\"}"})
        EXPECT_FALSE(verify_export(text).empty()) << text;
}

}
}
