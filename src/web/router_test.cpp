// SPDX-License-Identifier: EUPL-1.2
// Matching of addresses to routes.
#include "web/router.h"

#include <gtest/gtest.h>

namespace web {
namespace {

struct Room {};

base::Result<web::Nothing> show(Room&, db::Snapshot const&, Call const&, web::Nothing const&) { return Nothing{}; }
base::Result<int> prepare(Room&, db::Snapshot const&, Call const&, web::Nothing const&) { return 1; }
base::Result<web::Nothing> record(Room&, act::Act&, int const&) { return Nothing{}; }

struct RouterTest : ::testing::Test {
    RouterTest()
    {
        on.look("/", anyone(), room, show);
        on.look("/tramits", anyone(), room, show);
        on.look("/tramits/{id}", anyone(), room, show);
        on.look("/tramits/volant", citizen(act::Level::High), room, show);
        on.act("/tramits/volant", citizen(act::Level::High), room, prepare, record);
        on.ask("/tramits", anyone(), room, show);
        on.look("/a/{one}/b/{two}", anyone(), room, show);
        on.look("/a/x/b/{two}", anyone(), room, show);
    }
    std::string pattern(std::string_view method, std::string_view path) const
    {
        auto const match = on.match(method, path);
        return match.route ? match.route->pattern : "";
    }
    Room room;
    Router on;
};

TEST_F(RouterTest, LiteralSegmentsWinOverParameters)
{
    EXPECT_EQ(pattern("GET", "/tramits/volant"), "/tramits/volant");
    EXPECT_EQ(pattern("GET", "/tramits/altre"), "/tramits/{id}");
    EXPECT_EQ(pattern("GET", "/a/x/b/y"), "/a/x/b/{two}");
    EXPECT_EQ(pattern("GET", "/a/z/b/y"), "/a/{one}/b/{two}");
}

TEST_F(RouterTest, ParametersTakeOneWholeSegment)
{
    auto const match = on.match("GET", "/a/1/b/2 3");
    ASSERT_TRUE(match.route);
    EXPECT_EQ(match.parameters, (std::vector<std::pair<std::string, std::string>>{{"one", "1"}, {"two", "2 3"}}));
    for (auto const* const path :
         {"/tramits/", "/tramits/a/b", "/a//b/2", "/a/1/b", "tramits", "", "//", "/tramits/volant/"})
        EXPECT_EQ(pattern("GET", path), "") << path;
}

TEST_F(RouterTest, NamesTheMethodsThatAnAddressHasWhenItLacksOne)
{
    EXPECT_EQ(on.match("PUT", "/tramits").other_methods, "GET, HEAD, POST");
    EXPECT_EQ(on.match("POST", "/").other_methods, "GET, HEAD");
    EXPECT_EQ(on.match("GET", "/none").other_methods, "");
    EXPECT_EQ(on.match("POST", "/tramits/volant").route->pattern, "/tramits/volant");
}

TEST_F(RouterTest, TwoRoutesForOneAddressAreAMistake)
{
    EXPECT_THROW(on.look("/tramits", anyone(), room, show), std::logic_error);
    EXPECT_THROW(on.act("/tramits", anyone(), room, prepare, record), std::logic_error);
}

TEST_F(RouterTest, ARouteHasTheGuardThatItWasMadeWith)
{
    EXPECT_EQ(on.find("GET", "/tramits/volant")->guard.level, act::Level::High);
    EXPECT_EQ(on.find("GET", "/tramits/volant")->guard.who, Guard::Who::Citizen);
    EXPECT_EQ(on.find("GET", "/none"), nullptr);
    EXPECT_FALSE(on.find("POST", "/tramits/volant")->look);
    EXPECT_TRUE(on.find("POST", "/tramits")->look) << "a question by POST is a look";
}

}
}
