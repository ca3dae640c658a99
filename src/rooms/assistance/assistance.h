// SPDX-License-Identifier: EUPL-1.2
// Assisted filing: an officer of the register of habilitated ones fills in and signs, with their own signature, what
// somebody who is here asks for, is not obliged to electronic means and consents to in writing (Llei 39/2015,
// arts. 12.2 and 12.3; RD 203/2021, art. 30).
#pragma once
#include "rooms/assistance/rules.h"
#include "rooms/counter/counter.h"

namespace assistance {

using AssistanceId = base::Id<struct AssistanceTag>;
using HabilitationId = base::Id<struct HabilitationTag>;

// What the room needs from others. References outlive it.
struct Room {
    cases::Room& cases;
    counter::Room& counter; // how people are told apart and named where they come in person
};
void routes(web::Router&, Room&);

// Forgets what nobody went on with: an assistance ends with its draft, and what was printed of it goes too (RGPD, art.
// 5.1.e). In the transaction that expires drafts.
void tidy(db::Tx&, base::Instant now);

// Whether they may fill in anything at all for somebody now.
bool assists(db::Snapshot const&, act::Actor const&, base::Instant);
// Who filed a matter for somebody does not take it up: they would decide on what they wrote and signed (Llei 40/2015,
// art. 23; model.md, invariant 11).
std::optional<base::Refusal> not_to_take(db::Snapshot const&, act::Actor const&, cases::MatterId const&);
// The officer hands the person a copy of everything that was filed; who oversees them reads it.
std::optional<act::PersonId> staff_may_read(db::Snapshot const&, act::Actor const&, uploads::Kept const&);

// When a scanner finds something in a signed sheet that was filed: whoever works on the matter and whoever filed it are
// told, since only the office can ask for it again. False for any other paper.
bool consent_infected(act::Act&, uploads::Kept const&);

// A row of the register, by somebody of the office. Refused with the fields that are wrong.
struct Wanted {
    act::StaffId staff;
    std::string post, resolution, resolved_on, from, until;
    std::vector<std::string> procedures; // empty: all that are listed
};
base::Result<HabilitationId> habilitate(act::Act&, Wanted const&);
// Puts a procedure on the list; Conflict when it stands there.
base::Result<base::Done> list(act::Act&, std::string_view procedure);

}
