// SPDX-License-Identifier: EUPL-1.2
// Live topics over real connections: told after the commit, caught up by Last-Event-ID, for those who may listen.
#include "http/office.h"

#include <set>

namespace http {
namespace {

using namespace std::chrono_literals;

void publish(House& house, std::string const& data, bool keep = true)
{
    auto& town = *house.town;
    auto const done = town.lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        town.live.publish(tx, "jobs", data, house.clock.now());
        if (!keep) return base::Refusal{base::Refusal::Why::Conflict, "x"};
        return base::Done{};
    });
    EXPECT_EQ(bool(done), keep);
}

// What comes over one connection within a while.
std::string heard(
    House& house, std::string const& token, std::string const& last_id, std::function<void()> const& meanwhile = [] {})
{
    std::string text;
    std::thread listening([&] {
        text = house.client.raw({"GET /directe?tema=jobs HTTP/1.1\r\nHost: " + house.client.host() +
                                 "\r\nAuthorization: Bearer " + token +
                                 (last_id.empty() ? "" : "\r\nLast-Event-ID: " + last_id) + "\r\n\r\n"},
                                2);
    });
    std::this_thread::sleep_for(300ms);
    meanwhile();
    listening.join();
    return text;
}

TEST(Live, TellsWhatIsCommittedAndNothingThatWasUndone)
{
    House own;
    auto const token = own.staff_token("laia");
    auto const text = heard(own, token, "", [&] {
        publish(own, R"({"n":1})");
        publish(own, R"({"n":2})", false);
        publish(own, R"({"n":3})");
    });
    EXPECT_NE(text.find("Content-Type: text/event-stream"), text.npos);
    EXPECT_NE(text.find("event: jobs\ndata: {\"n\":1}\n\n"), text.npos) << text;
    EXPECT_EQ(text.find("\"n\":2"), text.npos);
    EXPECT_NE(text.find("\"n\":3"), text.npos);
}

TEST(Live, CatchesUpFromTheLastEventHeard)
{
    House own;
    auto const token = own.staff_token("laia");
    for (int i = 1; i <= 4; ++i) publish(own, "{\"n\":" + std::to_string(i) + "}");
    auto const text = heard(own, token, "2");
    EXPECT_EQ(text.find("\"n\":2"), text.npos);
    EXPECT_LT(text.find("\"n\":3"), text.find("\"n\":4")) << text;
    EXPECT_EQ(heard(own, token, "").find("event:"), std::string::npos) << "a fresh page knows everything already";
    EXPECT_NE(heard(own, token, "900").find("event: again"), std::string::npos) << "an id of another life";
    for (auto const* const odd : {"-3", "x", "99999999999999999999999"})
        EXPECT_EQ(heard(own, token, odd).find("event:"), std::string::npos) << odd;
}

TEST(Live, IsForThoseWhoMayAndLimitedForEach)
{
    House own;
    auto const get = [&](std::string const& target, net::Headers headers) {
        headers.emplace_back("Accept", "application/json");
        return own.client.get(target, std::move(headers)).status;
    };
    EXPECT_EQ(get("/directe?tema=jobs", {}), 401);
    EXPECT_EQ(get("/directe?tema=jobs", bearer(own.token())), 403);
    EXPECT_EQ(get("/directe?tema=jobs", bearer(own.staff_token("albert"))), 403) << "not every role";
    EXPECT_EQ(get("/directe?tema=res", bearer(own.staff_token("laia"))), 404);
    EXPECT_EQ(get("/directe", bearer(own.staff_token("laia"))), 422);

    auto const reader = own.town->database.read();
    std::vector<std::shared_ptr<net::Feed>> feeds;
    for (std::size_t i = 0; i < web::Live::most_each; ++i)
        feeds.push_back(*own.town->live.listen(reader.snapshot(), {.topics = {"jobs"}, .who = "somebody"}));
    EXPECT_FALSE(own.town->live.listen(reader.snapshot(), {.topics = {"jobs"}, .who = "somebody"}));
    EXPECT_TRUE(own.town->live.listen(reader.snapshot(), {.topics = {"jobs"}, .who = "another"}));
    feeds.front()->close();
    publish(own, "{}");
    for (int i = 0; i < 50 && own.town->live.listeners() > web::Live::most_each; ++i) std::this_thread::sleep_for(20ms);
    EXPECT_TRUE(own.town->live.listen(reader.snapshot(), {.topics = {"jobs"}, .who = "somebody"}))
        << "a place was freed";
}

TEST(Live, AskingWhatThereWouldBeIsNotListening)
{
    House own;
    auto const asked = own.client.send("HEAD", "/directe?tema=jobs", bearer(own.staff_token("laia")));
    EXPECT_EQ(asked.status, 200);
    publish(own, "{}");
    for (int i = 0; i < 50 && own.town->live.listeners() > 0; ++i) std::this_thread::sleep_for(20ms);
    EXPECT_EQ(own.town->live.listeners(), 0u);
}

TEST(Live, AListenerThatLagsBehindIsLetGo)
{
    net::Feed feed(100);
    auto const piece = std::make_shared<std::string const>(60, 'x');
    EXPECT_TRUE(feed.push(piece));
    EXPECT_FALSE(feed.push(piece));
    EXPECT_FALSE(feed.open());
    EXPECT_TRUE(feed.take([] {}).empty());
}

TEST(Live, NumbersGoOnAfterTheOldOnesAreForgotten)
{
    House own;
    for (int i = 0; i < 3; ++i) publish(own, "{}");
    own.clock.advance(20min);
    own.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        web::Live::tidy(tx, own.clock.now());
        return base::Done{};
    });
    publish(own, R"({"n":4})");
    auto const reader = own.town->database.read();
    auto const rows = reader.snapshot()("select id from web_event order by id");
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[1].integer(0), 4);
}

}
}
