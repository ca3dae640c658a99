// SPDX-License-Identifier: EUPL-1.2
// Representations over HTTP: nobody learns from granting one who has a number, or whether they were ever here.
#include "http/office.h"

namespace http {
namespace {

Answer granted(House& house, std::string const& by, std::string const& agent)
{
    auto const year = std::to_string(int(std::chrono::year_month_day(base::local_day(house.clock.now())).year()) + 1);
    return house.client.post_form("/carpeta/representacions/nova",
                                  {{"agent", agent},
                                   {"procedure", "tots"},
                                   {"from", base::iso(base::local_day(house.clock.now()))},
                                   {"until", year + "-01-01"}},
                                  by);
}

json::object first(House& house, std::string const& by, char const* which)
{
    auto const page = house.client.get("/carpeta/representacions", {{"Cookie", by}, {"Accept", "application/json"}});
    return page.object().at(which).as_array().at(0).as_object();
}

TEST(Representation, AGrantorSeesOnlyTheNumberUntilTheAgentAccepts)
{
    House own;
    auto const agent = own.adults().at(1);
    auto const grantor = own.entered("12345678Z"), other = own.entered(agent);
    EXPECT_EQ(granted(own, grantor, agent).status, 303);
    EXPECT_EQ(first(own, grantor, "given").at("who").as_string(), agent);
    auto const received = first(own, other, "received");
    EXPECT_TRUE(received.at("may_accept").as_bool());
    auto const id = std::string(received.at("id").as_string());
    EXPECT_EQ(own.client.post_form("/carpeta/representacions/" + id + "/accepta", {}, other).status, 303);
    auto const name = std::string(first(own, grantor, "given").at("who").as_string());
    EXPECT_NE(name, agent);
    EXPECT_FALSE(name.empty());
}

TEST(Representation, SomebodyNeverSeenIsGrantedOneLikeAnybodyElse)
{
    House own;
    auto const grantor = own.entered("12345678Z");
    auto const unseen = granted(own, grantor, "00000001R"), seen = granted(own, grantor, own.adults().at(2));
    EXPECT_EQ(unseen.status, 303) << unseen.body;
    EXPECT_EQ(unseen.status, seen.status);
    EXPECT_EQ(unseen["Location"], seen["Location"]);
    EXPECT_EQ(granted(own, grantor, "P0801900B").status, 422) << "an organisation is nobody who enters";
    EXPECT_EQ(granted(own, grantor, "12345678Z").status, 422) << "nobody represents themself";
}

TEST(Representation, ActsForSomebodyAreRefusedOnceItIsWithdrawnAndOneCanStepBack)
{
    House own;
    auto const agent = own.adults().at(1);
    auto const grantor = own.entered("12345678Z"), other = own.entered(agent);
    granted(own, grantor, agent);
    auto const path = "/carpeta/representacions/" + std::string(first(own, other, "received").at("id").as_string());
    own.client.post_form(path + "/accepta", {}, other);
    EXPECT_EQ(own.client.post_form(path + "/actua", {}, other).status, 303);
    Fields const slip{{"kind", "individual"}, {"purpose", "school"}};
    auto const refused = own.client.post_form("/tramits/volant-empadronament", slip, other);
    EXPECT_EQ(refused.status, 403) << "the register's papers follow rules of their own";
    EXPECT_EQ(own.client.post_form(path + "/retira", {}, grantor).status, 303);
    EXPECT_EQ(own.client.post_form("/carpeta/representacions/jo", {}, other).status, 303);
    EXPECT_EQ(own.client.post_form("/tramits/volant-empadronament", slip, other).status, 303) << "for themself again";
}

}
}
