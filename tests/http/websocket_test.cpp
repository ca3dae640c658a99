// SPDX-License-Identifier: EUPL-1.2
// Live topics by WebSocket over real connections: the same events, for the same people, and what may be said there.
#include "http/office.h"
#include "net/testing.h"
#include "net/websocket_testing.h"

namespace http {
namespace {

using namespace std::chrono_literals;
using net::testing::frame;
using net::testing::frames;

std::string asking(Client const& client, std::string const& target, std::string const& more)
{
    return "GET " + target + " HTTP/1.1\r\nHost: " + client.host() +
           "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
           more + "\r\n";
}

std::string by(std::string const& token) { return "Authorization: Bearer " + token + "\r\n"; }

// What comes after the head, which must agree.
std::vector<net::testing::Frame> heard(std::string const& bytes)
{
    EXPECT_TRUE(bytes.starts_with("HTTP/1.1 101 ")) << bytes.substr(0, 300);
    EXPECT_NE(bytes.find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), bytes.npos);
    return frames(std::string_view(bytes).substr(std::min(bytes.size(), bytes.find("\r\n\r\n") + 4)));
}

void publish(House& house, std::string const& data)
{
    house.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        house.town->live.publish(tx, "jobs", data, house.clock.now());
        return base::Done{};
    });
}

TEST(LiveSocket, TellsWhatIsCommittedAndAnswersPings)
{
    House own;
    std::thread publishing([&] {
        std::this_thread::sleep_for(300ms);
        publish(own, R"({"n":1})");
    });
    auto const list = heard(own.client.raw(
        {asking(own.client, "/directe?tema=jobs", by(own.staff_token("laia"))) + frame(net::testing::Ping, "so?")}, 2));
    publishing.join();
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0], (net::testing::Frame{net::testing::Pong, "so?"}));
    EXPECT_EQ(list[1].payload, R"({"id":1,"topic":"jobs","data":{"n":1}})");
}

TEST(LiveSocket, CatchesUpFromTheLastEventHeard)
{
    House own;
    for (int i = 1; i <= 3; ++i) publish(own, "{\"n\":" + std::to_string(i) + "}");
    auto const after = [&](std::string const& id) {
        auto const target = "/directe?tema=jobs&despres=" + id;
        return heard(own.client.raw({asking(own.client, target, by(own.staff_token("laia")))}, 1));
    };
    auto const missed = after("2");
    ASSERT_EQ(missed.size(), 1u);
    EXPECT_EQ(missed[0].payload, R"({"id":3,"topic":"jobs","data":{"n":3}})");
    ASSERT_EQ(after("900").size(), 1u);
    EXPECT_EQ(after("900")[0].payload, R"({"topic":"again","data":{}})");
}

TEST(LiveSocket, IsForThoseWhoMayAndNeverForAnotherSite)
{
    auto& own = house();
    auto const status = [&](std::string const& more, std::string const& target = "/directe?tema=jobs") {
        return own.client.raw({asking(own.client, target, more)}, 1).substr(9, 3);
    };
    auto const cookie = "Cookie: sessio=" + own.staff_token("laia") + "\r\n";
    EXPECT_EQ(status(""), "401");
    EXPECT_EQ(status(by(own.token())), "403");
    EXPECT_EQ(status(by(own.staff_token("laia")), "/directe?tema=res"), "404");
    EXPECT_EQ(status(cookie + "Origin: http://" + own.client.host() + "\r\n"), "101");
    EXPECT_EQ(status(cookie + "Origin: https://elsewhere.example\r\n"), "403");
    EXPECT_EQ(status(cookie), "403") << "a browser says where it comes from";
    auto const old = own.client.raw(
        {replaced(asking(own.client, "/directe?tema=jobs", by(own.staff_token("laia"))), "Version: 13", "Version: 8")},
        1);
    EXPECT_EQ(old.substr(9, 3), "426");
    EXPECT_EQ(own.client.raw({asking(own.client, "/", "")}, 1).substr(9, 3), "200") << "elsewhere it is a page";
}

