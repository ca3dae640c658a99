// SPDX-License-Identifier: EUPL-1.2
// Working days, and the effect of a filing.
#include "base/calendar.h"

#include <algorithm>

namespace base {

Calendar::Calendar(std::vector<CalendarYear> years) : known(std::move(years))
{
    std::ranges::sort(known, {}, &CalendarYear::number);
    for (auto& each : known) std::ranges::sort(each.holidays, {}, &Holiday::day);
}

CalendarYear const* Calendar::year(int number) const
{
    auto const found = std::ranges::find(known, number, &CalendarYear::number);
    return found == known.end() ? nullptr : &*found;
}

Holiday const* Calendar::holiday(Day day) const
{
    auto const* const in = year(year_of(day));
    if (!in) return nullptr;
    auto const found = std::ranges::find(in->holidays, day, &Holiday::day);
    return found == in->holidays.end() ? nullptr : &*found;
}

// Llei 39/2015, art. 30.2: Saturdays, Sundays and those declared holidays are not counted.
Standing Calendar::standing(Day day) const
{
    if (!year(year_of(day))) return Standing::Unknown;
    if (holiday(day)) return Standing::Holiday;
    std::chrono::weekday const weekday{day};
    if (weekday == std::chrono::Saturday) return Standing::Saturday;
    return weekday == std::chrono::Sunday ? Standing::Sunday : Standing::Working;
}

Standing Calendars::standing(Day day) const
{
    auto const here = seat.standing(day);
    auto const there = residence ? residence->standing(day) : here;
    if (here == Standing::Unknown || there == Standing::Unknown) return Standing::Unknown;
    // Saturdays and Sundays are the same everywhere, so the two only differ by a holiday.
    return there == Standing::Holiday ? there : here;
}

bool Calendars::published(Day day) const
{
    auto const is = [&](Calendar const& calendar) {
        auto const* const year = calendar.year(year_of(day));
        return year && year->published;
    };
    return is(seat) && (!residence || is(*residence));
}

Refusal year_missing(Day day)
{
    return {Refusal::Why::Unavailable, "term.year-missing", "", {{"year", std::to_string(year_of(day))}}};
}

bool non_working(Standing standing) { return standing != Standing::Working; }

int year_of(Day day) { return int(std::chrono::year_month_day{day}.year()); }

Result<Day> working_day_from(Calendars const& calendars, Day day)
{
    for (;; day += std::chrono::days(1)) {
        auto const standing = calendars.standing(day);
        if (standing == Standing::Unknown) return year_missing(day);
        if (!non_working(standing)) return day;
    }
}

Result<Effective> effective_at(Calendar const& seat, Instant presented)
{
    auto const day = local_day(presented);
    auto const working = working_day_from(seat, day);
    if (!working) return working.refusal();
    Effective made;
    made.moved = *working != day;
    made.provisional = !Calendars(seat).published(day) || !Calendars(seat).published(*working);
    made.at = made.moved ? local_midnight(*working) : presented;
    made.steps = {{"l39", "31.2.b", made.moved ? "effect-moved" : "effect-at-once", {day, *working}}};
    return made;
}

}
