// SPDX-License-Identifier: EUPL-1.2
// Messages from the act to whoever sends them, on both engines.
#include "app/migrations.h"
#include "db/lane.h"
#include "db/testing.h"
#include "jobs/post.h"

namespace jobs {
namespace {

using namespace std::chrono_literals;
constexpr base::Instant noon{1'790'000'000'000'000};

class SetClock final : public base::Clock {
public:
    base::Instant now() const override { return at; }
    base::Instant at = noon;
};

// Takes down what it is given and answers as it is told.
struct Mailer final : ports::Mailer {
    ports::Sent send(ports::Letter const& letter) override
    {
        letters.push_back(letter);
        return answer;
    }
    ports::Check check() override { return {"mail", true, ""}; }
    std::vector<ports::Letter> letters;
    ports::Sent answer = ports::Sent::accepted();
};
struct Sms final : ports::Sms {
    ports::Sent send(ports::TextMessage const& message) override
    {
        messages.push_back(message);
        return ports::Sent::accepted();
    }
    ports::Check check() override { return {"sms", true, ""}; }
    std::vector<ports::TextMessage> messages;
};

class PostTest : public db::testing::OnEngine {
protected:
    PostTest()
    {
        db::migrate(database, app::migrations(), noon);
        for (auto const* const kind : {"mail", "sms"})
            queue.on(kind, [this](Job const& job) {
                return post.deliver(job, has_mailer ? &mailer : nullptr, has_sms ? &sms : nullptr, clock.now());
            });
    }
    void put(Message const& message)
    {
        lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            post.put(tx, message, clock.now());
            return base::Done{};
        });
    }
    std::string trouble(std::string const& state)
    {
        auto const found = rows(database.read().snapshot(), state, "", 10);
        return found.empty() ? "none" : found.at(0).trouble;
    }

    SetClock clock;
    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
    Queue queue{database, lane, clock};
    Post const post{std::string(32, 'k')};
    Mailer mailer;
    Sms sms;
    bool has_mailer = true, has_sms = true;
};
INSTANTIATE_TEST_SUITE_P(Engines, PostTest, db::testing::all_engines(), db::testing::engine_name);

Message letter()
{
    return {Message::By::Mail, "m1", "anna@exemple.cat", "El vostre codi", "És el 123456\nAjuntament", "ca", {}, false};
}

TEST_P(PostTest, ALetterArrivesAsItWasWrittenAndOnce)
{
    put(letter());
    put(letter());
    clock.at = noon + 5s;
    EXPECT_EQ(queue.run_due(), 1u);
    ASSERT_EQ(mailer.letters.size(), 1u);
    auto const& sent = mailer.letters[0];
    EXPECT_EQ(sent.id, "m1");
    EXPECT_EQ(sent.to, "anna@exemple.cat");
    EXPECT_EQ(sent.subject, "El vostre codi");
    EXPECT_EQ(sent.text, "És el 123456\nAjuntament");
    EXPECT_EQ(sent.language, "ca");
    EXPECT_EQ(sent.at, noon) << "written when it was put, however often it is tried";
}

TEST_P(PostTest, ATextMessageTakesItsOwnWay)
{
    put({Message::By::Sms, "s1", "+34600123456", "", "123456", "es", {}, false});
    EXPECT_EQ(queue.run_due(), 1u);
    ASSERT_EQ(sms.messages.size(), 1u);
    EXPECT_EQ(sms.messages[0].to, "+34600123456");
    EXPECT_EQ(sms.messages[0].language, "es");
    EXPECT_TRUE(mailer.letters.empty());
}

TEST_P(PostTest, TheRowTellsNeitherWhatNorToWhom)
{
    put(letter());
    auto const payload =
        database.read().snapshot()(R"sql(select payload from jobs_job where kind = 'mail')sql").at(0).text(0);
    for (auto const* const told : {"anna", "exemple", "codi", "123456"})
        EXPECT_EQ(payload.find(told), payload.npos) << told;
    Post const other{std::string(32, 'x')};
    EXPECT_EQ(other.deliver({"", "mail", "m1", payload, 1}, &mailer, &sms, noon).kind, Ending::Kind::GiveUp);
    EXPECT_EQ(post.deliver({"", "mail", "m2", payload, 1}, &mailer, &sms, noon).kind, Ending::Kind::GiveUp)
        << "a row's seal does not fit another row";
    EXPECT_TRUE(mailer.letters.empty());
}

TEST_P(PostTest, EndsAsTheServerSays)
{
    put(letter());
    mailer.answer = ports::Sent::later("answered 451");
    queue.run_due();
    EXPECT_EQ(trouble("waiting"), "answered 451");
    mailer.answer = ports::Sent::refused("answered 550 5.1.1");
    clock.at = noon + 1min;
    queue.run_due();
    EXPECT_EQ(trouble("dead"), "answered 550 5.1.1");
    EXPECT_EQ(mailer.letters.at(0).id, mailer.letters.at(1).id);
    EXPECT_EQ(mailer.letters.at(0).at, mailer.letters.at(1).at);
}

TEST_P(PostTest, WaitsUntilTheTownHasAServer)
{
    has_mailer = false;
    put(letter());
    queue.run_due();
    EXPECT_EQ(trouble("waiting"), "the town has no mail server");
    has_mailer = true;
    clock.at = noon + 1min;
    queue.run_due();
    EXPECT_EQ(mailer.letters.size(), 1u);
}

TEST_P(PostTest, WhatComesTooLateIsNotSent)
{
    auto late = letter();
    late.until = noon + 10min;
    put(late);
    clock.at = noon + 10min;
    queue.run_due();
    EXPECT_TRUE(mailer.letters.empty());
    EXPECT_EQ(trouble("dead"), "it could not be sent in its time");
}

TEST_P(PostTest, WhatIsWithheldIsDoneWithoutBeingSent)
{
    auto withheld = letter();
    withheld.withheld = true;
    put(withheld);
    EXPECT_EQ(queue.run_due(), 1u);
    EXPECT_TRUE(mailer.letters.empty());
    EXPECT_EQ(trouble("dead"), "none");
}

}
}
