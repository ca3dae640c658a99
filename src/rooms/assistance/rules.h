// SPDX-License-Identifier: EUPL-1.2
// The rules of assisted filing, pure: what a habilitation covers and until when, which day a consent may bear.
#pragma once
#include "base/time.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assistance {

// Habilitation: active -> ended (a decision, with its reason) | expired (its last day is over). Nothing comes back:
// whoever is habilitated again gets another row (Llei 39/2015, art. 12.3: the register tells who was, and when).
enum class HabilitationState { Active, Ended, Expired };
enum class HabilitationEvent { End, Expire };
std::string_view name(HabilitationState);
std::optional<HabilitationState> after(HabilitationState, HabilitationEvent);

// Assistance: filling -> printed (the sheet of consent) -> filed; printed -> filling when an answer changes, since what
// was consented to is then something else; filling, printed -> abandoned.
enum class State { Filling, Printed, Filed, Abandoned };
enum class Event { Print, Change, File, Abandon };
std::string_view name(State);
std::optional<State> state_named(std::string_view);
std::optional<State> after(State, Event);

// Of the register of habilitated officers.
struct Term {
    std::string from, until; // days; until is the last one, empty for no end
    bool ended = false;      // before its time
};
HabilitationState state_on(Term const&, base::Day);
// Active and begun.
bool in_force(Term const&, base::Day);
bool covers(bool all_procedures, std::vector<std::string> const& procedures, std::string_view procedure);

// The day on which the person signed (invariant 11: not after the act): not before the sheet was printed either, since
// they consent to what it says and to nothing that an older one said (Llei 39/2015, art. 12.2).
enum class ConsentFault { None, Unreadable, BeforePrinted, AfterAct };
ConsentFault judge_consent(std::string_view day, base::Instant printed, base::Instant act);

// One line of text, no longer than `longest` characters; at least one, none that controls.
bool is_line(std::string_view, std::size_t longest);

}
