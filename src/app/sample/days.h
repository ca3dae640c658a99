// SPDX-License-Identifier: EUPL-1.2
// Days of the sample town: reading, writing and counting them. Whole days only, for the padró knows
// no hours.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace sample {

using Day = std::chrono::sys_days;

Day read_day(std::string_view iso); // throws std::invalid_argument when it is not a day
void append_day(std::string& text, Day day);
Day years_after(Day day, int years); // 29 February becomes the 28th
int age_on(Day birth, Day today);
int year_of(Day day);

inline Day day_of(int year, unsigned month, unsigned day)
{
    return Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

} // namespace sample
