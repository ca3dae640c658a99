// SPDX-License-Identifier: EUPL-1.2
// Calendars for tests: Catalonia in 2025 to 2029 as the test vectors have them. 2028 and 2029 are known and have no
// holidays, so that leap days can be counted.
#pragma once
#include "base/calendar.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <stdexcept>

namespace base::testing {

inline Day day(std::string_view iso)
{
    auto const read = day_from_iso(iso);
    if (!read) throw std::logic_error("no day: " + std::string(iso));
    return *read;
}

// "2026-04-02 13:30", or a day alone: its noon.
inline Instant instant(std::string_view text)
{
    auto const clock = text.size() > 10 ? text.substr(11) : "12:00";
    auto const number = [&](std::size_t at) { return std::stoi(std::string(clock.substr(at, 2))); };
    return local_instant(day(text.substr(0, 10)), std::chrono::minutes(number(0) * 60 + number(3)));
}

inline std::string shown(Instant at) { return iso(local_day(at)) + " " + local_time(at); }

inline CalendarYear year(int number, std::initializer_list<char const*> holidays,
                         HolidayKind kind = HolidayKind::Catalan)
{
    CalendarYear made{number, true, "", {}};
    for (auto const* const each : holidays)
        made.holidays.push_back({day(fmt::format("{}-{}", number, each)), kind, {{"ca", each}}});
    return made;
}

inline Calendar catalonia(std::initializer_list<char const*> local_2026)
{
    auto y2026 = year(2026, {"01-01", "01-06", "04-03", "04-06", "05-01", "06-24", "08-15", "09-11", "10-12", "12-08",
                             "12-25", "12-26"});
    for (auto const& each : year(2026, local_2026, HolidayKind::Local).holidays) y2026.holidays.push_back(each);
    return Calendar({year(2025, {"01-01", "01-06", "04-18", "04-21", "05-01", "06-24", "08-15", "09-11", "11-01",
                                 "12-06", "12-08", "12-25", "12-26"}),
                     y2026, year(2027, {"01-01", "01-06"}), year(2028, {}), year(2029, {})});
}

// With the local days of the vectors, and without any.
inline Calendar const& town()
{
    static auto const made = catalonia({"05-25", "09-24"});
    return made;
}
inline Calendar const& no_local_days()
{
    static auto const made = catalonia({});
    return made;
}

}
