// SPDX-License-Identifier: EUPL-1.2
// Reading what people type.
#include "rooms/calendar/typed.h"

#include "base/text.h"

#include <charconv>
#include <fmt/format.h>

namespace calendar {

std::optional<int> typed_number(std::string_view text)
{
    int number = 0;
    if (text.empty() || text.size() > 4 || text.front() == '-') return {};
    auto const [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || stopped != text.data() + text.size()) return {};
    return number;
}

std::optional<base::Day> typed_day(std::string_view text)
{
    text = base::trimmed(text);
    if (auto const day = base::day_from_iso(text)) return day;
    for (auto const separator : {'/', '-', '.'}) {
        auto const parts = base::split(text, separator);
        if (parts.size() != 3 || parts[0].size() > 2 || parts[1].size() > 2 || parts[2].size() != 4) continue;
        auto const day = typed_number(parts[0]), month = typed_number(parts[1]), year = typed_number(parts[2]);
        if (day && month && year) return base::day_from_iso(fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
    }
    return {};
}

std::optional<std::chrono::minutes> typed_hour(std::string_view text)
{
    text = base::trimmed(text);
    auto const cut = text.find_first_of(":.h");
    auto const hours = text.substr(0, cut);
    auto const minutes = cut == text.npos ? std::string_view("00") : text.substr(cut + 1);
    auto const hour = typed_number(hours), minute = typed_number(minutes);
    if (hours.size() > 2 || minutes.size() != 2 || !hour || !minute || *hour > 23 || *minute > 59) return {};
    return std::chrono::hours(*hour) + std::chrono::minutes(*minute);
}

}
