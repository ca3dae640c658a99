// SPDX-License-Identifier: EUPL-1.2
// Stretches and steps of one count.
#include "base/counting.h"

namespace base {
namespace {

using std::chrono::days;
using What = Stretch::What;

What what_of(Standing standing)
{
    if (!non_working(standing)) return What::Counted;
    return standing == Standing::Holiday ? What::Holiday : What::Weekend;
}

}

Counting::Counting(Calendars const& of, std::string by_law) : calendars(of), law(std::move(by_law)) {}

void Counting::begin(Day notified)
{
    say("30.3", "next-day", {notified, notified + days(1)});
    tell_whose_days();
    add(notified, What::Event, 0);
}

void Counting::tell_whose_days()
{
    if (calendars.residence) say("30.6", "both-calendars");
}

void Counting::say(std::string article, std::string what, std::vector<Day> about, int amount)
{
    made.steps.push_back({law, std::move(article), std::move(what), std::move(about), amount});
}

Standing Counting::standing(Day day)
{
    made.provisional = made.provisional || !calendars.published(day);
    return calendars.standing(day);
}

void Counting::add(Day day, What what, int counted)
{
    auto& list = made.stretches;
    // Each holiday stands alone, because it has a name.
    auto const joins = !list.empty() && list.back().what == what && list.back().last + days(1) == day &&
                       (what == What::Counted || what == What::Weekend);
    if (!joins) list.push_back({day, day, what, counted});
    list.back().last = day;
    list.back().counted = counted;
}

void Counting::pass(Day day, Standing standing, int counted)
{
    if (non_working(standing)) ++skipped;
    add(day, what_of(standing), counted);
}

void Counting::run(Day first, Day last, int number)
{
    auto const through = int((last - first).count());
    if (through < 0) return;
    made.stretches.push_back({first, last, What::Counted, number > 0 ? number + through : 0});
}

void Counting::tell_skipped(std::string article)
{
    if (skipped > 0) say(std::move(article), "skipped", {}, skipped);
}

Result<Deadline> Counting::last_day(Day found, LastDay rule, int counted)
{
    auto const first = standing(found);
    if (rule == LastDay::Stays) {
        // Nothing hangs on the calendar here: a day that cannot be told apart stays all the same.
        made.provisional = false;
        if (first != Standing::Unknown && non_working(first)) say("43.2", "last-day-stays", {found});
        return ended(found, found, counted);
    }
    auto day = found;
    for (auto is = first; non_working(is); is = standing(day)) {
        if (is == Standing::Unknown) return year_missing(day);
        if (day != found) add(day, what_of(is), counted);
        day += days(1);
    }
    if (day != found) say("30.5", "moved", {found, day});
    return ended(found, day, counted);
}

Deadline Counting::ended(Day found, Day last, int counted)
{
    auto& list = made.stretches;
    // The last day is told apart from the run that leads to it.
    if (!list.empty() && list.back().what == What::Counted && list.back().last == last) {
        list.back().last -= days(1);
        if (counted > 0) list.back().counted = counted - 1;
        if (list.back().last < list.back().first) list.pop_back();
    }
    add(last, What::Last, counted);
    made.last = last;
    made.before_moving = found;
    made.ends = local_midnight(last + days(1));
    return made;
}

}
