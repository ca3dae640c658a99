// SPDX-License-Identifier: EUPL-1.2
// Terms that have a rule of their own: taxes (Llei 58/2003, LGT, art. 62), electronic notifications left unread (Llei
// 39/2015, art. 43.2) and the second attempt at a notification on paper (art. 42.2). Pure, like term.h.
#pragma once
#include "base/term.h"

namespace base {

// Until when a debt that was notified on its own is paid of one's own accord (LGT, art. 62.2).
Result<Deadline> voluntary_payment(Calendars const&, Day notified);
// Until when it is paid once enforcement was notified (LGT, art. 62.5).
Result<Deadline> enforced_payment(Calendars const&, Day notified);
// Until when the debts of a list, notified collectively, are paid: from 1 September to 20 November (LGT, art. 62.3),
// unless the town sets a period of its own, of two months at least.
Result<Deadline> collective_payment(Calendars const&, int year);
Result<Deadline> collective_payment(Calendars const&, Day first, Day last);

// A compulsory or chosen electronic notification is rejected when ten natural days have passed since it was made
// available and nobody opened it (art. 43.2); `ends` is when it becomes so. The platforms do not move a last day that
// is non-working; the words of art. 30.5 would. Which rule was applied is among the steps.
Result<Deadline> unread_rejection(Calendars const&, Instant available, LastDay);

// When the second attempt at somebody's door may be.
struct SecondAttempt {
    Deadline within;                   // the three following days, working ones as art. 30.2 has it
    std::chrono::minutes from, before; // hours of the day: [from, before)
};
Result<SecondAttempt> second_attempt(Calendars const&, Instant first);
// Why an attempt does not count as the second one, or nothing.
std::optional<Refusal> why_no_second_attempt(Calendars const&, Instant first, Instant second);

}
