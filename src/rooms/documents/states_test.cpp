// SPDX-License-Identifier: EUPL-1.2
// The table of states of an issued document: every pair of state and event.
#include "rooms/documents/documents.h"

#include <gtest/gtest.h>

namespace documents {
namespace {

constexpr State states[]{State::Available, State::Superseded, State::Revoked};
constexpr Event events[]{Event::Supersede, Event::Revoke};

std::optional<State> expected(State state, Event event)
{
    if (state == State::Available && event == Event::Supersede) return State::Superseded;
    if (state != State::Revoked && event == Event::Revoke) return State::Revoked;
    return {};
}

TEST(DocumentState, MovesAsTheTableSaysForEveryPair)
{
    for (auto const state : states)
        for (auto const event : events)
            EXPECT_EQ(after(state, event), expected(state, event)) << name(state) << " " << int(event);
}

TEST(DocumentState, NeverComesBackToAvailable)
{
    for (auto const state : states)
        for (auto const event : events) EXPECT_NE(after(state, event), State::Available);
}

TEST(DocumentState, IsNamedAndReadBack)
{
    for (auto const state : states) EXPECT_EQ(state_named(name(state)), state);
}

TEST(DocumentState, UnknownIsNotVouchedFor)
{
    for (auto const* const text : {"", "valid", "AVAILABLE", "available ", "sealed"})
        EXPECT_EQ(state_named(text), State::Revoked) << text;
}

}
}
