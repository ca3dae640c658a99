// SPDX-License-Identifier: EUPL-1.2
// Bodies that come in pieces: handed up as they come, cut off or whole.
#include "net/testing.h"

#include <atomic>
#include <gtest/gtest.h>
#include <mutex>

namespace net {
namespace {

constexpr std::size_t mebibyte = 1 << 20, largest = 64 * mebibyte;

// A server that takes what is PUT to it in pieces, answers with its length, and remembers what came.
class Taking {
public:
    explicit Taking(Limits limits = {}) :
        server(
            {.port = 0}, limits, 1,
            [](std::string_view method, std::string_view) { return Allowance(largest, method == "PUT"); },
            [this](Request& request) { return begun(request); }),
        thread([this] { server.run(); })
    {
    }
    ~Taking()
    {
        server.stop();
        thread.join();
    }
    std::uint16_t port() const { return server.port(); }

    std::size_t bytes() const { return sum; }
    std::size_t largest_piece() const { return widest; }
    int pieces() const { return count; }
    bool cut() const { return was_cut; }
    // Until something was heard, for two seconds at most.
    void wait_until(std::function<bool()> const& good) const
    {
        for (int i = 0; i < 200 && !good(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }

private:
    Outcome begun(Request& request)
    {
        if (request.method != "PUT") return testing::text(request.method);
        if (request.target == "/no") return testing::text("no", 403);
        auto intake = std::make_shared<Intake>();
        auto const refused_at = request.target == "/enough" ? 2 : -1;
        intake->take = [this, refused_at](Intake::Piece piece, Reply reply) {
            if (std::size_t(piece.at) != sum) ADD_FAILURE() << "a piece out of its place";
            sum += piece.bytes.size();
            widest = std::max(widest.load(), piece.bytes.size());
            was_cut = piece.cut;
            if (++count == refused_at) return reply(testing::text("enough", 409));
            Response more;
            more.status = 100;
            reply(piece.last ? testing::text(std::to_string(sum)) : more);
        };
        return intake;
    }

    std::atomic<std::size_t> sum = 0, widest = 0;
    std::atomic<int> count = 0;
    std::atomic<bool> was_cut = false;
    Server server;
    std::thread thread;
};

std::string head(std::size_t length, std::string const& target = "/", std::string const& more = "")
{
    return "PUT " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(length) + "\r\n" + more +
           "\r\n";
}

TEST(Intake, HandsUpPiecesOfAMebibyteAtMostAndGoesOnWithTheConnection)
{
    Taking taking;
    testing::Socket const peer(taking.port());
    peer.say(head(5 * mebibyte) + std::string(5 * mebibyte, 'x'));
    peer.say("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    auto const heard = peer.hear(5);
    EXPECT_EQ(taking.bytes(), 5 * mebibyte);
    EXPECT_LE(taking.largest_piece(), mebibyte);
    EXPECT_GE(taking.pieces(), 5);
    EXPECT_FALSE(taking.cut());
    EXPECT_NE(heard.find(std::to_string(5 * mebibyte)), std::string::npos);
    EXPECT_NE(heard.find("\r\n\r\nGET"), std::string::npos) << "the next request on the same connection";
}

TEST(Intake, KeepsWhatCameBeforeTheConnectionBroke)
{
    Taking taking;
    {
        testing::Socket const peer(taking.port());
        peer.say(head(5 * mebibyte) + std::string(2 * mebibyte + 77, 'x'));
        // Not before it has been read: closing with bytes unread would be a reset.
        taking.wait_until([&] { return taking.bytes() > mebibyte; });
    }
    taking.wait_until([&] { return taking.cut(); });
    EXPECT_TRUE(taking.cut());
    EXPECT_EQ(taking.bytes(), 2 * mebibyte + 77);
}

TEST(Intake, KeepsWhatAPeerBroughtWhoIsTooSlow)
{
    Taking taking({.seconds_to_read = 1, .seconds_for_piece = 1});
    testing::Socket const peer(taking.port());
    peer.say(head(100) + "slow");
    taking.wait_until([&] { return taking.cut(); });
    for (int i = 0; i < 3 && !taking.cut(); ++i) std::this_thread::sleep_for(std::chrono::seconds(1));
    EXPECT_TRUE(taking.cut());
    EXPECT_EQ(taking.bytes(), 4u);
}

TEST(Intake, AsksBeforeTheFirstByteIsSent)
{
    Taking taking;
    testing::Socket const peer(taking.port());
    peer.say(head(4, "/", "Expect: 100-continue\r\nConnection: close\r\n"));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    peer.say("four");
    auto const heard = peer.hear(5);
    EXPECT_TRUE(heard.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200")) << heard;

    testing::Socket const other(taking.port());
    other.say(head(4, "/no", "Expect: 100-continue\r\n"));
    auto const said = other.hear(5);
    EXPECT_TRUE(said.starts_with("HTTP/1.1 403")) << said;
    EXPECT_NE(said.find("Connection: close"), std::string::npos);
}

TEST(Intake, IsHeardByWhoStillSendsWhenItSaysNo)
{
    Taking taking;
    for (auto const* const target : {"/no", "/enough"}) {
        testing::Socket const peer(taking.port());
        peer.say(head(3 * mebibyte, target) + std::string(3 * mebibyte, 'x'));
        auto const heard = peer.hear(8);
        EXPECT_TRUE(heard.starts_with("HTTP/1.1 4")) << target << ": " << heard;
    }
}

TEST(Intake, TakesChunksAndRefusesBrokenOnes)
{
    Taking taking;
    auto const chunked =
        std::string("PUT / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
    testing::Socket const peer(taking.port());
    peer.say(chunked + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    EXPECT_NE(peer.hear(5).find("\r\n\r\n5"), std::string::npos);
    EXPECT_FALSE(taking.cut());
    Taking other;
    testing::Socket const bad(other.port());
    bad.say(chunked + "3\r\nabc\r\nzz\r\n");
    EXPECT_TRUE(bad.hear(5).starts_with("HTTP/1.1 400"));
    EXPECT_TRUE(other.cut()) << "what came is kept, and known not to be whole";
    EXPECT_EQ(other.bytes(), 3u);
}

TEST(Intake, OfNothingIsOneLastPiece)
{
    Taking taking;
    testing::Socket const peer(taking.port());
    peer.say(head(0, "/", "Connection: close\r\n"));
    EXPECT_NE(peer.hear(5).find("\r\n\r\n0"), std::string::npos);
    EXPECT_EQ(taking.pieces(), 1);
}

TEST(Intake, OfMoreThanAllowedIsRefusedBeforeItComes)
{
    Taking taking;
    testing::Socket const peer(taking.port());
    peer.say(head(largest + 1));
    EXPECT_TRUE(peer.hear(5).starts_with("HTTP/1.1 413"));
    EXPECT_EQ(taking.pieces(), 0);
}

}
}
