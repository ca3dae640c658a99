// SPDX-License-Identifier: EUPL-1.2
// Browsers that were sent to a provider, on every engine.
#include "app/migrations.h"
#include "db/lane.h"
#include "base/crypto.h"
#include "db/testing.h"
#include "rooms/identity/departures.h"

namespace identity {
namespace {

using namespace std::chrono_literals;
using identity_provider::Trouble;
constexpr base::Instant noon{1'790'000'000'000'000};

class DeparturesTest : public db::testing::OnEngine {
protected:
    DeparturesTest()
    {
        db::migrate(database, app::migrations(), noon);
        in_lane([](db::Tx& tx) {
            depart(tx, "a-state", {"idcat", "hash-of-this-browser", "/tramits?x=1"}, noon);
            return true;
        });
    }
    bool in_lane(std::function<bool(db::Tx&)> work)
    {
        return *lane.wait<bool>([&](db::Tx& tx) -> base::Result<bool> { return work(tx); });
    }
    CameBack back(std::string_view state, std::string_view provider = "idcat",
                  std::string_view browser = "hash-of-this-browser", base::Instant at = noon)
    {
        return came_back(database.read().snapshot(), state, provider, browser, at);
    }

    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
};
INSTANTIATE_TEST_SUITE_P(Engines, DeparturesTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(DeparturesTest, TheSameBrowserComesBackToWhereItWasGoing)
{
    EXPECT_EQ(back("a-state").trouble, Trouble::None);
    EXPECT_EQ(back("a-state").back_to, "/tramits?x=1");
}

TEST_P(DeparturesTest, AStateIsGoodForTenMinutes)
{
    EXPECT_EQ(back("a-state", "idcat", "hash-of-this-browser", noon + 10min - 1us).trouble, Trouble::None);
    auto const late = back("a-state", "idcat", "hash-of-this-browser", noon + 10min);
    EXPECT_EQ(late.trouble, Trouble::Late);
    EXPECT_EQ(late.back_to, "/tramits?x=1") << "whoever was slow still goes where they wanted";
}

TEST_P(DeparturesTest, AnotherBrowserLearnsNothing)
{
    for (auto const* const other : {"", "hash-of-another"}) {
        EXPECT_EQ(back("a-state", "idcat", other).trouble, Trouble::Elsewhere);
        EXPECT_EQ(back("a-state", "idcat", other).back_to, "");
    }
}

TEST_P(DeparturesTest, AStateBelongsToItsProvider)
{
    EXPECT_EQ(back("a-state", "valid").trouble, Trouble::Late);
    EXPECT_EQ(back("another").trouble, Trouble::Late);
}

TEST_P(DeparturesTest, IsUsedOnce)
{
    EXPECT_TRUE(in_lane([](db::Tx& tx) { return spend_state(tx, "a-state"); }));
    EXPECT_FALSE(in_lane([](db::Tx& tx) { return spend_state(tx, "a-state"); }));
    EXPECT_EQ(back("a-state").trouble, Trouble::Late);
}

TEST_P(DeparturesTest, OnlyTheHashIsKeptAndForgottenAnHourAfterItsEnd)
{
    auto const kept = [&] { return database.read().snapshot()(R"sql(select state from identity_departure)sql"); };
    ASSERT_EQ(kept().size(), 1u);
    EXPECT_EQ(kept()[0].bytes(0), base::sha256("a-state"));
    auto const tidied = [&](base::Instant at) {
        in_lane([at](db::Tx& tx) {
            tidy(tx, at);
            return true;
        });
        return kept().empty();
    };
    EXPECT_FALSE(tidied(noon + 70min - 1us));
    EXPECT_TRUE(tidied(noon + 70min));
}

TEST(Departure, WhatGoesWithABrowserComesOutOfItsStateAndOurKey)
{
    auto const fresh = fresh_departure("key");
    auto const again = departure_of("key", fresh.state);
    EXPECT_EQ(fresh.state.size(), 43u);
    EXPECT_EQ(fresh.verifier.size(), 43u) << "RFC 7636, 4.1: 43 to 128 characters";
    EXPECT_EQ(again.nonce, fresh.nonce);
    EXPECT_EQ(again.verifier, fresh.verifier);
    EXPECT_NE(fresh.nonce, fresh.verifier);
    EXPECT_NE(departure_of("another key", fresh.state).verifier, fresh.verifier);
    EXPECT_NE(fresh_departure("key").state, fresh.state);
}

}
}
