// SPDX-License-Identifier: EUPL-1.2
// The calendar of non-working days and the computation of terms, as people and programs ask for them.
#include "http/office.h"

namespace http {
namespace {

json::object asked(std::string const& query)
{
    auto const answer = house().client.get("/seu/calendari/termini?" + query, {{"Accept", "application/json"}});
    EXPECT_EQ(answer.status, 200) << query << " " << answer.body;
    return answer.object();
}

std::string last_day(std::string const& query)
{
    auto const answer = asked(query);
    return std::string(answer.at("result").as_object().at("last").as_string());
}

TEST(Calendar, IsLinkedFromTheOffice)
{
    auto const office = house().client.get("/seu", browser());
    EXPECT_TRUE(office.holds("href=\"/seu/calendari\""));
    EXPECT_TRUE(office.holds("href=\"/seu/calendari/termini\""));
}

TEST(Calendar, ShowsAYearWithItsHolidays)
{
    auto const page = house().client.get("/seu/calendari?any=2026", browser());
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.holds("divendres, 3 d&#39;abril de 2026")) << page.body;
    EXPECT_TRUE(page.holds("any=2025"));
    EXPECT_TRUE(page.holds("any=2027"));
    auto const year = house().client.get("/seu/calendari?any=2026", {{"Accept", "application/json"}}).object();
    EXPECT_EQ(year.at("months").as_array().size(), 12u);
    EXPECT_EQ(year.at("holidays").as_array().size(), 14u);
    std::size_t days = 0;
    for (auto const& month : year.at("months").as_array())
        for (auto const& week : month.as_object().at("weeks").as_array())
            for (auto const& each : week.as_object().at("days").as_array())
                days += each.as_object().at("number").as_string().empty() ? 0 : 1;
    EXPECT_EQ(days, 365u);
}

TEST(Calendar, SaysThatAYearIsNotPublishedYet)
{
    auto const year = [](char const* number) {
        return house().client.get("/seu/calendari?any=" + std::string(number), browser());
    };
    EXPECT_TRUE(year("2027").holds("pendent de publicació oficial"));
    EXPECT_FALSE(year("2026").holds("pendent de publicació oficial"));
}

TEST(Calendar, AYearThatIsNotThereIsNotFound)
{
    for (auto const* const any : {"2031", "1999", "x", "-1", "99999999999999999999"})
        EXPECT_EQ(house().client.get("/seu/calendari?any=" + std::string(any), browser()).status, 404) << any;
}

TEST(Term, IsComputedForAProgram)
{
    EXPECT_EQ(last_day("dia=2026-03-27&quantitat=10&unitat=working-days"), "2026-04-14");
    EXPECT_EQ(last_day("dia=27/3/2026&quantitat=10"), "2026-04-14") << "working days unless said otherwise";
    EXPECT_EQ(last_day("dia=2026-05-15&quantitat=10&unitat=working-days"), "2026-06-01");
    EXPECT_EQ(last_day("dia=2026-01-31&quantitat=1&unitat=months"), "2026-03-02");
    auto const hours = asked("dia=2026-04-02&hora=13:30&quantitat=24&unitat=hours").at("result").as_object();
    EXPECT_EQ(hours.at("ends").as_string(), "2026-04-07T11:30:00Z");
    EXPECT_TRUE(asked("").at("result").is_null());
    EXPECT_TRUE(asked("dia=2026-12-18&quantitat=10").at("result").as_object().at("provisional").as_bool());
    EXPECT_FALSE(asked("dia=2026-03-27&quantitat=10").at("result").as_object().at("provisional").as_bool());
}

TEST(Term, IsExplainedWithItsArticlesAndHolidays)
{
    auto const page = house().client.get(
        "/seu/calendari/termini?dia=27%2F3%2F2026&quantitat=10&unitat=working-days&hora=", browser());
    EXPECT_EQ(page.status, 200);
    for (auto const* const told : {"dimarts, 14 d&#39;abril de 2026", "Llei 39/2015, art. 30.2",
                                   "Llei 39/2015, art. 30.3", "Inhàbil: Divendres Sant", "value=\"27/3/2026\""})
        EXPECT_TRUE(page.holds(told)) << told;
}

TEST(Term, FaultsComeBackAtTheirFieldsWithWhatWasTyped)
{
    auto const page =
        house().client.get("/seu/calendari/termini?dia=31%2F2%2F2026&quantitat=deu&unitat=hours&hora=25", browser());
    EXPECT_EQ(page.status, 422);
    for (auto const* const shown : {"href=\"#dia\"", "href=\"#quantitat\"", "href=\"#hora\"", "value=\"31/2/2026\"",
                                    "value=\"deu\"", "value=\"25\"", "value=\"hours\" selected"})
        EXPECT_TRUE(page.holds(shown)) << shown;
    auto const empty =
        house().client.get("/seu/calendari/termini?dia=&quantitat=&unitat=working-days&hora=", browser());
    EXPECT_EQ(empty.status, 422);
    EXPECT_TRUE(empty.holds("id=\"dia-error\""));
    EXPECT_FALSE(empty.holds("id=\"hora-error\""));
}

TEST(Term, WhatTheRulesRefuseIsToldAtTheFieldThatMendsIt)
{
    auto const field = [](std::string const& query) {
        auto const answer = house().client.get("/seu/calendari/termini?" + query, {{"Accept", "application/json"}});
        EXPECT_EQ(answer.status, 422) << query;
        auto const told = answer.object();
        return std::string(told.at("field").as_string()) + " " + std::string(told.at("text").as_string());
    };
    EXPECT_EQ(field("dia=2031-01-07&quantitat=10"), "dia term.year-missing");
    EXPECT_EQ(field("dia=2027-12-28&quantitat=10"), "dia term.year-missing");
    EXPECT_EQ(field("dia=2026-01-07&quantitat=0"), "quantitat term.amount");
    EXPECT_EQ(field("dia=2026-01-07&hora=9:00&quantitat=25&unitat=hours"), "quantitat term.hours");
    EXPECT_EQ(field("dia=2026-01-07&quantitat=1&unitat=decades"), "unitat field.choice");
}

std::string not_ready(std::string const& calendar)
{
    House own({.calendar = calendar});
    auto const answer = own.client.get("/readyz", {{"Accept", "application/json"}});
    EXPECT_EQ(answer.status, 503) << calendar;
    // The office goes on serving; only terms are refused.
    EXPECT_EQ(own.client.get("/tramits", browser()).status, 200);
    EXPECT_EQ(own.client.get("/seu/calendari", browser()).status, 404);
    EXPECT_EQ(own.client.get("/seu/calendari/termini?dia=2026-03-27&quantitat=10", browser()).status, 422);
    return std::string(answer.object().at("detail").as_string());
}

TEST(Calendar, ATownWithoutTheCurrentYearIsNotReady)
{
    auto const old = not_ready("years: {2020: {published: true, holidays: [{day: 2020-01-01, kind: national, name: "
                               "{ca: a, es: b, en: c}}]}}");
    EXPECT_NE(old.find("calendar: 2020"), std::string::npos) << old;
    auto const broken = not_ready("years:\n  2026: 3\n");
    EXPECT_NE(broken.find("calendar.yaml:2: 2026 must be a map"), std::string::npos) << broken;
    EXPECT_EQ(house().client.get("/readyz").status, 200);
}

}
}
