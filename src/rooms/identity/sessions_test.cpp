// SPDX-License-Identifier: EUPL-1.2
// People and their sessions, on every engine.
#include "app/migrations.h"
#include "db/lane.h"
#include "base/crypto.h"
#include "db/testing.h"
#include "rooms/identity/identity.h"

namespace identity {
namespace {

using namespace std::chrono_literals;
constexpr base::Instant noon{1'790'000'000'000'000};

class SessionsTest : public db::testing::OnEngine {
protected:
    SessionsTest() { db::migrate(database, app::migrations(), noon); }

    Opened opened(std::string const& number = "12345678Z", act::Level level = act::Level::Substantial,
                  std::string const& name = "Núria Puig", base::Instant at = noon)
    {
        return *lane.wait<Opened>([&](db::Tx& tx) -> base::Result<Opened> {
            return open_session(tx, {"nif", number, name, level, "demo"}, at, 60min);
        });
    }
    void doing(std::function<void(db::Tx&)> const& what)
    {
        lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            what(tx);
            return base::Done{};
        });
    }
    std::optional<act::Actor> actor(std::string const& token, base::Instant at = noon)
    {
        return who(database.read().snapshot(), token, at);
    }
    std::int64_t count(db::Sql sql) { return database.read().snapshot()(sql).at(0).integer(0); }

    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
};
INSTANTIATE_TEST_SUITE_P(Engines, SessionsTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(SessionsTest, ATokenNamesItsPersonLevelAndMethod)
{
    auto const session = opened();
    auto const by = actor(session.token);
    ASSERT_TRUE(by);
    EXPECT_EQ(by->kind, act::Actor::Kind::Person);
    EXPECT_EQ(by->person, session.person);
    EXPECT_EQ(by->level, act::Level::Substantial);
    EXPECT_EQ(by->method, "demo");
    EXPECT_EQ(by->name, "Núria Puig");
    EXPECT_TRUE(bool(by->session));
}

TEST_P(SessionsTest, OtherTextsNameNobody)
{
    auto const session = opened();
    for (auto const& text : {std::string(), std::string("x"), session.token + "x", session.token.substr(1),
                             base::sha256(session.token), session.person.text})
        EXPECT_FALSE(actor(text)) << text;
}

TEST_P(SessionsTest, ATokenEndsWithItsTime)
{
    auto const session = opened();
    EXPECT_EQ(session.until, noon + 60min);
    EXPECT_TRUE(actor(session.token, noon + 60min - 1us));
    EXPECT_FALSE(actor(session.token, noon + 60min));
}

TEST_P(SessionsTest, AClosedSessionIsOverAndOthersGoOn)
{
    auto const one = opened(), two = opened();
    EXPECT_NE(one.token, two.token);
    auto const session = actor(one.token)->session;
    doing([&](db::Tx& tx) { close_session(tx, session); });
    EXPECT_FALSE(actor(one.token));
    EXPECT_TRUE(actor(two.token));
}

TEST_P(SessionsTest, TheTokenItselfIsNotKept)
{
    auto const session = opened();
    auto const reader = database.read();
    auto const kept = reader.snapshot()(R"sql(select token from identity_session)sql").at(0).bytes(0);
    EXPECT_EQ(kept, base::sha256(session.token));
    EXPECT_GE(session.token.size(), 43u) << "256 bits";
}

TEST_P(SessionsTest, APersonIsOnePersonHoweverOftenTheyEnter)
{
    auto const one = opened(), two = opened("12345678Z", act::Level::High, "Núria Puig Ferrer");
    EXPECT_EQ(one.person, two.person);
    EXPECT_EQ(count("select count(*) from identity_person"), 1);
    EXPECT_EQ(actor(one.token)->name, "Núria Puig Ferrer") << "the newest proof of the name holds";
    EXPECT_EQ(actor(one.token)->level, act::Level::Substantial)
        << "a later high proof does not raise an earlier session";
    EXPECT_NE(opened("87654321X").person, one.person);
}

TEST_P(SessionsTest, PeopleAreFoundByIdAndDocument)
{
    auto const session = opened();
    auto const reader = database.read();
    auto const found = person(reader.snapshot(), session.person);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->document_number, "12345678Z");
    EXPECT_EQ(person_by_document(reader.snapshot(), "12345678Z")->id, session.person);
    EXPECT_FALSE(person_by_document(reader.snapshot(), "' or 1=1"));
    EXPECT_FALSE(person(reader.snapshot(), {"none"}));
}

TEST_P(SessionsTest, TheHourlyRoundEndsWhatIsOverAndNothingElse)
{
    auto const old = opened("12345678Z", act::Level::Low, "a", noon + -120min), young = opened();
    doing([](db::Tx& tx) { tidy(tx, noon); });
    EXPECT_EQ(count("select count(*) from identity_session"), 1);
    EXPECT_TRUE(actor(young.token));
    EXPECT_FALSE(actor(old.token));
}

}
}
