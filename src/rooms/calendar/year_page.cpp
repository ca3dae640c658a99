// SPDX-License-Identifier: EUPL-1.2
// A year's non-working days, which every electronic office publishes (RD 203/2021, art. 11.1; Llei 39/2015, art. 30.7).
#include "rooms/calendar/pages.h"

#include <algorithm>

namespace calendar {
namespace {

using base::Refusal;

struct YearAsked {
    std::optional<std::string> any;
};
BOOST_DESCRIBE_STRUCT(YearAsked, (), (any))

struct Cell {
    std::string number, mark, words;
    bool holiday = false, weekend = false, today = false;
};
BOOST_DESCRIBE_STRUCT(Cell, (), (number, mark, words, holiday, weekend, today))

struct Week {
    std::vector<Cell> days;
};
BOOST_DESCRIBE_STRUCT(Week, (), (days))

struct Month {
    std::string name;
    std::vector<Week> weeks;
};
BOOST_DESCRIBE_STRUCT(Month, (), (name, weeks))

struct Weekday {
    std::string brief, name;
};
BOOST_DESCRIBE_STRUCT(Weekday, (), (brief, name))

struct Listed {
    std::string day, words, name, kind, mark, kind_words;
};
BOOST_DESCRIBE_STRUCT(Listed, (), (day, words, name, kind, mark, kind_words))

struct Kind {
    std::string mark, words;
};
BOOST_DESCRIBE_STRUCT(Kind, (), (mark, words))

struct YearPage {
    static constexpr auto view = "calendar/year";
    std::string title, year, source, previous, next;
    bool published = true;
    std::vector<Kind> kinds;
    std::vector<Weekday> weekdays;
    std::vector<Month> months;
    std::vector<Listed> holidays;
};
BOOST_DESCRIBE_STRUCT(YearPage, (), (title, year, source, previous, next, published, kinds, weekdays, months, holidays))

constexpr base::HolidayKind all_kinds[]{base::HolidayKind::National, base::HolidayKind::Catalan,
                                        base::HolidayKind::Local};

std::string kind_name(base::HolidayKind kind)
{
    if (kind == base::HolidayKind::National) return "national";
    return kind == base::HolidayKind::Catalan ? "catalan" : "local";
}

std::string name_of(base::Holiday const& holiday, web::Call const& call)
{
    auto const found = holiday.names.find(call.language);
    return found == holiday.names.end() ? base::iso(holiday.day) : found->second;
}

Cell cell(Room const& room, web::Call const& call, base::Day day)
{
    Cell made;
    made.number = std::to_string(unsigned(std::chrono::year_month_day{day}.day()));
    made.today = day == base::local_day(call.at);
    if (auto const* const holiday = room.calendar.holiday(day)) {
        made.holiday = true;
        made.mark = call.say("calendar.mark-" + kind_name(holiday->kind));
        made.words = name_of(*holiday, call);
    } else {
        made.weekend = base::non_working(room.calendar.standing(day));
    }
    return made;
}

Month month(Room const& room, web::Call const& call, std::chrono::year_month of)
{
    using std::chrono::days;
    Month made{call.say("calendar.month-" + std::to_string(unsigned(of.month()))), {}};
    base::Day const first = of / 1, last = of / std::chrono::last;
    made.weeks.emplace_back();
    for (unsigned blank = 1; blank < std::chrono::weekday{first}.iso_encoding(); ++blank)
        made.weeks.back().days.emplace_back();
    for (auto day = first; day <= last; day += days(1)) {
        if (made.weeks.back().days.size() == 7) made.weeks.emplace_back();
        made.weeks.back().days.push_back(cell(room, call, day));
    }
    while (made.weeks.back().days.size() < 7) made.weeks.back().days.emplace_back();
    return made;
}

void add_words(YearPage& page, web::Call const& call, base::CalendarYear const& year)
{
    for (auto const kind : all_kinds)
        page.kinds.push_back(
            {call.say("calendar.mark-" + kind_name(kind)), call.say("calendar.kind-" + kind_name(kind))});
    for (int i = 1; i <= 7; ++i) {
        auto const number = std::to_string(i);
        page.weekdays.push_back({call.say("calendar.weekday-brief-" + number), call.say("calendar.weekday-" + number)});
    }
    for (auto const& holiday : year.holidays) {
        auto const kind = kind_name(holiday.kind);
        page.holidays.push_back({base::iso(holiday.day), weekday_and_day(call, holiday.day), name_of(holiday, call),
                                 kind, call.say("calendar.mark-" + kind), call.say("calendar.kind-" + kind)});
    }
}

// The year asked for, or today's.
base::CalendarYear const* chosen(Room const& room, web::Call const& call, YearAsked const& asked)
{
    if (!asked.any) return room.calendar.year(base::year_of(base::local_day(call.at)));
    auto const& years = room.calendar.years();
    auto const found = std::ranges::find(years, *asked.any,
                                         [](base::CalendarYear const& each) { return std::to_string(each.number); });
    return found == years.end() ? nullptr : &*found;
}

base::Result<YearPage> show_year(Room& room, db::Snapshot const&, web::Call const& call, YearAsked const& asked)
{
    auto const* const year = chosen(room, call, asked);
    if (!year) return Refusal{Refusal::Why::NotFound, "calendar.no-year"};
    YearPage page;
    page.year = std::to_string(year->number);
    page.title = call.say("calendar.year-title", {{"year", page.year}});
    page.published = year->published;
    page.source = year->source;
    auto const link = [&](int number) { return room.calendar.year(number) ? std::to_string(number) : std::string(); };
    page.previous = link(year->number - 1);
    page.next = link(year->number + 1);
    add_words(page, call, *year);
    for (unsigned i = 1; i <= 12; ++i)
        page.months.push_back(month(room, call, std::chrono::year(year->number) / std::chrono::month(i)));
    return page;
}

}

void year_routes(web::Router& on, Room& room)
{
    on.look("/seu/calendari", web::anyone(), room, show_year, {.shared = true});
}

void routes(web::Router& on, Room& room)
{
    year_routes(on, room);
    term_routes(on, room);
}

}
