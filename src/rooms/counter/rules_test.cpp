// SPDX-License-Identifier: EUPL-1.2
// Who somebody is by what they show, who is obliged, and until when.
#include "rooms/counter/rules.h"

#include "base/calendar_testing.h"

#include <gtest/gtest.h>

namespace counter {
namespace {

TEST(CounterRules, ANumberIsJudgedByWhatIsShown)
{
    EXPECT_EQ(number_on(Shown::Dni, "12.345.678-z", ""), (Number{"nif", "12345678Z", false}));
    EXPECT_FALSE(number_on(Shown::Dni, "12345678A", "")) << "a wrong letter";
    EXPECT_FALSE(number_on(Shown::Dni, "X1234567L", "")) << "a NIE is on no DNI";
    EXPECT_EQ(number_on(Shown::Nie, "x1234567l", ""), (Number{"nie", "X1234567L", false}));
    EXPECT_FALSE(number_on(Shown::Nie, "12345678Z", ""));
    EXPECT_EQ(number_on(Shown::DrivingLicence, "X1234567L", "FR")->kind, "nie") << "a country is left aside";
    EXPECT_FALSE(number_on(Shown::Dni, "P0801900B", "")) << "no organisation comes to a counter";
    EXPECT_FALSE(number_on(Shown::Passport, "ABCDEF", "FR")) << "no digit";
    EXPECT_FALSE(number_on(Shown::IdentityCard, "12345\xC3\xB1", "FR"));
    EXPECT_FALSE(number_on(Shown::Passport, std::string(21, '1'), "FR"));
}

TEST(CounterRules, ANumberFromAbroadIsOfTheCountryThatGaveIt)
{
    EXPECT_EQ(number_on(Shown::Passport, "yb 123 456", "FR"), (Number{"passport", "FR:YB123456", false}));
    EXPECT_EQ(number_on(Shown::Passport, "yb 123 456", "IT")->text, "IT:YB123456");
    EXPECT_EQ(number_on(Shown::IdentityCard, "YB123456", "FR")->kind, "identity-card") << "another paper";
    for (auto const* const country : {"", "ES", "XX", "fr", "FRA"})
        EXPECT_FALSE(number_on(Shown::Passport, "YB123456", country)) << country;
    for (auto const* const ours : {"12345678Z", "12.345.678-z", "X1234567L", "A08000143"})
        EXPECT_FALSE(number_on(Shown::Passport, ours, "FR")) << ours << " is a Spanish number";
    EXPECT_EQ(foreign_of("FR:YB123456").country, "FR");
    EXPECT_EQ(foreign_of("FR:YB123456").number, "YB123456");
    EXPECT_EQ(foreign_of("YB123456").number, "YB123456") << "of a resident, or kept before countries were asked";
    EXPECT_EQ(foreign_of("YB123456").country, "");
}

TEST(CounterRules, EveryWordOfTheFormIsRead)
{
    for (std::size_t i = 0; i < shown_names.size(); ++i) EXPECT_EQ(name(*shown_named(shown_names[i])), shown_names[i]);
    EXPECT_FALSE(shown_named("known-to-me"));
}

TEST(CounterRules, OrganisationsAreObligedWhateverIsAsked)
{
    for (auto const* const each : {"A08000143", "B12345674", "A58818501", "P0801900B", "Q0801175A"})
        EXPECT_EQ(obliged(*number_of_another(each), ""), Obliged::LegalPerson) << each;
    EXPECT_EQ(obliged(*number_of_another("A08000143"), "chosen"), Obliged::LegalPerson);
    EXPECT_EQ(obliged({"nif", "H00000000", true}, ""), Obliged::WithoutPersonality);
    EXPECT_EQ(obliged({"nif", "E00000000", true}, ""), Obliged::WithoutPersonality);
    EXPECT_EQ(obliged({"nif", "J00000000", true}, ""), Obliged::LegalPerson) << "civil societies have personality";
}

TEST(CounterRules, APersonIsObligedForAReasonOnly)
{
    Number const person{"nif", "12345678Z", false};
    EXPECT_EQ(obliged(person, ""), Obliged::No);
    EXPECT_EQ(obliged(person, "professional"), Obliged::Professional);
    EXPECT_EQ(obliged(person, "employee"), Obliged::Employee);
    EXPECT_EQ(obliged(person, "chosen"), Obliged::Chosen);
    EXPECT_FALSE(obliged(person, "legal-person")) << "a person is none";
    EXPECT_FALSE(obliged(person, "because"));
}

TEST(CounterRules, TenWorkingDaysFromTheNextDay)
{
    auto const calendar = base::testing::town();
    auto const until = [&](char const* iso) {
        auto const found = amend_until(calendar, base::local_instant(*base::day_from_iso(iso), std::chrono::hours(10)));
        return found ? base::iso(found->last) : std::string("unknown");
    };
    // domain.md 3
    EXPECT_EQ(until("2026-03-27"), "2026-04-14");
    EXPECT_EQ(until("2026-12-18"), "2027-01-05");
    EXPECT_EQ(until("2040-03-01"), "unknown") << "a wrong deadline does more harm than none";
}

TEST(CounterRules, ADayOfACalendarThatIsNotPublishedIsNotPrinted)
{
    auto const years = [](bool published) {
        auto next = base::testing::year(2027, {"01-01", "01-06"});
        next.published = published;
        return base::Calendar({base::testing::year(2026, {"12-08", "12-25", "12-26"}), next});
    };
    auto const december = base::testing::instant("2026-12-18 10:00");
    EXPECT_TRUE(amend_until(years(true), december));
    EXPECT_FALSE(amend_until(years(false), december)) << "it may still move";
}

TEST(CounterRules, CodesOfBodies)
{
    EXPECT_TRUE(is_dir3("L01080193"));
    EXPECT_TRUE(is_dir3("A09002970"));
    EXPECT_FALSE(is_dir3("L0108019"));
    EXPECT_FALSE(is_dir3("l01080193"));
    EXPECT_FALSE(is_dir3("101080193"));
    EXPECT_FALSE(is_dir3("L01 80193"));
}

}
}
