// SPDX-License-Identifier: EUPL-1.2
// The table of states of an upload.
#include "rooms/uploads/uploads.h"

#include <array>

namespace uploads {
namespace {

constexpr std::array<std::string_view, 6> names{"receiving", "quarantined", "clean",
                                                "infected",  "unreadable",  "disposed"};

struct Move {
    State from;
    Event event;
    State to;
};
constexpr std::array moves{
    Move{State::Receiving, Event::Quarantine, State::Quarantined},
    Move{State::Receiving, Event::Pass, State::Clean},
    Move{State::Receiving, Event::Infect, State::Infected},
    Move{State::Receiving, Event::Reject, State::Unreadable},
    Move{State::Quarantined, Event::Pass, State::Clean},
    Move{State::Quarantined, Event::Infect, State::Infected},
    Move{State::Quarantined, Event::Reject, State::Unreadable},
    Move{State::Clean, Event::Infect, State::Infected}, // newer signatures find what older ones did not
    Move{State::Receiving, Event::Dispose, State::Disposed},
    Move{State::Quarantined, Event::Dispose, State::Disposed},
    Move{State::Clean, Event::Dispose, State::Disposed},
    Move{State::Infected, Event::Dispose, State::Disposed},
    Move{State::Unreadable, Event::Dispose, State::Disposed},
};

}

std::string_view name(State state) { return names[std::size_t(state)]; }

State state_named(std::string_view text)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == text) return State(i);
    return State::Quarantined;
}

std::optional<State> after(State state, Event event)
{
    for (auto const& move : moves)
        if (move.from == state && move.event == event) return move.to;
    return {};
}

}
