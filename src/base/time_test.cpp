// SPDX-License-Identifier: EUPL-1.2
// Days that exist, the town's clock across the changes of hour, and birthdays.
#include "base/time.h"

#include <gtest/gtest.h>

namespace base {
namespace {

Day day(int year, unsigned month, unsigned number)
{
    return Day(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(number));
}

Instant utc(Day at, int hours, int minutes = 0, int seconds = 0)
{
    auto const since = at.time_since_epoch() + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
                       std::chrono::seconds(seconds);
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

std::string shown(Instant at) { return iso(local_day(at)) + " " + local_time(at); }

TEST(IsoDay, IsReadAndWrittenAlike)
{
    for (auto const* text : {"2026-11-22", "1970-01-01", "1899-12-31", "2000-02-29", "9999-12-31"}) {
        auto const read = day_from_iso(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(iso(*read), text);
    }
    EXPECT_EQ(day_from_iso("2026-11-22"), day(2026, 11, 22));
}

TEST(IsoDay, AnyOtherFormIsRefused)
{
    for (auto const* text : {"", "2026", "2026-11", "2026-1-2", "26-11-22", "2026/11/22", "22-11-2026", "2026-11-22 ",
                             " 2026-11-22", "2026-11-22T00:00:00Z", "20261122", "2026-11-2a", "-026-11-22",
                             "+026-11-22", "2026-+1-22", "2026-11--2", "2026- 1-22", "０２６-11-22"})
        EXPECT_FALSE(day_from_iso(text)) << text;
    EXPECT_FALSE(day_from_iso(std::string(1'000'000, '1')));
    EXPECT_FALSE(day_from_iso(std::string_view("2026-11-2\0", 10)));
}

TEST(IsoDay, ADayThatDoesNotExistIsRefused)
{
    for (auto const* text : {"2026-00-10", "2026-13-10", "2026-01-00", "2026-01-32", "2026-04-31", "2026-99-99"})
        EXPECT_FALSE(day_from_iso(text)) << text;
}

TEST(IsoDay, The29thOfFebruaryExistsInLeapYearsOnly)
{
    EXPECT_TRUE(day_from_iso("2024-02-29"));
    EXPECT_TRUE(day_from_iso("2000-02-29"));
    EXPECT_FALSE(day_from_iso("2026-02-29"));
    EXPECT_FALSE(day_from_iso("1900-02-29"));
    EXPECT_FALSE(day_from_iso("2100-02-29"));
    EXPECT_FALSE(day_from_iso("2024-02-30"));
}

TEST(Rfc3339, HasWholeSecondsOfUtc)
{
    EXPECT_EQ(rfc3339({0}), "1970-01-01T00:00:00Z");
    EXPECT_EQ(rfc3339(utc(day(2026, 11, 22), 9, 30)), "2026-11-22T09:30:00Z");
    EXPECT_EQ(rfc3339(utc(day(2026, 11, 22), 9, 30, 59) + std::chrono::microseconds(999'999)), "2026-11-22T09:30:59Z");
    EXPECT_EQ(rfc3339({-1}), "1969-12-31T23:59:59Z");
}

TEST(LocalDay, BeginsAtTheTownsMidnight)
{
    EXPECT_EQ(shown(utc(day(2026, 1, 14), 22, 59, 59)), "2026-01-14 23:59");
    EXPECT_EQ(shown(utc(day(2026, 1, 14), 23)), "2026-01-15 00:00");
    EXPECT_EQ(shown(utc(day(2026, 7, 14), 21, 59, 59)), "2026-07-14 23:59");
    EXPECT_EQ(shown(utc(day(2026, 7, 14), 22)), "2026-07-15 00:00");
}

TEST(LocalDay, SkipsAnHourOnTheLastSundayOfMarch)
{
    auto const sunday = day(2026, 3, 29);
    EXPECT_EQ(shown(utc(day(2026, 3, 28), 22, 59, 59)), "2026-03-28 23:59");
    EXPECT_EQ(shown(utc(day(2026, 3, 28), 23)), "2026-03-29 00:00");
    EXPECT_EQ(shown(utc(sunday, 0, 59, 59)), "2026-03-29 01:59");
    EXPECT_EQ(shown(utc(sunday, 1)), "2026-03-29 03:00");
    EXPECT_EQ(shown(utc(sunday, 21, 59, 59)), "2026-03-29 23:59");
    EXPECT_EQ(shown(utc(sunday, 22)), "2026-03-30 00:00");
}

TEST(LocalDay, RepeatsAnHourOnTheLastSundayOfOctober)
{
    auto const sunday = day(2026, 10, 25);
    EXPECT_EQ(shown(utc(day(2026, 10, 24), 22)), "2026-10-25 00:00");
    EXPECT_EQ(shown(utc(sunday, 0, 59)), "2026-10-25 02:59");
    EXPECT_EQ(shown(utc(sunday, 1)), "2026-10-25 02:00");
    EXPECT_EQ(shown(utc(sunday, 1, 59)), "2026-10-25 02:59");
    EXPECT_EQ(shown(utc(sunday, 22, 59, 59)), "2026-10-25 23:59");
    EXPECT_EQ(shown(utc(sunday, 23)), "2026-10-26 00:00");
}

TEST(LocalMidnight, IsWhereItsDayBegins)
{
    for (auto at = day(2026, 1, 1); at < day(2027, 1, 1); at += std::chrono::days(1)) {
        auto const midnight = local_midnight(at);
        EXPECT_EQ(shown(midnight), iso(at) + " 00:00");
        EXPECT_EQ(local_day(midnight - std::chrono::microseconds(1)), at - std::chrono::days(1));
    }
}

TEST(LocalMidnight, TheDaysOfChangeHave23And25Hours)
{
    auto const hours = [](Day at) {
        return (local_midnight(at + std::chrono::days(1)).micros - local_midnight(at).micros) / 3'600'000'000;
    };
    EXPECT_EQ(hours(day(2026, 3, 29)), 23);
    EXPECT_EQ(hours(day(2026, 10, 25)), 25);
    EXPECT_EQ(hours(day(2026, 11, 22)), 24);
}

TEST(LocalInstant, IsWhenTheWallClockShowsIt)
{
    auto const clock = [](Day at, int hours, int minutes) {
        return shown(local_instant(at, std::chrono::hours(hours) + std::chrono::minutes(minutes)));
    };
    EXPECT_EQ(clock(day(2026, 4, 2), 13, 30), "2026-04-02 13:30");
    EXPECT_EQ(clock(day(2026, 7, 31), 23, 59), "2026-07-31 23:59");
    EXPECT_EQ(clock(day(2026, 10, 25), 12, 0), "2026-10-25 12:00");
    EXPECT_EQ(clock(day(2026, 3, 29), 2, 30), "2026-03-29 03:00") << "an hour that is not there";
    EXPECT_EQ(local_instant(day(2026, 10, 25), std::chrono::minutes(150)), utc(day(2026, 10, 25), 0, 30))
        << "the first of two half past twos";
}

TEST(YearsBetween, CountsBirthdays)
{
    EXPECT_EQ(years_between(day(2008, 11, 22), day(2026, 11, 21)), 17);
    EXPECT_EQ(years_between(day(2008, 11, 22), day(2026, 11, 22)), 18);
    EXPECT_EQ(years_between(day(2026, 11, 22), day(2026, 11, 22)), 0);
}

TEST(YearsBetween, WhoWasBornOnThe29thOfFebruaryComesOfAgeOnThe1stOfMarch)
{
    EXPECT_EQ(years_between(day(2008, 2, 29), day(2026, 2, 28)), 17);
    EXPECT_EQ(years_between(day(2008, 2, 29), day(2026, 3, 1)), 18);
    EXPECT_EQ(years_between(day(2008, 2, 29), day(2024, 2, 28)), 15);
    EXPECT_EQ(years_between(day(2008, 2, 29), day(2024, 2, 29)), 16);
}

TEST(DayInWords, CatalanElidesBeforeAVowel)
{
    EXPECT_EQ(day_in_words(day(2026, 4, 1), "ca"), "1 d'abril de 2026");
    EXPECT_EQ(day_in_words(day(2026, 8, 15), "ca"), "15 d'agost de 2026");
    EXPECT_EQ(day_in_words(day(2026, 10, 25), "ca"), "25 d'octubre de 2026");
    EXPECT_EQ(day_in_words(day(2026, 11, 22), "ca"), "22 de novembre de 2026");
    EXPECT_EQ(day_in_words(day(2026, 3, 3), "ca"), "3 de març de 2026");
}

TEST(DayInWords, OtherLanguagesHaveTheirForm)
{
    EXPECT_EQ(day_in_words(day(2026, 4, 1), "es"), "1 de abril de 2026");
    EXPECT_EQ(day_in_words(day(2026, 4, 1), "en"), "1 April 2026");
    EXPECT_EQ(day_in_words(day(2026, 4, 1), "eu"), "1 d'abril de 2026");
}

TEST(SystemClock, IsInThisCenturyAndGoesOn)
{
    SystemClock const clock;
    auto const before = clock.now();
    EXPECT_GT(before, utc(day(2025, 1, 1), 0));
    EXPECT_GE(clock.now(), before);
}

}
}
