// SPDX-License-Identifier: EUPL-1.2
// The table of a request: every pair of state and event.
#include "rooms/signatures/signatures.h"

#include <gtest/gtest.h>

namespace signatures {
namespace {

constexpr State states[]{State::Waiting, State::Signed, State::Returned, State::Cancelled};

TEST(SignatureStates, ARequestMovesOnceFromWaitingAndNeverAgain)
{
    constexpr std::pair<Event, State> ways[]{
        {Event::Sign, State::Signed}, {Event::Return, State::Returned}, {Event::Cancel, State::Cancelled}};
    for (auto const state : states)
        for (auto const& [event, then] : ways)
            EXPECT_EQ(after(state, event), state == State::Waiting ? std::optional(then) : std::nullopt)
                << name(state) << " " << int(event);
}

TEST(SignatureStates, NamesAreReadAsTheyAreWritten)
{
    for (auto const state : states) EXPECT_EQ(state_named(name(state)), state);
    EXPECT_FALSE(state_named("elsewhere"));
}

}
}
