// SPDX-License-Identifier: EUPL-1.2
// What a habilitation covers and until when, the day of a consent; the tables of both state machines, every pair.
#include "rooms/assistance/rules.h"

#include <gtest/gtest.h>

namespace assistance {
namespace {

base::Day day(std::string_view iso) { return *base::day_from_iso(iso); }
base::Instant noon(std::string_view iso) { return base::local_instant(day(iso), std::chrono::hours(12)); }

TEST(AssistanceStates, AnAssistanceMovesAsTheTableSaysForEveryPair)
{
    using enum State;
    auto const expected = [](State state, Event event) -> std::optional<State> {
        if (state == Filed || state == Abandoned) return {};
        if (event == Event::Print) return Printed;
        if (event == Event::Change) return Filling;
        if (event == Event::Abandon) return Abandoned;
        if (state == Printed) return Filed; // never without a sheet that was printed
        return {};
    };
    for (auto const state : {Filling, Printed, Filed, Abandoned})
        for (auto const event : {Event::Print, Event::Change, Event::File, Event::Abandon})
            EXPECT_EQ(after(state, event), expected(state, event)) << name(state) << " " << int(event);
}

TEST(AssistanceStates, NamesAreReadAsTheyAreWritten)
{
    for (auto const state : {State::Filling, State::Printed, State::Filed, State::Abandoned})
        EXPECT_EQ(state_named(name(state)), state);
    EXPECT_FALSE(state_named("gone"));
}

TEST(AssistanceStates, AHabilitationEndsOnceForEveryPair)
{
    using enum HabilitationState;
    for (auto const state : {Active, Ended, Expired}) {
        EXPECT_EQ(after(state, HabilitationEvent::End), state == Active ? std::optional(Ended) : std::nullopt);
        EXPECT_EQ(after(state, HabilitationEvent::Expire), state == Active ? std::optional(Expired) : std::nullopt);
    }
}

TEST(AssistanceRules, AHabilitationIsInForceFromItsFirstDayToItsLast)
{
    Term const term{"2026-03-02", "2026-06-30", false};
    EXPECT_FALSE(in_force(term, day("2026-03-01")));
    EXPECT_TRUE(in_force(term, day("2026-03-02")));
    EXPECT_TRUE(in_force(term, day("2026-06-30")));
    EXPECT_FALSE(in_force(term, day("2026-07-01")));
    EXPECT_EQ(state_on(term, day("2026-07-01")), HabilitationState::Expired);
    EXPECT_TRUE(in_force({"2026-03-02", "", false}, day("2036-03-02")));
    EXPECT_FALSE(in_force({"2026-03-02", "", true}, day("2026-03-02")));
    EXPECT_EQ(state_on({"2026-03-02", "2026-03-03", true}, day("2027-01-01")), HabilitationState::Ended);
}

TEST(AssistanceRules, OneForSomeProceduresCoversNoOther)
{
    EXPECT_TRUE(covers(true, {}, "fe-de-vida"));
    EXPECT_TRUE(covers(false, {"fe-de-vida"}, "fe-de-vida"));
    EXPECT_FALSE(covers(false, {"fe-de-vida"}, "ajut-habitatge"));
    EXPECT_FALSE(covers(false, {}, ""));
}

TEST(AssistanceRules, AConsentIsSignedBetweenThePrintingOfItsSheetAndTheAct)
{
    auto const from = noon("2026-03-02"), to = noon("2026-03-04");
    EXPECT_EQ(judge_consent("2026-03-01", from, to), ConsentFault::BeforePrinted);
    EXPECT_EQ(judge_consent("2026-03-02", from, to), ConsentFault::None);
    EXPECT_EQ(judge_consent("2026-03-04", from, to), ConsentFault::None);
    EXPECT_EQ(judge_consent("2026-03-05", from, to), ConsentFault::AfterAct);
    EXPECT_EQ(judge_consent("2026-02-30", from, to), ConsentFault::Unreadable);
    EXPECT_EQ(judge_consent("", from, to), ConsentFault::Unreadable);
}

TEST(AssistanceRules, ALineIsOneLine)
{
    EXPECT_TRUE(is_line("Decret 2026/0042", 20));
    EXPECT_FALSE(is_line("", 20));
    EXPECT_FALSE(is_line("a\nb", 20));
    EXPECT_FALSE(is_line(std::string(21, 'a'), 20));
}

}
}
