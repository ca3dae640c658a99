// SPDX-License-Identifier: EUPL-1.2
// Representation on both engines: the table of moves over all pairs, five years, who may, and what an act sees.
#include "app/migrations.h"
#include "db/lane.h"
#include "db/testing.h"
#include "rooms/identity/identity.h"
#include "rooms/identity/mandates.h"

namespace identity {
namespace {

using namespace std::chrono_literals;
constexpr base::Instant noon{1'790'000'000'000'000}; // 2026-09-21

TEST(MandateMoves, AreThoseOfTheTableAndNoOthers)
{
    using S = MandateState;
    using E = MandateEvent;
    std::map<std::pair<S, E>, S> const allowed{
        {{S::Pending, E::Accept}, S::Valid}, {{S::Pending, E::Deny}, S::Denied}, {{S::Pending, E::Annul}, S::Annulled},
        {{S::Valid, E::Revoke}, S::Revoked}, {{S::Valid, E::Waive}, S::Waived},  {{S::Valid, E::Annul}, S::Annulled}};
    for (auto const state : {S::Pending, S::Valid, S::Revoked, S::Waived, S::Denied, S::Annulled})
        for (auto const event : {E::Accept, E::Deny, E::Revoke, E::Waive, E::Annul}) {
            auto const found = allowed.find({state, event});
            auto const expected = found == allowed.end() ? std::nullopt : std::optional(found->second);
            EXPECT_EQ(after(state, event), expected) << name(state) << " " << int(event);
        }
}

class MandatesTest : public db::testing::OnEngine {
protected:
    MandatesTest()
    {
        db::migrate(database, app::migrations(), noon);
        grantor = entered("12345678Z", "Núria");
        agent = entered("87654321X", "Pau");
        stranger = entered("00000000T", "Rosa");
    }

    act::Actor entered(std::string const& number, std::string const& name)
    {
        auto const opened = lane.wait<Opened>([&](db::Tx& tx) -> base::Result<Opened> {
            return open_session(tx, {"nif", number, name, act::Level::High, "demo"}, noon, 60min);
        });
        tokens[number] = opened->token;
        return *who(database.read().snapshot(), opened->token, noon);
    }
    template<class T> base::Result<T> as(act::Actor const& by, std::function<base::Result<T>(act::Act&)> const& what)
    {
        return lane.wait<T>([&](db::Tx& tx) {
            act::Act act{tx, by, act::Channel::Web, now, "ca"};
            return what(act);
        });
    }
    base::Result<Mandate> granted(std::string const& from, std::string const& until, Scope scope = Scope::Body,
                                  std::string const& procedure = "")
    {
        Mandate wanted;
        wanted.grantor = grantor.person;
        wanted.agent = agent.person;
        wanted.scope = scope;
        wanted.procedure = procedure;
        wanted.valid_from = from;
        wanted.valid_until = until;
        wanted.proof = "electronic";
        return as<Mandate>(grantor, [&](act::Act& act) { return grant(act, wanted); });
    }
    base::Result<Mandate> happened(act::Actor const& by, MandateId const& id, MandateEvent event)
    {
        return as<Mandate>(by, [&](act::Act& act) { return move(act, id, event); });
    }
    MandateId valid(Scope scope = Scope::Body, std::string const& procedure = "")
    {
        auto const made = granted("2026-09-01", "2027-01-01", scope, procedure);
        EXPECT_TRUE(happened(agent, made->id, MandateEvent::Accept));
        return made->id;
    }
    base::Result<base::Done> stands(act::Actor const& by, MandateId const& id)
    {
        return as<base::Done>(by, [&](act::Act& act) { return stand_for(act, id); });
    }
    act::Actor again(std::string const& number) { return *who(database.read().snapshot(), tokens[number], noon); }

    base::Instant now = noon;
    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
    act::Actor grantor, agent, stranger;
    std::map<std::string, std::string> tokens;
};
INSTANTIATE_TEST_SUITE_P(Engines, MandatesTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(MandatesTest, LastFiveYearsAtMost)
{
    EXPECT_TRUE(granted("2026-09-21", "2031-09-21"));
    EXPECT_EQ(granted("2026-09-21", "2031-09-22").refusal().text, "identity.mandate-too-long");
    EXPECT_TRUE(granted("2028-02-29", "2033-02-28"));
    EXPECT_EQ(granted("2028-02-29", "2033-03-01").refusal().text, "identity.mandate-too-long");
    EXPECT_EQ(granted("2026-09-21", "2026-09-20").refusal().field, "until");
    EXPECT_EQ(granted("2026-01-01", "2026-09-20").refusal().field, "until") << "over before it begins";
    EXPECT_EQ(granted("21/9/2026", "2027-01-01").refusal().field, "from");
}

TEST_P(MandatesTest, OnlyTheTwoOfThemMoveItAndStrangersLearnNothing)
{
    auto const made = granted("2026-09-01", "2027-01-01");
    EXPECT_EQ(happened(stranger, made->id, MandateEvent::Accept).refusal().text, "identity.no-mandate");
    EXPECT_EQ(happened(grantor, made->id, MandateEvent::Accept).refusal().text, "identity.no-mandate")
        << "nobody accepts for the agent";
    EXPECT_TRUE(happened(agent, made->id, MandateEvent::Accept));
    EXPECT_EQ(happened(agent, made->id, MandateEvent::Revoke).refusal().text, "identity.no-mandate");
    EXPECT_TRUE(happened(grantor, made->id, MandateEvent::Revoke));
    EXPECT_EQ(happened(agent, made->id, MandateEvent::Waive).refusal().text, "identity.mandate-over");
}

TEST_P(MandatesTest, ASessionStandsForTheGrantorUntilItIsWithdrawn)
{
    auto const id = valid();
    EXPECT_FALSE(stands(stranger, id));
    ASSERT_TRUE(stands(agent, id));
    auto const by = again("87654321X");
    EXPECT_EQ(by.on_behalf, grantor.person);
    EXPECT_FALSE(recheck(database.read().snapshot(), by, noon));
    ASSERT_TRUE(happened(grantor, id, MandateEvent::Revoke));
    EXPECT_EQ(recheck(database.read().snapshot(), by, noon)->text, "identity.mandate-over");
    ASSERT_TRUE(stands(agent, {})) << "back to oneself";
    EXPECT_FALSE(again("87654321X").on_behalf);
}

TEST_P(MandatesTest, NothingIsAuthorisedBeforeOrAfterItsDaysOrWhilePending)
{
    auto const pending = granted("2026-09-01", "2027-01-01");
    EXPECT_FALSE(stands(agent, pending->id));
    auto const id = valid();
    ASSERT_TRUE(stands(agent, id));
    auto const by = again("87654321X");
    EXPECT_FALSE(
        recheck_standing(database.read().snapshot(), by, base::local_midnight(*base::day_from_iso("2027-01-01"))));
    EXPECT_TRUE(
        recheck_standing(database.read().snapshot(), by, base::local_midnight(*base::day_from_iso("2027-01-02"))));
    EXPECT_TRUE(
        recheck_standing(database.read().snapshot(), by, base::local_midnight(*base::day_from_iso("2026-08-31"))));
}

TEST_P(MandatesTest, OfOneProcedureCoversThatOneOnly)
{
    ASSERT_TRUE(stands(agent, valid(Scope::Procedure, "instancia-generica")));
    auto const by = again("87654321X");
    auto const reader = database.read();
    EXPECT_FALSE(recheck_standing(reader.snapshot(), by, noon, "instancia-generica"));
    EXPECT_TRUE(recheck_standing(reader.snapshot(), by, noon, "volant-empadronament"));
}

}
}
