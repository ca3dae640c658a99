// SPDX-License-Identifier: EUPL-1.2
// What may become of a request.
#include "base/states.h"
#include "rooms/signatures/signatures.h"

namespace signatures {
namespace {

constexpr base::Names<4> names{"waiting", "signed", "returned", "cancelled"};
constexpr std::array moves{
    base::Move{State::Waiting, Event::Sign, State::Signed},
    base::Move{State::Waiting, Event::Return, State::Returned},
    base::Move{State::Waiting, Event::Cancel, State::Cancelled},
};

}

std::string_view name(State state) { return base::name_in(names, state); }
std::optional<State> state_named(std::string_view text) { return base::named_in<State>(names, text); }
std::optional<State> after(State state, Event event) { return base::after(moves, state, event); }

}
