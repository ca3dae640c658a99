// SPDX-License-Identifier: EUPL-1.2
#include "rooms/assistance/rules.h"

#include "base/states.h"
#include "base/text.h"

#include <algorithm>

namespace assistance {
namespace {

constexpr base::Names<3> habilitation_names{"active", "ended", "expired"};
constexpr std::array habilitation_moves{
    base::Move{HabilitationState::Active, HabilitationEvent::End, HabilitationState::Ended},
    base::Move{HabilitationState::Active, HabilitationEvent::Expire, HabilitationState::Expired},
};
constexpr base::Names<4> names{"filling", "printed", "filed", "abandoned"};
constexpr std::array moves{
    base::Move{State::Filling, Event::Print, State::Printed},
    base::Move{State::Printed, Event::Print, State::Printed},
    base::Move{State::Filling, Event::Change, State::Filling},
    base::Move{State::Printed, Event::Change, State::Filling},
    base::Move{State::Printed, Event::File, State::Filed},
    base::Move{State::Filling, Event::Abandon, State::Abandoned},
    base::Move{State::Printed, Event::Abandon, State::Abandoned},
};

}

std::string_view name(HabilitationState state) { return base::name_in(habilitation_names, state); }
std::optional<HabilitationState> after(HabilitationState state, HabilitationEvent event)
{
    return base::after(habilitation_moves, state, event);
}

std::string_view name(State state) { return base::name_in(names, state); }
std::optional<State> state_named(std::string_view text) { return base::named_in<State>(names, text); }
std::optional<State> after(State state, Event event) { return base::after(moves, state, event); }

HabilitationState state_on(Term const& term, base::Day day)
{
    if (term.ended) return *after(HabilitationState::Active, HabilitationEvent::End);
    if (!term.until.empty() && term.until < base::iso(day))
        return *after(HabilitationState::Active, HabilitationEvent::Expire);
    return HabilitationState::Active;
}

bool in_force(Term const& term, base::Day day)
{
    return state_on(term, day) == HabilitationState::Active && term.from <= base::iso(day);
}

bool covers(bool all_procedures, std::vector<std::string> const& procedures, std::string_view procedure)
{
    return all_procedures || std::ranges::find(procedures, procedure) != procedures.end();
}

ConsentFault judge_consent(std::string_view day, base::Instant printed, base::Instant act)
{
    auto const signed_on = base::day_from_iso(day);
    if (!signed_on) return ConsentFault::Unreadable;
    if (*signed_on > base::local_day(act)) return ConsentFault::AfterAct;
    if (*signed_on < base::local_day(printed)) return ConsentFault::BeforePrinted;
    return ConsentFault::None;
}

bool is_line(std::string_view text, std::size_t longest)
{
    return !text.empty() && base::is_utf8(text) && base::length_in_characters(text) <= longest &&
           std::ranges::none_of(text, [](char c) { return std::uint8_t(c) < 0x20 || c == 0x7f; });
}

}
