// SPDX-License-Identifier: EUPL-1.2
// A citizen's own sessions: seen, closed one by one or all the others, and nobody else's.
#include "http/office.h"

namespace http {
namespace {

json::array open_ones(House& house, std::string const& by)
{
    auto const page = house.client.get("/carpeta/sessions", {{"Cookie", by}, {"Accept", "application/json"}});
    return page.status == 200 ? page.object().at("sessions").as_array() : json::array();
}

std::string id_of(json::array const& list, bool current)
{
    for (auto const& each : list)
        if (each.at("current").as_bool() == current) return std::string(each.at("id").as_string());
    return {};
}

TEST(Sessions, OneLeftOpenElsewhereIsClosedFromHere)
{
    House own;
    auto const here = own.entered(), there = own.entered(), somebody = own.entered(own.adults().at(1));
    ASSERT_EQ(open_ones(own, here).size(), 2u);
    EXPECT_EQ(open_ones(own, somebody).size(), 1u);
    auto const other = id_of(open_ones(own, here), false);
    auto const close = [&](std::string const& by, Fields const& fields) {
        return own.client.post_form("/carpeta/sessions", fields, by).status;
    };
    EXPECT_EQ(close(somebody, {{"session", other}}), 303) << "as if it had ended";
    EXPECT_EQ(open_ones(own, here).size(), 2u);
    EXPECT_EQ(close(here, {{"session", other}}), 303);
    EXPECT_EQ(open_ones(own, here).size(), 1u);
    EXPECT_TRUE(open_ones(own, there).empty()) << "it may do nothing more";
    EXPECT_EQ(close(here, {{"session", other}}), 303) << "twice is once";
}

TEST(Sessions, AllTheOthersAreClosedAtOnce)
{
    House own;
    auto const here = own.entered(), somebody = own.entered(own.adults().at(1));
    for (int i = 0; i < 3; ++i) own.entered();
    EXPECT_EQ(own.client.post_form("/carpeta/sessions", {}, here).status, 303);
    auto const left = open_ones(own, here);
    ASSERT_EQ(left.size(), 1u);
    EXPECT_TRUE(left[0].at("current").as_bool());
    EXPECT_EQ(open_ones(own, somebody).size(), 1u);
}

}
}
