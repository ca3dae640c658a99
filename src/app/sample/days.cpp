// SPDX-License-Identifier: EUPL-1.2
// Days of the sample town, on top of the calendar of the standard library. Written by hand where a
// stream or a locale would cost more than the whole population.
#include "app/sample/days.h"

#include <charconv>
#include <stdexcept>

namespace sample {

namespace {

int read_number(std::string_view digits)
{
    int number = -1;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc{} && end == digits.data() + digits.size() ? number : -1;
}

void append_digits(std::string& text, unsigned number, unsigned highest)
{
    for (auto unit = highest; unit > 0; unit /= 10) text += static_cast<char>('0' + number / unit % 10);
}

} // namespace

Day read_day(std::string_view iso)
{
    if (iso.size() == 10 && iso[4] == '-' && iso[7] == '-') {
        auto year = read_number(iso.substr(0, 4));
        auto month = read_number(iso.substr(5, 2));
        auto day = read_number(iso.substr(8, 2));
        if (year >= 0 && month > 0 && day > 0) {
            auto date = std::chrono::year{year} / month / day;
            if (date.ok()) return Day{date};
        }
    }
    throw std::invalid_argument{"not a day: " + std::string{iso}};
}

void append_day(std::string& text, Day day)
{
    std::chrono::year_month_day const date{day};
    append_digits(text, static_cast<unsigned>(static_cast<int>(date.year())), 1000);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.month()), 10);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.day()), 10);
}

Day years_after(Day day, int years)
{
    auto date = std::chrono::year_month_day{day} + std::chrono::years{years};
    if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
    return Day{date};
}

int age_on(Day birth, Day today)
{
    std::chrono::year_month_day const born{birth};
    std::chrono::year_month_day const now{today};
    auto years = static_cast<int>(now.year()) - static_cast<int>(born.year());
    auto before_birthday = now.month() < born.month() || (now.month() == born.month() && now.day() < born.day());
    return before_birthday ? years - 1 : years;
}

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

} // namespace sample
