// SPDX-License-Identifier: EUPL-1.2
// The vectors for terms of Llei 39/2015, art. 30, and what must hold of any term.
#include "base/term.h"

#include "base/calendar_testing.h"

#include <algorithm>

namespace base::testing {
namespace {

constexpr Term working_days(int amount) { return {amount, Unit::WorkingDays}; }
constexpr Term natural_days(int amount) { return {amount, Unit::NaturalDays}; }
constexpr Term months(int amount) { return {amount, Unit::Months}; }
constexpr Term years(int amount) { return {amount, Unit::Years}; }
constexpr Term hours(int amount) { return {amount, Unit::Hours}; }

std::string last_day(Calendars const& calendars, char const* event, Term const& term)
{
    auto const made = expiry(calendars, instant(event), term);
    return made ? iso(made->last) : made.refusal().text;
}

bool has_step(Deadline const& deadline, std::string_view article, std::string_view what)
{
    return std::ranges::any_of(deadline.steps,
                               [&](Step const& step) { return step.article == article && step.what == what; });
}

struct Vector {
    char const* notified;
    Term term;
    char const* expires;
};

TEST(Expiry, InWorkingDaysLeavesOutWeekendsAndHolidays)
{
    for (auto const& [notified, term, expires] : {Vector{"2026-03-27", working_days(10), "2026-04-14"},
                                                  {"2026-05-15", working_days(10), "2026-06-01"},
                                                  {"2026-09-09", working_days(10), "2026-09-25"},
                                                  {"2026-12-18", working_days(10), "2027-01-05"},
                                                  {"2026-12-31", working_days(1), "2027-01-04"}})
        EXPECT_EQ(last_day(town(), notified, term), expires) << notified;
}

TEST(Expiry, WithoutTheLocalDaysIsEarlier)
{
    EXPECT_EQ(last_day(no_local_days(), "2026-05-15", working_days(10)), "2026-05-29");
    EXPECT_EQ(last_day(no_local_days(), "2026-09-09", working_days(10)), "2026-09-24");
}

TEST(Expiry, CountsTheLocalDaysOfTheResidenceToo)
{
    Calendars const both(no_local_days(), town());
    EXPECT_EQ(last_day(both, "2026-05-15", working_days(10)), "2026-06-01");
    auto const made = expiry(both, instant("2026-05-15"), working_days(10));
    EXPECT_TRUE(has_step(*made, "30.6", "both-calendars"));
}

TEST(Expiry, InMonthsAndYearsFallsOnTheSameDayOrTheLastOfTheMonth)
{
    for (auto const& [notified, term, expires] : {Vector{"2026-01-29", months(1), "2026-03-02"},
                                                  {"2026-01-30", months(1), "2026-03-02"},
                                                  {"2026-01-31", months(1), "2026-03-02"},
                                                  {"2026-02-28", months(1), "2026-03-30"},
                                                  {"2026-08-11", months(1), "2026-09-14"},
                                                  {"2026-09-12", months(1), "2026-10-13"},
                                                  {"2026-11-30", months(3), "2027-03-01"},
                                                  {"2027-11-30", months(3), "2028-02-29"},
                                                  {"2028-02-29", years(1), "2029-02-28"},
                                                  {"2026-12-31", months(12), "2027-12-31"},
                                                  {"2026-12-31", years(1), "2027-12-31"}})
        EXPECT_EQ(last_day(town(), notified, term), expires) << notified;
}

TEST(Expiry, InMonthsTellsTheDayThatWasFoundAndTheDayToWhichItMoved)
{
    auto const made = expiry(town(), instant("2026-01-31"), months(1));
    ASSERT_TRUE(made);
    EXPECT_EQ(iso(made->before_moving), "2026-02-28");
    EXPECT_TRUE(has_step(*made, "30.4", "months"));
    EXPECT_TRUE(has_step(*made, "30.4", "month-shorter"));
    EXPECT_TRUE(has_step(*made, "30.5", "moved"));
    EXPECT_FALSE(has_step(*expiry(town(), instant("2026-01-28"), months(2)), "30.4", "month-shorter"));
}

TEST(Expiry, InNaturalDaysCountsAllOfThemAndMovesTheLast)
{
    EXPECT_EQ(last_day(town(), "2026-03-27", natural_days(9)), "2026-04-07");
    EXPECT_EQ(last_day(town(), "2026-03-27", natural_days(5)), "2026-04-01");
    EXPECT_EQ(last_day(town(), "2026-12-24", natural_days(10)), "2027-01-04");
}

TEST(Expiry, InHoursRunsFromMinuteToMinuteOverWorkingDays)
{
    auto const ends = [](char const* event, int amount) {
        return shown(expiry(town(), instant(event), hours(amount))->ends);
    };
    EXPECT_EQ(ends("2026-04-02 13:30", 24), "2026-04-07 13:30");
    EXPECT_EQ(ends("2026-10-09 20:15", 6), "2026-10-13 02:15");
    EXPECT_EQ(ends("2026-04-03 18:00", 2), "2026-04-07 02:00") << "an event on a holiday";
    EXPECT_EQ(ends("2026-04-01 09:00", 5), "2026-04-01 14:00");
    EXPECT_EQ(ends("2026-03-27 13:00", 24), "2026-03-30 13:00") << "across the hour that is lost in March";
    EXPECT_EQ(ends("2026-10-23 13:00", 24), "2026-10-26 13:00") << "across the hour that comes twice in October";
    EXPECT_EQ(expiry(town(), instant("2026-04-01 09:00") + std::chrono::seconds(59), hours(1))->ends,
              instant("2026-04-01 10:00"))
        << "seconds do not count";
}

TEST(Expiry, InHoursThatFillAWorkingDayEndsWithIt)
{
    auto const made = expiry(town(), instant("2026-04-02 00:00"), hours(24));
    ASSERT_TRUE(made);
    EXPECT_EQ(iso(made->last), "2026-04-02");
    EXPECT_EQ(shown(made->ends), "2026-04-03 00:00");
}

TEST(Expiry, OfATermThatIsNoneIsRefused)
{
    EXPECT_EQ(last_day(town(), "2026-03-27", working_days(0)), "term.amount");
    EXPECT_EQ(last_day(town(), "2026-03-27", natural_days(-3)), "term.amount");
    EXPECT_EQ(last_day(town(), "2026-03-27", months(1001)), "term.amount");
    EXPECT_EQ(last_day(town(), "2026-03-27", {10, Unit::WorkingDays, 4}), "term.amount");
    EXPECT_EQ(last_day(town(), "2026-03-27", hours(0)), "term.hours");
    EXPECT_EQ(last_day(town(), "2026-03-27", hours(25)), "term.hours");
}

TEST(Expiry, ThatReachesAYearWithoutItsHolidaysIsRefusedInEveryUnit)
{
    for (auto const& term : {working_days(1), natural_days(1), months(1), years(1), hours(24)})
        EXPECT_EQ(last_day(town(), "2029-12-31", term), "term.year-missing");
    EXPECT_EQ(last_day(Calendar(), "2026-03-27", working_days(1)), "term.year-missing");
    EXPECT_EQ(last_day(Calendars(town(), Calendar()), "2026-03-27", working_days(1)), "term.year-missing");
}

TEST(Expiry, SaysWhenItHangsOnACalendarThatIsNotPublished)
{
    auto foreseen = year(2027, {"01-01", "01-06"});
    foreseen.published = false;
    Calendar const calendar({year(2026, {"12-25", "12-26"}), foreseen});
    EXPECT_TRUE(expiry(calendar, instant("2026-12-18"), working_days(10))->provisional);
    EXPECT_TRUE(expiry(calendar, instant("2026-11-30"), months(3))->provisional);
    EXPECT_FALSE(expiry(calendar, instant("2026-12-18"), working_days(5))->provisional);
}

TEST(Expiry, EndsWithTheLastMomentOfItsLastDay)
{
    auto const made = expiry(town(), instant("2026-03-27"), working_days(10));
    EXPECT_EQ(shown(made->ends), "2026-04-15 00:00");
    EXPECT_EQ(expiry(town(), instant("2026-03-27 00:00"), working_days(10))->ends, made->ends);
    EXPECT_EQ(expiry(town(), instant("2026-03-27 23:59"), working_days(10))->ends, made->ends);
}

TEST(Stretches, TellEveryDayFromTheEventToTheEnd)
{
    auto const made = expiry(town(), instant("2026-03-27"), working_days(10));
    using What = Stretch::What;
    std::vector<std::tuple<std::string, std::string, What, int>> told;
    for (auto const& each : made->stretches)
        told.emplace_back(iso(each.first), iso(each.last), each.what, each.counted);
    std::vector<std::tuple<std::string, std::string, What, int>> const expected{
        {"2026-03-27", "2026-03-27", What::Event, 0},   {"2026-03-28", "2026-03-29", What::Weekend, 0},
        {"2026-03-30", "2026-04-02", What::Counted, 4}, {"2026-04-03", "2026-04-03", What::Holiday, 4},
        {"2026-04-04", "2026-04-05", What::Weekend, 4}, {"2026-04-06", "2026-04-06", What::Holiday, 4},
        {"2026-04-07", "2026-04-10", What::Counted, 8}, {"2026-04-11", "2026-04-12", What::Weekend, 8},
        {"2026-04-13", "2026-04-13", What::Counted, 9}, {"2026-04-14", "2026-04-14", What::Last, 10}};
    EXPECT_EQ(told, expected);
    auto const skipped = std::ranges::find(made->steps, "skipped", &Step::what);
    ASSERT_NE(skipped, made->steps.end());
    EXPECT_EQ(skipped->amount, 8);
}

TEST(Stretches, LeaveNoDayOut)
{
    for (auto const& term : {working_days(7), natural_days(12), months(2), years(1), hours(24)})
        for (auto from = day("2026-01-01"); from < day("2026-12-31"); from += std::chrono::days(1)) {
            auto const made = expiry(town(), local_instant(from, std::chrono::minutes(600)), term);
            ASSERT_TRUE(made);
            auto next = from;
            for (auto const& each : made->stretches) {
                ASSERT_EQ(iso(each.first), iso(next)) << iso(from);
                ASSERT_LE(each.first, each.last);
                next = each.last + std::chrono::days(1);
            }
            EXPECT_EQ(made->stretches.back().what, Stretch::What::Last);
            EXPECT_EQ(made->stretches.back().last, made->last);
        }
}

// Every day of three years, the 29th of February among them, and terms of every unit.
TEST(AnyTerm, EndsOnAWorkingDayAfterItsEventAndNeverSoonerThanAShorterOne)
{
    for (auto from = day("2026-01-01"); from < day("2028-03-05"); from += std::chrono::days(1)) {
        auto const event = local_instant(from, std::chrono::minutes(13 * 60 + 30));
        for (auto const unit : {Unit::WorkingDays, Unit::NaturalDays, Unit::Months, Unit::Hours}) {
            Instant before = event;
            for (auto const amount : {1, 2, 3, 5, 8, 9, 10}) {
                auto const made = expiry(town(), event, {amount, unit});
                ASSERT_TRUE(made) << iso(from);
                ASSERT_FALSE(non_working(town().standing(made->last))) << iso(from) << " " << iso(made->last);
                ASSERT_GE(made->ends, before) << iso(from) << " " << amount;
                before = made->ends;
                auto const again = expiry(town(), event, {amount, unit});
                ASSERT_EQ(again->ends, made->ends);
                // A second calendar can only put the end off.
                ASSERT_GE(made->ends, expiry(no_local_days(), event, {amount, unit})->ends) << iso(from);
            }
        }
    }
}

TEST(AnyTerm, InWorkingDaysLeavesExactlyThatManyBetweenEventAndEnd)
{
    for (auto from = day("2026-01-01"); from < day("2026-12-31"); from += std::chrono::days(1)) {
        auto const made = expiry(town(), local_instant(from, std::chrono::minutes(0)), working_days(10));
        int counted = 0;
        for (auto each = from + std::chrono::days(1); each <= made->last; each += std::chrono::days(1))
            counted += non_working(town().standing(each)) ? 0 : 1;
        ASSERT_EQ(counted, 10) << iso(from);
    }
}

Result<Deadline> ten_days_extended(int by, char const* decided, char const* asked = "")
{
    Extension extension{working_days(by), {}, instant(decided)};
    if (*asked) extension.asked = instant(asked);
    return extended(town(), instant("2026-03-27"), working_days(10), extension);
}

TEST(Extension, OfHalfTheTermCountsOnFromWhereItEnded)
{
    auto const made = ten_days_extended(5, "2026-04-10", "2026-04-09");
    ASSERT_TRUE(made);
    EXPECT_EQ(iso(made->last), "2026-04-21");
    EXPECT_EQ(made->steps.front().article, "32.1");
    EXPECT_EQ(made->steps.front().amount, 5);
    EXPECT_TRUE(ten_days_extended(1, "2026-04-14 23:59"));
}

TEST(Extension, OfMoreThanHalfIsRefused)
{
    auto const made = ten_days_extended(6, "2026-04-10");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.refusal().text, "term.extension-too-long");
    EXPECT_EQ(made.refusal().with.at(0).second, "5");
    EXPECT_FALSE(ten_days_extended(0, "2026-04-10"));
    EXPECT_FALSE(ten_days_extended(-2, "2026-04-10"));
}

TEST(Extension, AskedOrDecidedAfterTheEndIsRefused)
{
    EXPECT_EQ(ten_days_extended(5, "2026-04-15 00:00").refusal().text, "term.extension-late");
    EXPECT_EQ(ten_days_extended(5, "2026-04-14", "2026-04-15 00:00").refusal().text, "term.extension-late");
}

TEST(Extension, IsInTheTermsOwnUnit)
{
    auto const in = [](Term const& term, Term const& by) {
        auto const made = extended(town(), instant("2026-03-27"), term, {by, {}, instant("2026-03-30")});
        return made ? iso(made->last) : made.refusal().text;
    };
    EXPECT_EQ(in(months(2), working_days(5)), "term.extension-unit");
    EXPECT_EQ(in(months(2), months(1)), "2026-06-29") << "raw Saturday 27 June";
    EXPECT_EQ(in(years(1), months(6)), "2027-09-27");
    EXPECT_EQ(in(years(1), months(7)), "term.extension-too-long");
    EXPECT_EQ(in(months(1), {0, Unit::Months, 14}), "2026-05-11");
    EXPECT_EQ(in(months(1), {0, Unit::Months, 15}), "term.extension-too-long");
    EXPECT_EQ(in(hours(20), hours(5)), "term.extension-too-long") << "never over 24 hours";
}

TEST(Halves, AreNeverMoreThanHalfForAnExtensionAndNeverLessForUrgency)
{
    for (int amount = 1; amount <= 60; ++amount)
        for (auto const unit : {Unit::WorkingDays, Unit::NaturalDays}) {
            EXPECT_LE(2 * longest_extension({amount, unit}).amount, amount);
            EXPECT_GE(2 * halved({amount, unit}, Concerns::Anything).term.amount, amount);
        }
    EXPECT_EQ(longest_extension(working_days(15)), working_days(7));
    EXPECT_EQ(halved(working_days(15), Concerns::Anything).term, working_days(8));
    EXPECT_EQ(longest_extension(hours(20)), hours(4));
}

TEST(Halves, OfMonthsHoldFromEveryDayOfTheYear)
{
    for (auto from = day("2026-01-01"); from < day("2026-12-31"); from += std::chrono::days(1))
        for (int amount = 1; amount <= 6; ++amount) {
            auto const event = local_instant(from, std::chrono::minutes(0));
            auto const length = [&](Term const& term) {
                auto const made = expiry(no_local_days(), event, term);
                return made ? (made->before_moving - from).count() : 0;
            };
            // Whole months differ by up to three days among themselves; the half of an odd one is exact.
            if (amount == 1) {
                EXPECT_GE(2 * length(halved(months(1), Concerns::Anything).term), length(months(1))) << iso(from);
                EXPECT_LE(2 * length(longest_extension(months(1))), length(months(1))) << iso(from);
            }
            if (amount % 2 == 0) {
                EXPECT_EQ(halved(months(amount), Concerns::Anything).term, months(amount / 2));
                EXPECT_EQ(longest_extension(months(amount)), months(amount / 2));
            }
        }
    EXPECT_EQ(halved(months(3), Concerns::Anything).term, (Term{1, Unit::Months, 16}));
    EXPECT_EQ(halved(years(1), Concerns::Anything).term, months(6));
    EXPECT_EQ(last_day(town(), "2026-03-10", halved(months(1), Concerns::Anything).term), "2026-03-26");
}

TEST(Halves, NeverReachApplicationsAndAppeals)
{
    EXPECT_EQ(halved(months(1), Concerns::Appeal).term, months(1));
    EXPECT_EQ(halved(working_days(10), Concerns::Application).term, working_days(10));
    EXPECT_EQ(halved(working_days(10), Concerns::Appeal).steps.at(0).what, "not-halved");
    EXPECT_EQ(halved(working_days(10), Concerns::Anything).steps.at(0).article, "33.1");
}

}
}
