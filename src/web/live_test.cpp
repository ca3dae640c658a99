// SPDX-License-Identifier: EUPL-1.2
// The hub of live topics on both engines, with threads that publish, listen and leave at once (./test threads).
#include "web/live.h"

#include "app/migrations.h"
#include "db/lane.h"
#include "db/testing.h"
#include "net/testing.h"
#include "net/websocket_testing.h"

namespace web {
namespace {

using namespace std::chrono_literals;
constexpr base::Instant noon{1'790'000'000'000'000};

class LiveTest : public db::testing::OnEngine {
protected:
    LiveTest()
    {
        db::migrate(database, app::migrations(), noon);
        lane.after_commit([this] { live.committed(); });
        live.topic("a", anyone());
        live.topic("b", anyone(), [this](act::Actor const&, json::value const&) { return ++said > 0; });
    }
    void publish(std::string const& topic, int number)
    {
        lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            live.publish(tx, topic, std::to_string(number), noon);
            return base::Done{};
        });
    }
    std::shared_ptr<net::Feed> listening(std::string const& who)
    {
        return *live.listen(database.read().snapshot(), {.topics = {"a"}, .who = who, .form = Live::Form::Messages});
    }
    // What a feed brings until so many messages have come, or too long has passed.
    static std::vector<std::string> heard(net::Feed& feed, std::size_t count)
    {
        std::vector<std::string> all;
        for (int i = 0; i < 1000 && all.size() < count; ++i) {
            for (auto const& piece : feed.take([] {})) all.push_back(*piece);
            std::this_thread::sleep_for(5ms);
        }
        return all;
    }

    std::atomic<int> said = 0;
    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
    Live live{database, settings};
};
INSTANTIATE_TEST_SUITE_P(Engines, LiveTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(LiveTest, EveryListenerHearsEachEventOnceAndInOrder)
{
    constexpr int publishers = 3, each = 20;
    auto const first = listening("first"), second = listening("second");
    std::vector<std::thread> threads;
    for (int p = 0; p < publishers; ++p)
        threads.emplace_back([&, p] {
            for (int i = 0; i < each; ++i) publish("a", p * each + i);
        });
    threads.emplace_back([&] { // who comes and goes meanwhile troubles nobody
        for (int i = 0; i < 10; ++i) {
            auto const passing = listening("passing");
            std::this_thread::sleep_for(2ms);
            passing->leave();
            live.recheck();
        }
    });
    auto const one = heard(*first, publishers * each), other = heard(*second, publishers * each);
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(one, other);
    ASSERT_EQ(one.size(), std::size_t(publishers * each));
    for (std::size_t i = 0; i < one.size(); ++i)
        EXPECT_TRUE(one[i].starts_with("{\"id\":" + std::to_string(i + 1) + ",")) << one[i];
}

TEST_P(LiveTest, WhoMayNotListenAnyMoreIsLetGo)
{
    std::atomic<bool> there = true;
    std::atomic<act::Level> level = act::Level::High;
    live.on_recheck([&](db::Snapshot const&, act::Actor by) {
        by.kind = act::Actor::Kind::Person;
        by.level = level;
        return there ? std::optional(by) : std::nullopt;
    });
    live.topic("high", citizen(act::Level::High));
    auto const feed = listening("somebody");
    auto const guarded = *live.listen(database.read().snapshot(), {.topics = {"a", "high"}, .who = "another"});
    live.recheck();
    EXPECT_TRUE(feed->open() && guarded->open());
    level = act::Level::Low;
    live.recheck();
    EXPECT_TRUE(feed->open());
    EXPECT_FALSE(guarded->open()) << "one of its topics is not theirs any more";
    there = false;
    live.recheck();
    EXPECT_FALSE(feed->open());
}

TEST_P(LiveTest, ManyTalkOverConnectionsAtOnce)
{
    net::testing::Served const served([this](net::Request& request) -> net::Outcome {
        auto const reader = database.read();
        Live::Asking const asking{.topics = {"a", "b"}, .who = request.target};
        return net::websocket_answer(request, *live.converse(reader.snapshot(), asking));
    });
    constexpr int talkers = 8, words = 5;
    std::vector<std::string> came(talkers);
    std::vector<std::thread> threads;
    for (int t = 0; t < talkers; ++t)
        threads.emplace_back([&, t] {
            net::testing::Socket const socket(served.port());
            socket.say("GET /" + std::to_string(t) +
                       " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            for (int i = 0; i < words; ++i)
                socket.say(net::testing::frame(net::testing::Text, R"({"topic":"b","data":"x"})"));
            came[std::size_t(t)] = socket.hear(3);
        });
    while (live.listeners() < std::size_t(talkers)) std::this_thread::sleep_for(5ms);
    publish("a", 7);
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(said, talkers * words);
    for (auto const& text : came) EXPECT_NE(text.find(R"({"id":1,"topic":"a","data":7})"), text.npos);
}

}
}
