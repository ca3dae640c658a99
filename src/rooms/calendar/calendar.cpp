// SPDX-License-Identifier: EUPL-1.2
// Opening the calendar, and what is wrong with it.
#include "rooms/calendar/calendar.h"

#include "base/log.h"
#include "rooms/calendar/holidays.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace calendar {
namespace {

namespace fs = std::filesystem;
// Calendars of the next year are published in spring and completed with the local days in autumn.
constexpr unsigned warned_from_month = 10;
constexpr int local_days = 2; // Estatut dels treballadors, art. 37.2

std::optional<std::string> text_of(fs::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) return {};
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string listed(base::Calendar const& calendar)
{
    std::string list;
    for (auto const& year : calendar.years())
        list += (list.empty() ? "" : ", ") + std::to_string(year.number) + (year.published ? "" : " (not published)");
    return list;
}

void warn(std::vector<std::string>& warnings, base::Calendar const& calendar, int number)
{
    auto const name = std::to_string(number);
    auto const* const year = calendar.year(number);
    if (!year) return warnings.push_back(name + " is missing: terms that reach it are refused");
    if (!year->published) warnings.push_back(name + " is marked as not published: terms that reach it are provisional");
    auto const local = std::ranges::count(year->holidays, base::HolidayKind::Local, &base::Holiday::kind);
    if (local != local_days)
        warnings.push_back(name + " has " + std::to_string(local) + " local days instead of " +
                           std::to_string(local_days));
}

}

Room::Room(fs::path const& file, std::vector<std::string> const& languages)
{
    auto const name = file.filename().string();
    auto const yaml = text_of(file);
    if (!yaml) {
        fault = Fault{name, 0, "there is no such file"};
    } else {
        auto read = read_calendar(name, *yaml, languages);
        if (auto* const good = std::get_if<base::Calendar>(&read))
            calendar = std::move(*good);
        else
            fault = std::get<Fault>(read);
    }
    if (fault)
        base::log::warning("calendar.refused",
                           {{"file", fault->file}, {"line", std::to_string(fault->line)}, {"reason", fault->reason}});
}

Health health(Room const& room, base::Day today)
{
    if (room.fault) {
        auto const line = room.fault->line > 0 ? ":" + std::to_string(room.fault->line) : "";
        return {false, room.fault->file + line + ": " + room.fault->reason, {}};
    }
    auto const this_year = base::year_of(today);
    auto const month = unsigned(std::chrono::year_month_day{today}.month());
    Health made{room.calendar.year(this_year) != nullptr, listed(room.calendar), {}};
    warn(made.warnings, room.calendar, this_year);
    if (month >= warned_from_month) warn(made.warnings, room.calendar, this_year + 1);
    return made;
}

}
