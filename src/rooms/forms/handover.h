// SPDX-License-Identifier: EUPL-1.2
// A draft that goes on elsewhere, as whoever one is there: by a link, and by a code that is told apart from it. Whoever
// began by a code sent to their telephone ends with their certificate; a daughter ends what her father began.
#pragma once
#include "rooms/forms/forms.h"

namespace forms {

using HandoverId = base::Id<struct HandoverTag>;

constexpr auto handover_lasts = std::chrono::hours(24 * 7); // and never longer than the draft
constexpr std::size_t handover_digits = 8;
constexpr std::int64_t handover_tries = 5; // wrong codes; one of a hundred million is right

struct Handover {
    HandoverId id; // stands in the link: eighty of its bits are random
    DraftId draft;
    std::int64_t tries = 0;
    base::Instant until{};
};

// The one of a draft, where it still holds.
std::optional<Handover> handover_of(db::Snapshot const&, DraftId const&, base::Instant now);
// The one of a link: NotFound for one that never was or was replaced, Gone for one that is over or whose draft is.
base::Result<Handover> handover(db::Snapshot const&, std::string_view id, base::Instant now);
// Eight digits, the same each time that its owner looks.
std::string code_of(Room const&, Handover const&);

// Acts. A new one ends the one before.
Handover make_handover(act::Act&, Draft const&);
void end_handover(act::Act&, DraftId const&);
// The draft becomes the actor's: what its owner typed and attached goes along, what the office had filled in of them
// does not. A wrong code is counted by a Refusal that is kept.
base::Result<DraftId> take_over(Room&, act::Act&, HandoverId const&, std::string_view digits);

}
