// SPDX-License-Identifier: EUPL-1.2
// Representation: granted, checked at every act, revoked at any moment (Llei 39/2015, arts. 5 and 6).
#pragma once
#include "act/act.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace identity {

using MandateId = base::Id<struct MandateTag>;

// Mandate: pending -> valid | denied | annulled; valid -> revoked (by the grantor) | waived (by the agent) | annulled.
// `expired` is no move: it is what the day says of a valid one.
enum class MandateState { Pending, Valid, Revoked, Waived, Denied, Annulled };
enum class MandateEvent { Accept, Deny, Revoke, Waive, Annul };
std::string_view name(MandateState);
std::optional<MandateState> after(MandateState, MandateEvent);

enum class Scope { General, Body, Procedure };
std::string_view name(Scope);
std::optional<Scope> scope_named(std::string_view);

struct Mandate {
    MandateId id;
    act::PersonId grantor, agent;
    std::string grantor_name, agent_name, agent_document;
    Scope scope = Scope::Body;
    std::string procedure;
    std::string valid_from, valid_until, proof;
    MandateState state = MandateState::Pending;

    bool in_force(base::Day) const;
    // Whether the agent has ever said yes. Until then the grantor knows no more of them than the number they typed.
    bool accepted() const;
    // Whether it lets the agent act in a procedure; empty: in something that every scope but one procedure covers.
    bool covers(std::string_view procedure) const;
};

// Five years at most, whichever day it is renewed (art. 6.6). Refusals name the field.
base::Result<Mandate> grant(act::Act&, Mandate const& wanted);
// The move that an event makes, by whom it may make it: the grantor revokes, the agent waives, accepts and denies.
base::Result<Mandate> move(act::Act&, MandateId const&, MandateEvent);

std::optional<Mandate> mandate(db::Snapshot const&, MandateId const&);
// In which somebody is grantor or agent, newest first.
std::vector<Mandate> mandates_of(db::Snapshot const&, act::PersonId const&);

// A session begins to stand for the grantor of a mandate in force whose agent it is, or (empty id) for itself again.
base::Result<base::Done> stand_for(act::Act&, MandateId const&);
// The mandate by which a session acts, valid or not.
std::optional<Mandate> standing(db::Snapshot const&, act::SessionId const&);
// In an act: a Refusal when the session stands for somebody and may not (any more), or not in this procedure.
std::optional<base::Refusal> recheck_standing(db::Snapshot const&, act::Actor const&, base::Instant now,
                                              std::string_view procedure = {});

}
