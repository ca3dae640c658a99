// SPDX-License-Identifier: EUPL-1.2
// Assertions and the codes that carry them, on every engine.
#include "app/migrations.h"
#include "db/lane.h"
#include "base/crypto.h"
#include "db/testing.h"
#include "rooms/identity/identity.h"

namespace identity {
namespace {

using namespace std::chrono_literals;
using base::Refusal;
constexpr base::Instant noon{1'790'000'000'000'000};
constexpr auto browser = "hash-of-this-browsers-secret";

class AssertionsTest : public db::testing::OnEngine {
protected:
    AssertionsTest() { db::migrate(database, app::migrations(), noon); }

    template<class T> base::Result<T> in_lane(std::function<base::Result<T>(db::Tx&)> work)
    {
        return lane.wait<T>(std::move(work));
    }
    act::AssertionId kept(std::string const& evidence = R"({"kind":"citizen"})")
    {
        return *in_lane<act::AssertionId>([&](db::Tx& tx) -> base::Result<act::AssertionId> {
            return keep_assertion(tx, {"nif", "12345678Z", "Núria Puig", act::Level::High, "certificate"}, evidence,
                                  noon);
        });
    }
    std::string code(act::AssertionId const& of)
    {
        return *in_lane<std::string>(
            [&](db::Tx& tx) -> base::Result<std::string> { return hand_over(tx, of, browser, "/carpeta?x=1", noon); });
    }
    base::Result<TakenOver> taken(std::string const& with, std::string const& by = browser, base::Instant at = noon)
    {
        return in_lane<TakenOver>([&](db::Tx& tx) { return take_over(tx, with, by, at); });
    }
    Opened opened(act::AssertionId const& of)
    {
        return *in_lane<Opened>([&](db::Tx& tx) -> base::Result<Opened> { return open_session(tx, of, noon, 60min); });
    }
    std::int64_t count(db::Sql sql) { return database.read().snapshot()(sql).at(0).integer(0); }

    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
};
INSTANTIATE_TEST_SUITE_P(Engines, AssertionsTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(AssertionsTest, TellsWhoVouchedForWhomAndHowSurely)
{
    auto const id = kept();
    auto const found = assertion(database.read().snapshot(), id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, id);
    EXPECT_EQ(found->person, person_by_document(database.read().snapshot(), "12345678Z")->id);
    EXPECT_EQ(found->provider, "certificate");
    EXPECT_EQ(found->level, act::Level::High);
    EXPECT_EQ(found->at, noon);
    EXPECT_EQ(found->organisation_number, "");
    EXPECT_FALSE(assertion(database.read().snapshot(), {"none"}));
}

TEST_P(AssertionsTest, TellsTheOrganisationThatARepresentativeStandsFor)
{
    auto const id = kept(R"({"kind":"representative","stands_for":{"number":"B12345674","name":"ACME, SL"}})");
    auto const found = assertion(database.read().snapshot(), id);
    EXPECT_EQ(found->organisation_number, "B12345674");
    EXPECT_EQ(found->organisation_name, "ACME, SL");
}

TEST_P(AssertionsTest, EvidenceIsKeptWithItsHash)
{
    std::string const evidence = R"({"certificate":"00ff"})";
    kept(evidence);
    auto const reader = database.read();
    auto const row = reader.snapshot()(R"sql(select evidence, evidence_hash from identity_assertion)sql").at(0);
    EXPECT_EQ(row.text(0), evidence);
    EXPECT_EQ(row.bytes(1), base::sha256(evidence));
}

TEST_P(AssertionsTest, ASessionAndItsAssertionNameEachOther)
{
    auto const id = kept();
    auto const session = opened(id);
    auto const by = who(database.read().snapshot(), session.token, noon);
    ASSERT_TRUE(by);
    EXPECT_EQ(by->assertion, id);
    EXPECT_EQ(by->level, act::Level::High);
    EXPECT_EQ(by->method, "certificate");
    EXPECT_EQ(by->name, "Núria Puig");
    EXPECT_EQ(by->proved_at, noon);
    auto const row = database.read().snapshot()(R"sql(select session from identity_assertion)sql").at(0);
    EXPECT_EQ(row.text(0), by->session.text);
}

TEST_P(AssertionsTest, TheAssertionOutlivesItsSession)
{
    auto const id = kept();
    opened(id);
    in_lane<base::Done>([](db::Tx& tx) -> base::Result<base::Done> {
        tidy(tx, noon + 3h);
        return base::Done{};
    });
    EXPECT_EQ(count("select count(*) from identity_session"), 0);
    EXPECT_TRUE(assertion(database.read().snapshot(), id));
}

TEST_P(AssertionsTest, ACodeIsGoodOnceInItsBrowser)
{
    auto const id = kept();
    auto const with = code(id);
    auto const first = taken(with);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->assertion, id);
    EXPECT_EQ(first->back_to, "/carpeta?x=1");
    auto const again = taken(with);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.refusal().why, Refusal::Why::Gone);
    EXPECT_EQ(again.refusal().text, "identity.handover-used");
}

TEST_P(AssertionsTest, ACodeLastsThirtySeconds)
{
    auto const with = code(kept());
    auto const late = taken(with, browser, noon + 30s);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.refusal().text, "identity.handover-late");
    EXPECT_TRUE(taken(with, browser, noon + 30s - 1us));
}

TEST_P(AssertionsTest, AnotherBrowserNeitherUsesACodeNorSpoilsIt)
{
    auto const with = code(kept());
    for (auto const* const other : {"", "hash-of-another", "hash-of-this-browsers-secreT"}) {
        auto const stolen = taken(with, other);
        ASSERT_FALSE(stolen) << other;
        EXPECT_EQ(stolen.refusal().why, Refusal::Why::Forbidden) << other;
    }
    EXPECT_TRUE(taken(with));
}

TEST_P(AssertionsTest, CodesAreLongOnceAndNotKeptInTheClear)
{
    auto const id = kept();
    auto const one = code(id), two = code(id);
    EXPECT_NE(one, two);
    EXPECT_GE(one.size(), 43u);
    auto const reader = database.read();
    for (auto const& row : reader.snapshot()(R"sql(select code from identity_handover)sql"))
        EXPECT_TRUE(row.bytes(0) == base::sha256(one) || row.bytes(0) == base::sha256(two));
    for (auto const& text : {std::string(), base::sha256(one), one + "x", one.substr(1)}) EXPECT_FALSE(taken(text));
}

TEST_P(AssertionsTest, TheHourlyRoundForgetsCodesThatNobodyUsed)
{
    code(kept());
    auto const tidied = [&](base::Instant at) {
        in_lane<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            tidy(tx, at);
            return base::Done{};
        });
        return count("select count(*) from identity_handover");
    };
    EXPECT_EQ(tidied(noon + 10min), 1);
    EXPECT_EQ(tidied(noon + 2h), 0);
}

}
}
