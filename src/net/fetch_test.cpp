// SPDX-License-Identifier: EUPL-1.2
// Outgoing HTTP against our own server: what is sent, what comes back, and every way to fail.
#include "net/fetch.h"

#include "app/sample/authority.h"
#include "db/testing.h"
#include "net/testing.h"

#include <fstream>

namespace net {
namespace {

using namespace std::chrono_literals;
using testing::Served;
using Fault = Fetched::Fault;

TEST(Fetch, SendsWhatItIsToldAndHandsBackTheWholeAnswer)
{
    Request seen;
    Served const served([&](Request& request) {
        seen = request;
        auto response = testing::text("benvinguts", 202);
        response.headers.emplace_back("X-Town", "  Vilanova ");
        return response;
    });
    auto const answer = fetch({.url = served.url("/ocsp?x=1"),
                               .method = "POST",
                               .headers = {{"Content-Type", "application/ocsp-request"}},
                               .body = std::string("\0\x01\xff", 3)});
    EXPECT_EQ(answer.fault, Fault::None);
    EXPECT_EQ(answer.status, 202);
    EXPECT_EQ(answer.body, "benvinguts");
    EXPECT_EQ(find(answer.headers, "x-town"), "Vilanova");
    EXPECT_EQ(seen.method, "POST");
    EXPECT_EQ(seen.target, "/ocsp?x=1");
    EXPECT_EQ(seen.body, std::string("\0\x01\xff", 3));
    EXPECT_EQ(find(seen.headers, "Content-Type"), "application/ocsp-request");
    EXPECT_EQ(find(seen.headers, "Expect"), "");
}

TEST(Fetch, AnswersOfAnyStatusAreAnswersButOnly200IsGood)
{
    Served const served([](Request& request) { return testing::text("", request.target == "/no" ? 404 : 200); });
    auto const no = fetch({.url = served.url("/no")}), yes = fetch({.url = served.url("/yes")});
    EXPECT_EQ(no.fault, Fault::None);
    EXPECT_EQ(no.status, 404);
    EXPECT_FALSE(no.good());
    EXPECT_TRUE(yes.good());
}

TEST(Fetch, OnlyHttpAndOnlyToAnAddress)
{
    for (auto const* const url : {"", "file:///etc/passwd", "ftp://localhost/x", "gopher://localhost/", "http://",
                                  "ldap://localhost/cn=x", "no address"}) {
        auto const answer = fetch({.url = url});
        EXPECT_NE(answer.fault, Fault::None) << url;
        EXPECT_EQ(answer.body, "") << url;
    }
    EXPECT_EQ(fetch({.url = "file:///etc/passwd"}).fault, Fault::BadAddress);
    EXPECT_EQ(fetch({.url = "http://nobody.invalid/"}).fault, Fault::Unresolved);
    EXPECT_EQ(fetch({.url = "http://127.0.0.1:1/"}).fault, Fault::Unreachable);
}

TEST(Fetch, FollowsRedirectsOnlyWhenAskedToAndNeverToAFile)
{
    Served const served([](Request& request) {
        if (request.target == "/here") return testing::text("arrived");
        auto response = testing::text("elsewhere", 303);
        response.headers.emplace_back("Location", request.target == "/file" ? "file:///etc/passwd" : "/here");
        return response;
    });
    auto const stays = fetch({.url = served.url("/there")});
    EXPECT_EQ(stays.status, 303);
    EXPECT_EQ(stays.body, "elsewhere");
    EXPECT_EQ(fetch({.url = served.url("/there"), .redirects = 1}).body, "arrived");
    EXPECT_EQ(fetch({.url = served.url("/file"), .redirects = 1}).fault, Fault::BadAddress);
}

TEST(Fetch, TakesNoMoreThanItWasToldTo)
{
    Served const served([](Request&) { return testing::text(std::string(1001, 'x')); });
    EXPECT_EQ(fetch({.url = served.url(), .max_bytes = 1001}).body.size(), 1001u);
    auto const over = fetch({.url = served.url(), .max_bytes = 1000});
    EXPECT_EQ(over.fault, Fault::TooLarge);
    EXPECT_EQ(over.body, "");
}

TEST(Fetch, TakesNoMoreOfAnAnswerThatDoesNotSayHowLongItIs)
{
    Served const served([](Request&) {
        Response response;
        response.headers = {{"Content-Type", "text/plain"}};
        response.feed = std::make_shared<Feed>();
        response.feed->push(std::make_shared<std::string const>(std::string(1001, 'x')));
        response.feed->close();
        return response;
    });
    EXPECT_EQ(fetch({.url = served.url(), .max_bytes = 1001}).body.size(), 1001u);
    EXPECT_EQ(fetch({.url = served.url(), .max_bytes = 1000}).fault, Fault::TooLarge);
}

TEST(Fetch, WaitsNoLongerThanItsTime)
{
    std::vector<Reply> waiting;
    std::mutex mutex;
    Served const served([&](Request&) -> Outcome {
        return [&](Reply reply) {
            std::lock_guard const hold(mutex);
            waiting.push_back(std::move(reply)); // never answered while the client waits
        };
    });
    auto const begun = std::chrono::steady_clock::now();
    EXPECT_EQ(fetch({.url = served.url(), .timeout = 200ms}).fault, Fault::TimedOut);
    auto const took = std::chrono::steady_clock::now() - begun;
    EXPECT_GE(took, 190ms);
    EXPECT_LT(took, 5s);
    std::lock_guard const hold(mutex);
    for (auto const& reply : waiting) reply(testing::text("late"));
}

class OverTls : public ::testing::Test {
protected:
    static base::Instant now() { return base::SystemClock().now(); }
    static Listening listening(sample::Certificate const& shown, bool ask)
    {
        return {.port = 0, .identities = {{"localhost", shown.pem, shown.key_pem}}, .ask_certificate = ask};
    }
    std::string file_of(std::string const& pem) const
    {
        auto const path = (db::testing::folder() / (base::hex(base::random_bytes(6)) + ".pem")).string();
        std::ofstream(path) << pem;
        return path;
    }
    sample::Authority const authority{"Arrel de prova", now()};
    sample::Certificate const server = authority.issue(
        {.subject = {{"CN", "localhost"}}, .hosts = "DNS:localhost,IP:127.0.0.1", .purposes = "serverAuth"});
    sample::Certificate const stranger =
        sample::Authority("Una altra arrel", now())
            .issue({.subject = {{"CN", "localhost"}}, .hosts = "DNS:localhost", .purposes = "serverAuth"});
};

TEST_F(OverTls, TrustsOnlyTheAuthoritiesThatItIsGiven)
{
    Served const served([](Request& request) { return testing::text(request.secure ? "secure" : "plain"); },
                        listening(server, false));
    auto const trusted = fetch({.url = served.url("/", "https"), .ca_file = file_of(authority.pem())});
    EXPECT_EQ(trusted.fault, Fault::None) << name(trusted.fault);
    EXPECT_EQ(trusted.body, "secure");
    EXPECT_EQ(fetch({.url = served.url("/", "https")}).fault, Fault::Untrusted);
    Served const other([](Request&) { return testing::text("x"); }, listening(stranger, false));
    EXPECT_EQ(fetch({.url = other.url("/", "https"), .ca_file = file_of(authority.pem())}).fault, Fault::Untrusted);
}

}
}
