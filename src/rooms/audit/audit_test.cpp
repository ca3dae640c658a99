// SPDX-License-Identifier: EUPL-1.2
// The trail: who, what, whose, when; in the act's own transaction.
#include "app/migrations.h"
#include "db/lane.h"
#include "db/testing.h"
#include "rooms/audit/audit.h"

namespace audit {
namespace {

constexpr base::Instant noon{1'790'000'000'000'000};

class AuditTest : public db::testing::OnEngine {
protected:
    AuditTest() { db::migrate(database, app::migrations(), noon); }

    base::Result<base::Done> acting(act::Actor const& by,
                                    std::function<base::Result<base::Done>(act::Act&)> const& what)
    {
        return lane.wait<base::Done>([&](db::Tx& tx) {
            act::Act act{tx, by, act::Channel::Api, noon, "ca"};
            return what(act);
        });
    }
    db::Rows rows()
    {
        return database.read().snapshot()(R"sql(
            select at, actor, person, level, method, channel, event, subject, object, look from audit_event order by event
            )sql");
    }
    static act::Actor somebody()
    {
        act::Actor by;
        by.kind = act::Actor::Kind::Person;
        by.person = {"me"};
        by.level = act::Level::Substantial;
        by.method = "demo";
        return by;
    }

    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
};
INSTANTIATE_TEST_SUITE_P(Engines, AuditTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(AuditTest, AnActTellsWhoDidWhatToWhoseDataAndWhen)
{
    acting(somebody(), [](act::Act& act) -> base::Result<base::Done> {
        record(act, "documents.issued", {"subject"}, "object");
        return base::Done{};
    });
    auto const found = rows();
    ASSERT_EQ(found.size(), 1u);
    auto const& row = found[0];
    EXPECT_EQ(row.integer(0), noon.micros);
    EXPECT_EQ(row.text(1), "person");
    EXPECT_EQ(row.text(2), "me");
    EXPECT_EQ(row.text(3), "substantial");
    EXPECT_EQ(row.text(4), "demo");
    EXPECT_EQ(row.text(5), "api");
    EXPECT_EQ(row.text(6), "documents.issued");
    EXPECT_EQ(row.text(7), "subject");
    EXPECT_EQ(row.text(8), "object");
    EXPECT_EQ(row.integer(9), 0);
}

TEST_P(AuditTest, ALookIsMarkedAsOneAlsoOfNobody)
{
    acting({}, [](act::Act& act) -> base::Result<base::Done> {
        looked(act, "documents.verified", {"subject"});
        return base::Done{};
    });
    auto const found = rows();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].text(1), "nobody");
    EXPECT_TRUE(found[0].null(2));
    EXPECT_TRUE(found[0].null(8));
    EXPECT_EQ(found[0].integer(9), 1);
}

TEST_P(AuditTest, OfARefusedOrFailedActNothingStays)
{
    auto const refused = acting(somebody(), [](act::Act& act) -> base::Result<base::Done> {
        record(act, "refused", {}, "");
        return base::Refusal{base::Refusal::Why::Conflict, "x"};
    });
    EXPECT_FALSE(refused);
    EXPECT_THROW(acting(somebody(),
                        [](act::Act& act) -> base::Result<base::Done> {
                            record(act, "failed", {}, "");
                            throw std::runtime_error("disk");
                        }),
                 std::runtime_error);
    EXPECT_TRUE(rows().empty());
}

TEST_P(AuditTest, ManyInOneInstantAreAllKept)
{
    acting(somebody(), [](act::Act& act) -> base::Result<base::Done> {
        for (int i = 0; i < 200; ++i) record(act, "same", {"subject"}, "object");
        return base::Done{};
    });
    EXPECT_EQ(rows().size(), 200u);
}

}
}
