// SPDX-License-Identifier: EUPL-1.2
// Counting of terms.
#include "base/term.h"

#include "base/counting.h"

#include <algorithm>

namespace base {
namespace {

using namespace std::chrono;

constexpr int most_hours = 24, most_of_others = 1000, most_odd_days = 60;
constexpr int less_than_any_month = 27;

Refusal unprocessable(std::string key, int most = 0)
{
    return {Refusal::Why::Unprocessable, std::move(key), "", {{"most", std::to_string(most)}}};
}

std::optional<Refusal> why_no_term(Term const& term)
{
    // Art. 30.1: a term in hours is never longer than twenty-four; a longer one is told in days.
    if (term.unit == Unit::Hours && (term.amount < 1 || term.amount > most_hours))
        return unprocessable("term.hours", most_hours);
    auto const in_months = term.unit == Unit::Months || term.unit == Unit::Years;
    auto const odd = term.natural_days;
    auto const odd_allowed = odd == 0 || (in_months && odd > 0 && odd <= most_odd_days);
    auto const least = odd > 0 ? 0 : 1;
    if (term.amount < least || term.amount > most_of_others || !odd_allowed)
        return unprocessable("term.amount", most_of_others);
    return {};
}

// Art. 30.2: where the law says days they are working days.
Result<Deadline> in_working_days(Counting& counting, Day notified, int amount)
{
    counting.say("30.2", "working-days", {}, amount);
    auto day = notified;
    for (int counted = 0; counted < amount;) {
        day += days(1);
        auto const standing = counting.standing(day);
        if (standing == Standing::Unknown) return year_missing(day);
        if (!non_working(standing)) ++counted;
        if (counted < amount) counting.pass(day, standing, counted);
    }
    counting.tell_skipped("30.7");
    return counting.ended(day, day, amount);
}

// Art. 30.2: natural days, where a law says so.
Result<Deadline> in_natural_days(Counting& counting, Day notified, int amount, LastDay rule)
{
    counting.say("30.2", "natural-days", {}, amount);
    counting.run(notified + days(1), notified + days(amount), 1);
    return counting.last_day(notified + days(amount), rule, amount);
}

// Art. 30.4: the same day of the month as the notification; a month that has no such day ends the term on its last.
Result<Deadline> in_months(Counting& counting, Day notified, Term const& term)
{
    year_month_day const from{notified};
    auto to = from + months(term.unit == Unit::Years ? 12 * term.amount : term.amount);
    auto const shorter = !to.ok();
    if (shorter) to = to.year() / to.month() / std::chrono::last;
    auto raw = Day(to);
    if (term.amount > 0) {
        counting.say("30.4", term.unit == Unit::Years ? "years" : "months", {notified, raw}, term.amount);
        if (shorter) counting.say("30.4", "month-shorter", {raw});
    }
    if (term.natural_days > 0) {
        raw += days(term.natural_days);
        counting.say("30.2", "natural-days-more", {raw}, term.natural_days);
    }
    counting.run(notified + days(1), raw, 0);
    return counting.last_day(raw, LastDay::Moves, 0);
}

// Art. 30.1: from minute to minute, over all the hours of working days.
Result<Deadline> in_hours(Counting& counting, Instant event, int amount)
{
    counting.say("30.1", "hours", {}, amount);
    counting.tell_whose_days();
    Instant at{event.micros - event.micros % 60'000'000};
    microseconds left = hours(amount);
    for (auto day = local_day(at);; day += days(1), at = local_midnight(day)) {
        auto const standing = counting.standing(day);
        if (standing == Standing::Unknown) return year_missing(day);
        if (non_working(standing)) {
            counting.pass(day, standing, 0);
            continue;
        }
        microseconds const until_midnight(local_midnight(day + days(1)).micros - at.micros);
        if (left <= until_midnight) {
            counting.tell_skipped("30.1");
            auto made = counting.ended(day, day, 0);
            made.ends = at + left;
            return made;
        }
        left -= until_midnight;
        counting.pass(day, standing, 0);
    }
}

// Years are twelve months each, so that they can be halved.
Term without_years(Term term)
{
    if (term.unit == Unit::Years) {
        term.amount *= 12;
        term.unit = Unit::Months;
    }
    return term;
}

// Half of a term: `odd_day` is added before halving days or hours, `odd_month` stands for the half of an odd month.
Term half(Term const& whole, int odd_day, int odd_month)
{
    auto term = without_years(whole);
    if (term.unit != Unit::Months) return {(term.amount + odd_day) / 2, term.unit};
    auto const odd = term.amount % 2 ? odd_month : 0;
    return {term.amount / 2, term.unit, odd + (term.natural_days + odd_day) / 2};
}

bool longer(Term const& a, Term const& b)
{
    return std::pair(a.amount, a.natural_days) > std::pair(b.amount, b.natural_days);
}

}

Result<Deadline> expiry(Calendars const& calendars, Instant event, Term const& term, LastDay rule)
{
    if (auto const no = why_no_term(term)) return *no;
    Counting counting(calendars);
    if (term.unit == Unit::Hours) return in_hours(counting, event, term.amount);
    auto const notified = local_day(event);
    counting.begin(notified);
    if (term.unit == Unit::WorkingDays) return in_working_days(counting, notified, term.amount);
    if (term.unit == Unit::NaturalDays) return in_natural_days(counting, notified, term.amount, rule);
    return in_months(counting, notified, term);
}

Term longest_extension(Term const& term)
{
    auto most = half(term, 0, 14);
    if (term.unit == Unit::Hours) most.amount = std::min(most.amount, most_hours - term.amount);
    return most;
}

Result<Deadline> extended(Calendars const& calendars, Instant event, Term const& term, Extension const& extension)
{
    auto const before = expiry(calendars, event, term);
    if (!before) return before.refusal();
    auto const whole = without_years(term), by = without_years(extension.by);
    if (by.unit != whole.unit) return unprocessable("term.extension-unit");
    if (by.amount < 0 || by.natural_days < 0 || by.natural_days > less_than_any_month || by == Term{0, by.unit} ||
        longer(by, longest_extension(term)))
        return unprocessable("term.extension-too-long", longest_extension(term).amount);
    auto const late = [&](Instant at) { return at >= before->ends; };
    if (late(extension.decided) || (extension.asked && late(*extension.asked)))
        return Refusal{Refusal::Why::Conflict, "term.extension-late"};
    auto made = expiry(calendars, event, {whole.amount + by.amount, whole.unit, whole.natural_days + by.natural_days});
    if (made) made->steps.insert(made->steps.begin(), {"l39", "32.1", "extended", {before->last}, by.amount});
    return made;
}

Changed halved(Term const& term, Concerns concerns)
{
    if (concerns != Concerns::Anything) return {term, {{"l39", "33.1", "not-halved"}}};
    return {half(term, 1, 16), {{"l39", "33.1", "halved", {}, term.amount}}};
}

}
