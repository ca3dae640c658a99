// SPDX-License-Identifier: EUPL-1.2
// The steps of a computation in a person's words.
#include "rooms/calendar/calendar.h"

namespace calendar {
namespace {

using What = base::Stretch::What;

std::string article(web::Call const& call, base::Step const& step)
{
    return call.say("calendar.law-" + step.law, {{"article", step.article}});
}

std::string told(web::Call const& call, base::Step const& step)
{
    base::Refusal::Arguments with{{"amount", std::to_string(step.amount)}};
    constexpr char const* names[]{"first", "second"};
    for (std::size_t i = 0; i < std::size(names) && i < step.days.size(); ++i)
        with.emplace_back(names[i], weekday_and_day(call, step.days[i]));
    return call.say("calendar.step-" + step.what, with);
}

std::string days(web::Call const& call, base::Stretch const& stretch)
{
    auto const first = weekday_and_day(call, stretch.first);
    if (stretch.first == stretch.last) return first;
    return call.say("calendar.days-words", {{"first", first}, {"last", weekday_and_day(call, stretch.last)}});
}

std::string holiday_name(Room const& room, web::Call const& call, base::Day day)
{
    auto const* const holiday = room.calendar.holiday(day);
    if (!holiday) return call.say("calendar.holiday-elsewhere");
    auto const name = holiday->names.find(call.language);
    return name == holiday->names.end() ? base::iso(day) : name->second;
}

std::string what(Room const& room, web::Call const& call, base::Stretch const& stretch)
{
    switch (stretch.what) {
    case What::Event:
        return call.say("calendar.stretch-event");
    case What::Counted:
        return call.say("calendar.stretch-counted");
    case What::Weekend:
        return call.say("calendar.stretch-weekend");
    case What::Holiday:
        return call.say("calendar.stretch-holiday", {{"name", holiday_name(room, call, stretch.first)}});
    case What::Last:
        break;
    }
    return call.say("calendar.stretch-last");
}

}

std::string weekday_and_day(web::Call const& call, base::Day day)
{
    auto const weekday = std::chrono::weekday{day}.iso_encoding();
    return call.say("calendar.day-words", {{"weekday", call.say("calendar.weekday-" + std::to_string(weekday))},
                                           {"day", base::day_in_words(day, call.language)}});
}

Explained explained(Room const& room, web::Call const& call, base::Deadline const& deadline)
{
    Explained made;
    for (auto const& step : deadline.steps) made.steps.push_back({article(call, step), told(call, step)});
    for (auto const& each : deadline.stretches) {
        auto const working = each.what == What::Counted || each.what == What::Last;
        auto const counted = working && each.counted > 0 ? std::to_string(each.counted) : "";
        made.stretches.push_back(
            {base::iso(each.first), base::iso(each.last), days(call, each), what(room, call, each), counted, working});
    }
    return made;
}

}