TEST(LiveSocket, WhoSaysWhatNobodyAskedForIsLetGo)
{
    auto& own = house();
    for (auto const& word : {frame(net::testing::Text, R"({"topic":"jobs","data":1})"),
                             frame(net::testing::Text, "nonsense"), frame(net::testing::Text, "[]")}) {
        auto const list =
            heard(own.client.raw({asking(own.client, "/directe?tema=jobs", by(own.staff_token("laia"))) + word}, 2));
        ASSERT_EQ(list.size(), 1u);
        EXPECT_EQ(list[0].status(), 1008);
    }
}

TEST(LiveSocket, WhoseSessionEndsHearsNothingMore)
{
    House own;
    auto const token = own.staff_token("laia");
    std::thread ending([&] {
        std::this_thread::sleep_for(300ms);
        own.town->live.recheck();
        EXPECT_EQ(own.town->live.listeners(), 1u);
        own.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            tx("delete from staff_session");
            return base::Done{};
        });
        own.town->live.recheck();
    });
    auto const list = heard(own.client.raw({asking(own.client, "/directe?tema=jobs", by(token))}, 3));
    ending.join();
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].status(), 1000);
    publish(own, "{}");
    for (int i = 0; i < 50 && own.town->live.listeners() > 0; ++i) std::this_thread::sleep_for(20ms);
    EXPECT_EQ(own.town->live.listeners(), 0u);
}

TEST(LiveSocket, WhoLosesTheRoleHearsNothingMoreThoughTheSessionLasts)
{
    House own;
    auto const token = own.staff_token("laia");
    std::thread taking([&] {
        std::this_thread::sleep_for(300ms);
        own.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            tx("delete from staff_grant");
            return base::Done{};
        });
        own.town->live.recheck();
    });
    auto const list = heard(own.client.raw({asking(own.client, "/directe?tema=jobs", by(token))}, 3));
    taking.join();
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].status(), 1000);
}

// A second hub on the same database, as another process has it, with a topic where people speak.
TEST(LiveSocket, HandsOnWhatIsSaidWhereSomebodyListens)
{
    House own;
    web::Live live(own.town->database, own.town->config.database);
    std::mutex mutex;
    std::vector<std::string> said;
    live.topic("room", web::anyone(), [&](act::Actor const& who, web::json::value const& data) {
        std::lock_guard const hold(mutex);
        said.push_back(who.name + ": " + web::json::serialize(data));
        return data.is_string();
    });
    net::testing::Served const served([&](net::Request& request) -> net::Outcome {
        auto const reader = own.town->database.read();
        act::Actor someone;
        someone.name = "Laia";
        return net::websocket_answer(
            request, *live.converse(reader.snapshot(), {.topics = {"room", "jobs"}, .by = someone, .who = "laia"}));
    });
    Client const client(served.port());
    std::thread publishing([&] {
        std::this_thread::sleep_for(300ms);
        publish(own, R"({"from":"elsewhere"})");
    });
    auto const list =
        heard(client.raw({asking(client, "/", ""), frame(net::testing::Text, R"({"topic":"room","data":"hola"})"),
                          frame(net::testing::Text, R"({"topic":"room","data":"adéu"})")},
                         3, 50));
    publishing.join();
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].payload, R"({"id":1,"topic":"jobs","data":{"from":"elsewhere"}})");
    auto const bad =
        heard(client.raw({asking(client, "/", "") + frame(net::testing::Text, R"({"topic":"room","data":7})")}, 2));
    ASSERT_EQ(bad.size(), 1u);
    EXPECT_EQ(bad[0].status(), 1008);
    std::lock_guard const hold(mutex);
    EXPECT_EQ(said, (std::vector<std::string>{"Laia: \"hola\"", "Laia: \"adéu\"", "Laia: 7"}));
}

TEST(LiveSocket, ManyWordsAMinuteAreTooMany)
{
    net::testing::Served const served([](net::Request& request) -> net::Outcome {
        auto conversation = std::make_shared<net::Conversation>();
        conversation->most_messages_a_minute = 5;
        conversation->heard = [](std::string_view) { return true; };
        return net::websocket_answer(request, conversation);
    });
    Client const client(served.port());
    auto const words = [&](int count) {
        std::string text;
        for (int i = 0; i < count; ++i) text += frame(net::testing::Text, "x");
        return heard(client.raw({asking(client, "/", "") + text}, 1));
    };
    EXPECT_TRUE(words(5).empty());
    ASSERT_EQ(words(6).size(), 1u);
    EXPECT_EQ(words(6)[0].status(), 1008);
}

}
}
