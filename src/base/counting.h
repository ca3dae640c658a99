// SPDX-License-Identifier: EUPL-1.2
// The bookkeeping of one count: what it passed over and how it came to its end. Only term.cpp and
// special_terms.cpp include it.
#pragma once
#include "base/term.h"

namespace base {

class Counting {
public:
    // `calendars` outlives the counting.
    explicit Counting(Calendars const& of, std::string law = "l39");

    // Notes the day that sets the term off, which is not counted (art. 30.3).
    void begin(Day notified);
    void tell_whose_days();
    void say(std::string article, std::string what, std::vector<Day> days = {}, int amount = 0);
    // What a day is; a calendar that is not published makes the result provisional.
    Standing standing(Day);
    // Goes over one day; `counted` is how many of the term there are up to it.
    void pass(Day, Standing, int counted);
    // Goes over days that count whatever they are. The first is number `number`; 0 when they have none.
    void run(Day first, Day last, int number);
    // Tells how many non-working days were passed over, if any.
    void tell_skipped(std::string article);
    // Moves the last day to the next working one (art. 30.5), or leaves it, and ends there.
    Result<Deadline> last_day(Day found, LastDay, int counted);
    Deadline ended(Day found, Day last, int counted);

private:
    void add(Day, Stretch::What, int counted);

    Calendars const& calendars;
    std::string law;
    int skipped = 0;
    Deadline made;
};

}
