// SPDX-License-Identifier: EUPL-1.2
// What clamd may answer, and what it may fail to: only its own word makes a file clean. The real one is asked in
// tests/uploads.
#include "ports/virus_scan/virus_scan.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace ports {
namespace {

using namespace std::chrono_literals;

// Takes one connection, hears as much as is said, and answers what the test wants it to.
class Daemon {
public:
    Daemon(std::string said, bool hangs_up = true) : number(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof here;
        if (bind(number, reinterpret_cast<sockaddr*>(&here), length) != 0 || listen(number, 1) != 0)
            throw std::runtime_error("no socket");
        getsockname(number, reinterpret_cast<sockaddr*>(&here), &length);
        port = ntohs(here.sin_port);
        thread = std::thread([this, answer = std::move(said), hangs_up] {
            auto const peer = accept(number, nullptr, nullptr);
            char piece[4096];
            while (!heard.ends_with(std::string_view("\0\0\0\0", 4)) && heard != std::string_view("zVERSION\0", 9)) {
                auto const count = recv(peer, piece, sizeof piece, 0);
                if (count <= 0) break;
                heard.append(piece, std::size_t(count));
            }
            if (!answer.empty()) send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
            if (!hangs_up) recv(peer, piece, sizeof piece, 0); // until the other end has had enough
            close(peer);
        });
    }
    ~Daemon()
    {
        thread.join();
        close(number);
    }

    std::uint16_t port = 0;
    std::string heard;

private:
    int const number;
    std::thread thread;
};

Scanned asked(std::uint16_t port, std::vector<std::string> pieces = {"bon ", "dia"}, int seconds = 5)
{
    std::size_t at = 0;
    auto const scanner = clamd({.host = "127.0.0.1", .port = port, .seconds = seconds});
    return scanner->scan([&] { return at < pieces.size() ? pieces[at++] : std::string(); });
}

std::string nul(std::string text) { return text + '\0'; }

TEST(Clamd, IsSentTheFileInChunksWithTheirLengths)
{
    std::string heard;
    {
        Daemon daemon(nul("stream: OK"));
        EXPECT_EQ(asked(daemon.port).verdict, Scanned::Verdict::Clean);
        std::this_thread::sleep_for(50ms);
        heard = daemon.heard;
    }
    EXPECT_EQ(heard, std::string("zINSTREAM\0\0\0\0\4bon \0\0\0\3dia\0\0\0\0", 10 + 8 + 7 + 4));
}

TEST(Clamd, NamesWhatItFound)
{
    Daemon daemon(nul("stream: Eicar-Test-Signature FOUND"));
    auto const found = asked(daemon.port);
    EXPECT_EQ(found.verdict, Scanned::Verdict::Infected);
    EXPECT_EQ(found.found, "Eicar-Test-Signature");
}

TEST(Clamd, HasFoundNothingCleanUnlessItSaysSo)
{
    for (auto const* const said : {"", "INSTREAM size limit exceeded. ERROR", "stream: OK but", "OK",
                                   "stream: ", "UNKNOWN COMMAND", "stream: Can't allocate memory ERROR"}) {
        Daemon daemon(*said ? nul(said) : "");
        auto const found = asked(daemon.port);
        EXPECT_EQ(found.verdict, Scanned::Verdict::Unknown) << said;
        EXPECT_FALSE(found.trouble.empty()) << said;
    }
}

TEST(Clamd, ThatIsSlowIsNotWaitedForLongerThanItsTime)
{
    Daemon daemon("", false);
    auto const from = std::chrono::steady_clock::now();
    EXPECT_EQ(asked(daemon.port, {"x"}, 1).verdict, Scanned::Verdict::Unknown);
    EXPECT_LT(std::chrono::steady_clock::now() - from, 3s);
}

TEST(Clamd, ThatIsAwayIsToldSo)
{
    EXPECT_EQ(asked(1).verdict, Scanned::Verdict::Unknown);
    auto const scanner = clamd({.socket = "/nonexistent/clamd.ctl"});
    EXPECT_EQ(scanner->scan([] { return std::string(); }).verdict, Scanned::Verdict::Unknown);
    EXPECT_FALSE(scanner->check().ready);
    Daemon daemon(nul("ClamAV 1.4.3/27000"));
    auto const here = clamd({.host = "127.0.0.1", .port = daemon.port})->check();
    EXPECT_TRUE(here.ready);
    EXPECT_EQ(here.detail, "ClamAV 1.4.3/27000");
}

}
}
