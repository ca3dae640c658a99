// SPDX-License-Identifier: EUPL-1.2
// Working days of one place and of two, and when a filing takes effect.
#include "base/calendar_testing.h"

namespace base::testing {
namespace {

TEST(Calendar, KnowsSaturdaysSundaysAndHolidays)
{
    EXPECT_EQ(town().standing(day("2026-04-02")), Standing::Working);
    EXPECT_EQ(town().standing(day("2026-04-03")), Standing::Holiday);
    EXPECT_EQ(town().standing(day("2026-04-04")), Standing::Saturday);
    EXPECT_EQ(town().standing(day("2026-04-05")), Standing::Sunday);
    EXPECT_EQ(town().standing(day("2026-05-25")), Standing::Holiday);
    EXPECT_EQ(no_local_days().standing(day("2026-05-25")), Standing::Working);
    EXPECT_EQ(town().standing(day("2028-02-29")), Standing::Working);
}

TEST(Calendar, AHolidayOnASaturdayIsToldAsAHoliday)
{
    EXPECT_EQ(town().standing(day("2026-08-15")), Standing::Holiday);
    ASSERT_TRUE(town().holiday(day("2026-08-15")));
    EXPECT_EQ(town().holiday(day("2026-08-15"))->names.at("ca"), "08-15");
}

TEST(Calendar, NeverGuessesAYearThatItDoesNotKnow)
{
    for (auto const* const outside : {"2024-12-31", "2024-06-01", "2030-01-01", "2030-01-05"})
        EXPECT_EQ(town().standing(day(outside)), Standing::Unknown) << outside;
    EXPECT_EQ(Calendar().standing(day("2026-04-02")), Standing::Unknown);
}

TEST(Calendar, KeepsItsYearsAndDaysInOrder)
{
    Calendar const mixed({year(2027, {"12-25", "01-01"}), year(2026, {"01-06", "01-01"})});
    EXPECT_EQ(mixed.years().front().number, 2026);
    EXPECT_EQ(iso(mixed.years().front().holidays.front().day), "2026-01-01");
    EXPECT_EQ(iso(mixed.years().back().holidays.back().day), "2027-12-25");
}

TEST(TwoCalendars, ADayThatIsNonWorkingInEitherIsNonWorking)
{
    Calendars const both(no_local_days(), town());
    EXPECT_EQ(both.standing(day("2026-05-25")), Standing::Holiday);
    EXPECT_EQ(Calendars(town(), no_local_days()).standing(day("2026-05-25")), Standing::Holiday);
    EXPECT_EQ(both.standing(day("2026-05-26")), Standing::Working);
    EXPECT_EQ(both.standing(day("2026-05-24")), Standing::Sunday);
}

TEST(TwoCalendars, AYearThatOneDoesNotKnowIsUnknown)
{
    Calendar const this_year({year(2026, {})});
    EXPECT_EQ(Calendars(town(), this_year).standing(day("2027-03-03")), Standing::Unknown);
    EXPECT_EQ(Calendars(this_year, town()).standing(day("2027-03-03")), Standing::Unknown);
}

TEST(WorkingDayFrom, IsTheDayItselfOrTheNextOne)
{
    EXPECT_EQ(iso(*working_day_from(town(), day("2026-04-02"))), "2026-04-02");
    EXPECT_EQ(iso(*working_day_from(town(), day("2026-04-03"))), "2026-04-07");
    auto const none = working_day_from(town(), day("2030-01-01"));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.refusal().text, "term.year-missing");
    EXPECT_EQ(none.refusal().with.at(0).second, "2030");
}

// Filed at, in effect at: the vectors for art. 31.2.b.
TEST(Effect, OfAFilingOnANonWorkingDayBeginsWithTheNextWorkingDay)
{
    struct Vector {
        char const *filed, *effect;
    };
    for (auto const& [filed, effect] : {Vector{"2026-08-15 22:10", "2026-08-17 00:00"},
                                        {"2026-04-03 12:00", "2026-04-07 00:00"},
                                        {"2026-04-03 00:00", "2026-04-07 00:00"},
                                        {"2026-12-26 09:00", "2026-12-28 00:00"},
                                        {"2026-10-25 02:30", "2026-10-26 00:00"},
                                        {"2026-03-29 03:10", "2026-03-30 00:00"}}) {
        auto const effective = effective_at(town(), instant(filed));
        ASSERT_TRUE(effective) << filed;
        EXPECT_EQ(shown(effective->at), effect) << filed;
        EXPECT_TRUE(effective->moved);
        ASSERT_EQ(effective->steps.size(), 1u);
        EXPECT_EQ(effective->steps[0].article, "31.2.b");
        EXPECT_EQ(effective->steps[0].what, "effect-moved");
    }
}

TEST(Effect, OfAFilingOnAWorkingDayIsTheMomentItself)
{
    for (auto const* const filed : {"2026-04-02 00:00", "2026-04-02 13:30", "2026-12-31 23:59"}) {
        auto const effective = effective_at(town(), instant(filed));
        ASSERT_TRUE(effective) << filed;
        EXPECT_EQ(effective->at, instant(filed));
        EXPECT_FALSE(effective->moved);
    }
}

TEST(Effect, IsNeverBeforeTheFilingAndKeepsTheOrderOfFilings)
{
    Instant before{};
    for (auto at = instant("2026-01-01 00:00"); at < instant("2027-01-01 00:00"); at = at + std::chrono::hours(7)) {
        auto const effective = effective_at(town(), at);
        ASSERT_TRUE(effective);
        EXPECT_GE(effective->at, at);
        EXPECT_GE(effective->at, before);
        EXPECT_EQ(effective->moved, non_working(town().standing(local_day(at)))) << shown(at);
        before = effective->at;
    }
}

TEST(Effect, AcrossTheYearNeedsTheNextYearsCalendar)
{
    Calendar const this_year({year(2026, {"12-31"})});
    EXPECT_TRUE(effective_at(this_year, instant("2026-12-30 10:00")));
    auto const none = effective_at(this_year, instant("2026-12-31 10:00"));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.refusal().text, "term.year-missing");
}

TEST(Effect, SaysWhenItHangsOnACalendarThatIsNotPublished)
{
    auto foreseen = year(2027, {"01-01"});
    foreseen.published = false;
    Calendar const calendar({year(2026, {"12-31"}), foreseen});
    EXPECT_TRUE(effective_at(calendar, instant("2026-12-31 10:00"))->provisional);
    EXPECT_FALSE(effective_at(calendar, instant("2026-12-30 10:00"))->provisional);
}

}
}
