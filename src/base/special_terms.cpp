// SPDX-License-Identifier: EUPL-1.2
// Taxes, unread notifications, second attempts.
#include "base/special_terms.h"

#include "base/counting.h"

#include <algorithm>

namespace base {
namespace {

using namespace std::chrono;

// Days 1 to 15 and the rest of the month have different ends.
bool first_half(Day notified) { return unsigned(year_month_day{notified}.day()) <= 15; }

Day in_month(Day notified, int later, int day)
{
    year_month_day const from{notified};
    return Day((from.year() / from.month() + months(later)) / day);
}

Result<Deadline> payment(Calendars const& calendars, Day notified, char const* article, char const* half, Day until)
{
    Counting counting(calendars, "lgt");
    counting.say(article, half, {notified, until});
    counting.run(notified, until, 0);
    return counting.last_day(until, LastDay::Moves, 0);
}

minutes time_of_day(Instant at)
{
    auto const clock = local_time(at);
    return hours(std::stoi(clock.substr(0, 2))) + minutes(std::stoi(clock.substr(3)));
}

constexpr minutes three_in_the_afternoon = hours(15), margin = hours(3);

}

Result<Deadline> voluntary_payment(Calendars const& calendars, Day notified)
{
    if (first_half(notified))
        return payment(calendars, notified, "62.2.a", "voluntary-first-half", in_month(notified, 1, 20));
    return payment(calendars, notified, "62.2.b", "voluntary-second-half", in_month(notified, 2, 5));
}

Result<Deadline> enforced_payment(Calendars const& calendars, Day notified)
{
    if (first_half(notified))
        return payment(calendars, notified, "62.5.a", "enforced-first-half", in_month(notified, 0, 20));
    return payment(calendars, notified, "62.5.b", "enforced-second-half", in_month(notified, 1, 5));
}

Result<Deadline> collective_payment(Calendars const& calendars, int number)
{
    auto const of = year(number);
    return collective_payment(calendars, Day(of / September / 1), Day(of / November / 20));
}

Result<Deadline> collective_payment(Calendars const& calendars, Day first, Day last)
{
    // Two months with their first day; where there is no such day, to the end of the month.
    auto const after = year_month_day{first} + months(2);
    auto const next = after.ok() ? Day(after) : Day(after.year() / after.month() / std::chrono::last) + days(1);
    if (last + days(1) < next) return Refusal{Refusal::Why::Unprocessable, "term.collective-too-short"};
    Counting counting(calendars, "lgt");
    counting.say("62.3", "collective", {first, last});
    counting.run(first, last, 0);
    return counting.last_day(last, LastDay::Moves, 0);
}

Result<Deadline> unread_rejection(Calendars const& calendars, Instant available, LastDay rule)
{
    auto made = expiry(calendars, available, {10, Unit::NaturalDays}, rule);
    if (made)
        made->steps.insert(made->steps.begin(),
                           {"l39", "43.2", rule == LastDay::Stays ? "unread-stays" : "unread-moves", {}, 10});
    return made;
}

Result<SecondAttempt> second_attempt(Calendars const& calendars, Instant first)
{
    auto within = expiry(calendars, first, {3, Unit::WorkingDays});
    if (!within) return within.refusal();
    within->steps.insert(within->steps.begin(), {"l39", "42.2", "second-attempt", {}, 3});
    auto const at = time_of_day(first);
    // Before three in the afternoon, then after it, and the other way round; three hours between the two at least.
    if (at < three_in_the_afternoon)
        return SecondAttempt{std::move(*within), std::max(three_in_the_afternoon, at + margin), hours(24)};
    return SecondAttempt{std::move(*within), hours(0), std::min(three_in_the_afternoon, at - margin + minutes(1))};
}

std::optional<Refusal> why_no_second_attempt(Calendars const& calendars, Instant first, Instant second)
{
    auto const allowed = second_attempt(calendars, first);
    if (!allowed) return allowed.refusal();
    if (local_day(second) <= local_day(first) || second >= allowed->within.ends)
        return Refusal{Refusal::Why::Conflict, "term.second-attempt-day"};
    auto const at = time_of_day(second);
    if (at < allowed->from || at >= allowed->before) return Refusal{Refusal::Why::Conflict, "term.second-attempt-hour"};
    return {};
}

}
