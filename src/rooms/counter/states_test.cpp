// SPDX-License-Identifier: EUPL-1.2
// The tables of a requirement and of an exchange: every pair of state and event.
#include "rooms/counter/counter.h"

#include <gtest/gtest.h>

namespace counter {
namespace {

using enum ExchangeState;

constexpr ExchangeState states[]{Waiting, Sent, Confirmed, Rejected, Closed};
constexpr ExchangeEvent events[]{ExchangeEvent::Send, ExchangeEvent::Fail, ExchangeEvent::Confirm,
                                 ExchangeEvent::Reject, ExchangeEvent::Close};

std::optional<ExchangeState> expected(ExchangeState state, ExchangeEvent event)
{
    using enum ExchangeEvent;
    if (event == Send && (state == Waiting || state == Rejected)) return Sent;
    if (state == Sent && event == Fail) return Waiting;
    if (state == Sent && event == Confirm) return Confirmed;
    if (state == Sent && event == Reject) return Rejected;
    if (event == Close && (state == Rejected || state == Waiting)) return Closed;
    return {};
}

TEST(CounterStates, AnExchangeMovesAsTheTableSaysForEveryPair)
{
    for (auto const state : states)
        for (auto const event : events)
            EXPECT_EQ(after(state, event), expected(state, event)) << name(state) << " " << name(event);
}

TEST(CounterStates, NamesAreReadAsTheyAreWritten)
{
    for (auto const state : states) EXPECT_EQ(exchange_state_named(name(state)), state);
    for (auto const event : events) EXPECT_EQ(exchange_event_named(name(event)), event);
    EXPECT_FALSE(exchange_event_named("vanish"));
}

TEST(CounterStates, ARequirementIsAmendedOnce)
{
    EXPECT_EQ(after(RequirementState::Pending, RequirementEvent::Amend), RequirementState::Amended);
    EXPECT_FALSE(after(RequirementState::Amended, RequirementEvent::Amend));
}

}
}
