// SPDX-License-Identifier: EUPL-1.2
// When a term ends, and why: Llei 39/2015, art. 30 (counting), 32 (extension), 33 (urgency). Pure, like calendar.h.
#pragma once
#include "base/calendar.h"

#include <optional>

namespace base {

enum class Unit { WorkingDays, NaturalDays, Months, Years, Hours };

struct Term {
    int amount = 0;
    Unit unit = Unit::WorkingDays;
    int natural_days = 0; // besides months or years: the half of an odd month (see `halved`), at most 60
    bool operator==(Term const&) const = default;
};

// What becomes of a last day that is non-working. Art. 30.5 moves it; platforms of electronic notification do not.
enum class LastDay { Moves, Stays };

// Days one after the other that had the same part in the counting.
struct Stretch {
    enum class What { Event, Counted, Weekend, Holiday, Last };
    Day first, last;
    What what;
    int counted = 0; // days of the term up to here, 0 when it is not counted in days
};

struct Deadline {
    Day last;                 // the last day on which to act
    Instant ends;             // from here on it is too late
    Day before_moving;        // where art. 30.5 found it
    bool provisional = false; // depends on a calendar that is not yet published
    std::vector<Step> steps;
    std::vector<Stretch> stretches;
};

// The end of a term that a notification, publication or silence set off at `event`. Refused when the term is none
// (hours: 1 to 24, art. 30.1) or when it reaches a year whose holidays are not known.
Result<Deadline> expiry(Calendars const&, Instant event, Term const&, LastDay = LastDay::Moves);

// A term made another one, with the step that tells it.
struct Changed {
    Term term;
    std::vector<Step> steps;
};

// The longest extension there can be: half of the term and never more (art. 32.1), so halves are rounded down; the half
// of an odd month is 14 natural days, which is no more than half of any month. Hours stay within 24 (art. 30.1).
Term longest_extension(Term const&);

struct Extension {
    Term by;                      // in the term's own unit; years may be extended by months
    std::optional<Instant> asked; // by the interested person; nothing when it is ex officio
    Instant decided;
};

// The end of a term that was extended. Asking and deciding must both come before the term has ended (art. 32.3). The
// whole is counted as one term from the same event.
Result<Deadline> extended(Calendars const&, Instant event, Term const&, Extension const&);

// What a term of a procedure is for: urgency leaves those for filing applications and appeals as they are.
enum class Concerns { Application, Appeal, Anything };

// The term in a procedure declared urgent (art. 33.1): half. What the person loses may not be more than half, so halves
// are rounded up; the half of an odd month is 16 natural days, which is no less than half of any month.
Changed halved(Term const&, Concerns);

}
