// SPDX-License-Identifier: EUPL-1.2
// State machines as tables: the names of states as rows keep them, and the moves that events make. A pair that is not
// listed is refused; each room walks all pairs of its table in a test.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace base {

// Names in the order of an enumeration that counts from 0.
template<std::size_t N> using Names = std::array<std::string_view, N>;

template<class E, std::size_t N> constexpr std::string_view name_in(Names<N> const& names, E of)
{
    return names.at(std::size_t(of));
}

// Nothing for a name that this program does not know.
template<class E, std::size_t N> constexpr std::optional<E> named_in(Names<N> const& names, std::string_view text)
{
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == text) return E(i);
    return {};
}

template<class State, class Event> struct Move {
    State from;
    Event event;
    State to;
};

// The state after an event, or nothing when that move is not allowed.
template<class State, class Event, std::size_t N>
constexpr std::optional<State> after(std::array<Move<State, Event>, N> const& moves, State state, Event event)
{
    for (auto const& move : moves)
        if (move.from == state && move.event == event) return move.to;
    return {};
}

}
