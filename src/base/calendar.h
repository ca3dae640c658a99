// SPDX-License-Identifier: EUPL-1.2
// Which days are working days (Llei 39/2015, art. 30.2, 30.6, 30.7), and when a filing takes effect (art. 31.2.b).
// Pure: the holidays come as data, the time as an argument. A year whose holidays are not known is never guessed.
#pragma once
#include "base/result.h"
#include "base/time.h"

#include <map>
#include <string>
#include <vector>

namespace base {

enum class HolidayKind { National, Catalan, Local };

struct Holiday {
    Day day;
    HolidayKind kind = HolidayKind::National;
    std::map<std::string, std::string> names; // by language
};

struct CalendarYear {
    int number = 0;
    bool published = true; // false: foreseen, and what is published may differ
    std::string source;    // the provision that publishes it
    std::vector<Holiday> holidays;
};

enum class Standing { Working, Saturday, Sunday, Holiday, Unknown };

// The non-working days of one place, for the years that are known of it.
class Calendar {
public:
    Calendar() = default;
    explicit Calendar(std::vector<CalendarYear>);

    // A holiday that falls on a Saturday or Sunday is told as a holiday. Unknown: the year is not there.
    Standing standing(Day) const;
    Holiday const* holiday(Day) const;
    CalendarYear const* year(int number) const;
    std::vector<CalendarYear> const& years() const { return known; } // in order, their holidays by day

private:
    std::vector<CalendarYear> known;
};

// Whose days count for a term: those of the body's seat and, where it is elsewhere, of the interested person's
// residence. A day that is non-working in either is non-working (art. 30.6).
struct Calendars {
    Calendars(Calendar const& of_seat) : seat(of_seat) {}
    Calendars(Calendar const& of_seat, Calendar const& of_residence) : seat(of_seat), residence(&of_residence) {}
    Standing standing(Day) const;
    bool published(Day) const;

    Calendar const& seat;
    Calendar const* residence = nullptr;
};

// One step of a computation, for whoever wants to follow it: which article, what was done, with which days. `what` is
// the end of a text key of the calendar room, which alone has the words.
struct Step {
    std::string law;     // "l39": Llei 39/2015; "lgt": Llei 58/2003
    std::string article; // "30.3"
    std::string what;    // "next-day"
    std::vector<Day> days = {};
    int amount = 0;
};

// "The calendar of 2028 is not there": a wrong deadline does more harm than none.
Refusal year_missing(Day);
bool non_working(Standing);
int year_of(Day);

// The first working day that is not before `day`.
Result<Day> working_day_from(Calendars const&, Day day);

struct Effective {
    Instant at;
    bool moved = false;
    bool provisional = false; // depends on a calendar that is not yet published
    std::vector<Step> steps;
};

// When a filing takes effect: at once on a working day, else at the first hour of the next one (art. 31.2.b). Only the
// seat's calendar counts, whatever the person's is (art. 31.3). The register is open every day (art. 31.2.a): refused
// only means that the effect cannot be told yet, never that the filing may be turned away.
Result<Effective> effective_at(Calendar const& seat, Instant presented);

}
