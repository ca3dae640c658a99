// SPDX-License-Identifier: EUPL-1.2
// The table of states of an upload: every pair of state and event.
#include "rooms/uploads/uploads.h"

#include <gtest/gtest.h>

namespace uploads {
namespace {

constexpr State states[]{State::Receiving, State::Quarantined, State::Clean,
                         State::Infected,  State::Unreadable,  State::Disposed};
constexpr Event events[]{Event::Quarantine, Event::Pass, Event::Infect, Event::Reject, Event::Dispose};

std::optional<State> expected(State state, Event event)
{
    if (state == State::Disposed) return {};
    if (event == Event::Dispose) return State::Disposed;
    auto const open = state == State::Receiving || state == State::Quarantined;
    if (event == Event::Quarantine && state == State::Receiving) return State::Quarantined;
    if (event == Event::Pass && open) return State::Clean;
    if (event == Event::Infect && (open || state == State::Clean)) return State::Infected;
    if (event == Event::Reject && open) return State::Unreadable;
    return {};
}

TEST(UploadState, MovesAsTheTableSaysForEveryPair)
{
    for (auto const state : states)
        for (auto const event : events)
            EXPECT_EQ(after(state, event), expected(state, event)) << name(state) << " " << int(event);
}

TEST(UploadState, IsCleanOnlyByAVerdict)
{
    for (auto const state : states)
        for (auto const event : events)
            EXPECT_TRUE(after(state, event) != State::Clean || event == Event::Pass) << name(state);
}

TEST(UploadState, NothingThatWasInfectedEverComesBack)
{
    for (auto const event : events)
        EXPECT_TRUE(!after(State::Infected, event) || after(State::Infected, event) == State::Disposed);
}

TEST(UploadState, IsNamedAndReadBack)
{
    for (auto const state : states) EXPECT_EQ(state_named(name(state)), state);
}

TEST(UploadState, UnknownIsServedToNobody)
{
    for (auto const* const text : {"", "CLEAN", "clean ", "ok"}) EXPECT_EQ(state_named(text), State::Quarantined);
}

}
}
