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

// To sign one must have proved who one is a moment ago: the agent enters again, and goes on standing for whom they did.
TEST(Representation, AnAgentFilesForSomebodyAndGoesOnStandingForThemAfterEnteringAgain)
{
    House own;
    auto const number = own.adults().at(1);
    auto const grantor = own.entered("12345678Z");
    auto agent = own.entered(number);
    granted(own, grantor, number);
    auto const path = "/carpeta/representacions/" + std::string(first(own, agent, "received").at("id").as_string());
    own.client.post_form(path + "/accepta", {}, agent);
    own.client.post_form(path + "/actua", {}, agent);
    auto const begun = own.client.post_form("/tramits/instancia-generica/esborranys", {}, agent);
    ASSERT_EQ(begun.status, 303) << begun.body;
    auto const draft = begun["Location"].substr(0, begun["Location"].find("/pas/"));
    own.client.post_form(draft + "/pas/request", {{"request", "Que arregleu els fanals"}}, agent);
    own.client.post_form(draft + "/pas/facts", {{"subject", "Fanals"}, {"facts", "No hi ha llum"}}, agent);
    auto const seen = hidden(own.client.get(draft + "/presenta", browser(agent)).body, "vist");
    own.clock.advance(std::chrono::minutes(11));
    Fields const sign{{"signo", "si"}, {"vist", seen}};
    EXPECT_TRUE(own.client.post_form(draft + "/presenta", sign, agent)["Location"].starts_with("/entra?"));
    auto const again = own.client.post_form("/entra/demo", {{"document", number}, {"level", "high"}}, agent);
    ASSERT_EQ(again.status, 303) << again.body;
    agent = "sessio=" + again.cookie("sessio");
    auto const filed = own.client.post_form(draft + "/presenta", sign, agent);
    ASSERT_EQ(filed.status, 303) << filed.body;
    EXPECT_TRUE(filed["Location"].starts_with("/carpeta/tramits/")) << filed["Location"];
    auto const matter = filed["Location"].substr(0, filed["Location"].find('?'));
    EXPECT_EQ(own.client.get(matter, browser(agent)).status, 200);
    EXPECT_EQ(own.client.get(matter, browser(own.entered("12345678Z"))).status, 200) << "it is the grantor's";
    EXPECT_EQ(own.client.get(matter, browser(own.entered(number))).status, 404) << "and not the agent's own";
}

}
}
