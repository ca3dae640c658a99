// SPDX-License-Identifier: EUPL-1.2
// The vectors for taxes, unread notifications and second attempts.
#include "base/special_terms.h"

#include "base/calendar_testing.h"

namespace base::testing {
namespace {

std::string last(Result<Deadline> const& made) { return made ? iso(made->last) : made.refusal().text; }

TEST(Tax, PaymentEndsOnTheDaysOfArticle62)
{
    struct Vector {
        char const *notified, *voluntary, *enforced;
    };
    for (auto const& [notified, voluntary, enforced] : {Vector{"2026-07-10", "2026-08-20", "2026-07-20"},
                                                        {"2026-07-20", "2026-09-07", "2026-08-05"},
                                                        {"2026-11-05", "2026-12-21", "2026-11-20"},
                                                        {"2026-10-16", "2026-12-07", "2026-11-05"},
                                                        {"2026-06-30", "2026-08-05", "2026-07-06"}}) {
        EXPECT_EQ(last(voluntary_payment(town(), day(notified))), voluntary) << notified;
        EXPECT_EQ(last(enforced_payment(town(), day(notified))), enforced) << notified;
    }
}

TEST(Tax, TheFifteenthIsStillTheFirstHalfOfTheMonth)
{
    EXPECT_EQ(last(voluntary_payment(town(), day("2026-04-15"))), "2026-05-20");
    EXPECT_EQ(last(voluntary_payment(town(), day("2026-04-16"))), "2026-06-05");
    EXPECT_EQ(last(enforced_payment(town(), day("2026-04-15"))), "2026-04-20");
    EXPECT_EQ(last(enforced_payment(town(), day("2026-12-31"))), "2027-01-05");
}

TEST(Tax, TellsItsArticleAndWhereItMoved)
{
    auto const made = voluntary_payment(town(), day("2026-07-20"));
    ASSERT_TRUE(made);
    ASSERT_EQ(made->steps.size(), 2u);
    EXPECT_EQ(made->steps[0].law, "lgt");
    EXPECT_EQ(made->steps[0].article, "62.2.b");
    EXPECT_EQ(iso(made->steps[0].days.at(1)), "2026-09-05");
    EXPECT_EQ(made->steps[1].what, "moved");
    EXPECT_EQ(iso(made->before_moving), "2026-09-05");
}

TEST(Tax, CollectiveDebtsArePaidInAutumnOrInAPeriodOfTwoMonths)
{
    EXPECT_EQ(last(collective_payment(town(), 2026)), "2026-11-20");
    EXPECT_EQ(last(collective_payment(town(), 2027)), "2027-11-22") << "20 November 2027 is a Saturday";
    EXPECT_EQ(last(collective_payment(town(), day("2026-03-01"), day("2026-04-30"))), "2026-04-30");
    EXPECT_EQ(last(collective_payment(town(), day("2026-03-01"), day("2026-04-29"))), "term.collective-too-short");
    EXPECT_EQ(last(collective_payment(town(), day("2026-12-31"), day("2027-02-28"))), "2027-03-01");
    EXPECT_EQ(last(collective_payment(town(), day("2026-12-31"), day("2027-02-27"))), "term.collective-too-short");
}

TEST(Tax, WithoutACalendarIsRefused)
{
    EXPECT_EQ(last(voluntary_payment(town(), day("2029-11-20"))), "term.year-missing");
    EXPECT_EQ(last(collective_payment(town(), 2030)), "term.year-missing");
}

TEST(Unread, NotificationsAreRejectedAfterTenNaturalDays)
{
    struct Vector {
        char const *available, *stays, *moves;
    };
    for (auto const& [available, stays, moves] : {Vector{"2026-03-27", "2026-04-06", "2026-04-07"},
                                                  {"2026-08-05", "2026-08-15", "2026-08-17"},
                                                  {"2026-12-24", "2027-01-03", "2027-01-04"},
                                                  {"2026-10-16", "2026-10-26", "2026-10-26"}}) {
        EXPECT_EQ(last(unread_rejection(town(), instant(available), LastDay::Stays)), stays) << available;
        EXPECT_EQ(last(unread_rejection(town(), instant(available), LastDay::Moves)), moves) << available;
    }
    auto const made = unread_rejection(town(), instant("2026-03-27 09:00"), LastDay::Stays);
    EXPECT_EQ(shown(made->ends), "2026-04-07 00:00");
}

TEST(Unread, TheRuleThatWasAppliedIsRecorded)
{
    EXPECT_EQ(unread_rejection(town(), instant("2026-03-27"), LastDay::Stays)->steps.front().what, "unread-stays");
    EXPECT_EQ(unread_rejection(town(), instant("2026-03-27"), LastDay::Moves)->steps.front().what, "unread-moves");
}

TEST(Unread, NeedsNoCalendarWhereTheLastDayStays)
{
    auto const made = unread_rejection(Calendar(), instant("2030-03-27"), LastDay::Stays);
    EXPECT_EQ(last(made), "2030-04-06");
    EXPECT_FALSE(made->provisional);
    EXPECT_EQ(last(unread_rejection(Calendar(), instant("2030-03-27"), LastDay::Moves)), "term.year-missing");
}

std::string attempt(char const* first, char const* second)
{
    auto const no = why_no_second_attempt(town(), instant(first), instant(second));
    return no ? no->text : "";
}

TEST(SecondAttempt, IsOnTheOtherSideOfThreeInTheAfternoon)
{
    EXPECT_EQ(attempt("2026-04-08 10:00", "2026-04-09 15:00"), "");
    EXPECT_EQ(attempt("2026-04-08 10:00", "2026-04-09 14:59"), "term.second-attempt-hour");
    EXPECT_EQ(attempt("2026-04-08 16:30", "2026-04-09 13:30"), "");
    EXPECT_EQ(attempt("2026-04-08 16:30", "2026-04-09 17:30"), "term.second-attempt-hour");
    EXPECT_EQ(attempt("2026-04-08 20:00", "2026-04-09 14:59"), "");
    EXPECT_EQ(attempt("2026-04-08 20:00", "2026-04-09 15:00"), "term.second-attempt-hour");
}

TEST(SecondAttempt, IsThreeHoursApartAtLeast)
{
    EXPECT_EQ(attempt("2026-04-08 14:00", "2026-04-09 16:59"), "term.second-attempt-hour");
    EXPECT_EQ(attempt("2026-04-08 14:00", "2026-04-09 17:00"), "");
    EXPECT_EQ(attempt("2026-04-08 15:00", "2026-04-09 12:01"), "term.second-attempt-hour");
    EXPECT_EQ(attempt("2026-04-08 15:00", "2026-04-09 12:00"), "");
}

TEST(SecondAttempt, IsWithinThreeWorkingDays)
{
    EXPECT_EQ(attempt("2026-04-01 10:00", "2026-04-08 18:00"), "") << "holidays and weekend between";
    EXPECT_EQ(attempt("2026-04-01 10:00", "2026-04-09 18:00"), "term.second-attempt-day");
    EXPECT_EQ(attempt("2026-04-08 10:00", "2026-04-08 18:00"), "term.second-attempt-day") << "not a following day";
    EXPECT_EQ(attempt("2026-04-08 10:00", "2026-04-07 18:00"), "term.second-attempt-day");
    EXPECT_EQ(attempt("2029-12-31 10:00", "2030-01-02 18:00"), "term.year-missing");
}

}
}
