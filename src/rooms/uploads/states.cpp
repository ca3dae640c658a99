// SPDX-License-Identifier: EUPL-1.2
// The table of states of an upload.
#include "rooms/uploads/uploads.h"

#include "base/states.h"

namespace uploads {
namespace {

constexpr base::Names<6> names{"receiving", "quarantined", "clean", "infected", "unreadable", "disposed"};

constexpr std::array moves{
    base::Move{State::Receiving, Event::Quarantine, State::Quarantined},
    base::Move{State::Receiving, Event::Pass, State::Clean},
    base::Move{State::Receiving, Event::Infect, State::Infected},
    base::Move{State::Receiving, Event::Reject, State::Unreadable},
    base::Move{State::Quarantined, Event::Pass, State::Clean},
    base::Move{State::Quarantined, Event::Infect, State::Infected},
    base::Move{State::Quarantined, Event::Reject, State::Unreadable},
    base::Move{State::Clean, Event::Infect, State::Infected}, // newer signatures find what older ones did not
    base::Move{State::Receiving, Event::Dispose, State::Disposed},
    base::Move{State::Quarantined, Event::Dispose, State::Disposed},
    base::Move{State::Clean, Event::Dispose, State::Disposed},
    base::Move{State::Infected, Event::Dispose, State::Disposed},
    base::Move{State::Unreadable, Event::Dispose, State::Disposed},
};

}

std::string_view name(State state) { return base::name_in(names, state); }
State state_named(std::string_view text) { return base::named_in<State>(names, text).value_or(State::Quarantined); }
std::optional<State> after(State state, Event event) { return base::after(moves, state, event); }

}
