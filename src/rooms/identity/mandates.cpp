// SPDX-License-Identifier: EUPL-1.2
#include "rooms/identity/mandates.h"

#include "base/crypto.h"
#include "base/states.h"
#include "rooms/identity/people.h"

#include "rooms/audit/audit.h"

#include <array>

namespace identity {
namespace {

using base::Refusal;

constexpr std::array<std::string_view, 6> states{"pending", "valid", "revoked", "waived", "denied", "annulled"};
constexpr std::array<std::string_view, 3> scopes{"general", "body", "procedure"};
constexpr int most_years = 5;

constexpr std::array moves{
    base::Move{MandateState::Pending, MandateEvent::Accept, MandateState::Valid},
    base::Move{MandateState::Pending, MandateEvent::Deny, MandateState::Denied},
    base::Move{MandateState::Pending, MandateEvent::Annul, MandateState::Annulled},
    base::Move{MandateState::Valid, MandateEvent::Revoke, MandateState::Revoked},
    base::Move{MandateState::Valid, MandateEvent::Waive, MandateState::Waived},
    base::Move{MandateState::Valid, MandateEvent::Annul, MandateState::Annulled},
};

Refusal no(char const* text, char const* field = "") { return {Refusal::Why::Unprocessable, text, field}; }

// An unknown state authorises nothing.
MandateState state_named(std::string_view text)
{
    return base::named_in<MandateState>(states, text).value_or(MandateState::Annulled);
}

Mandate read(db::Row const& row)
{
    Mandate found;
    found.id = {row.text(0)};
    found.grantor = {row.text(1)};
    found.agent = {row.text(2)};
    found.grantor_name = row.text(3);
    found.agent_name = row.text(4);
    found.scope = scope_named(row.text(5)).value_or(Scope::Procedure);
    found.procedure = row.text_or(6, "");
    found.valid_from = row.text(7);
    found.valid_until = row.text(8);
    found.proof = row.text(9);
    found.state = state_named(row.text(10));
    found.agent_document = row.text(11);
    return found;
}

std::optional<Refusal> fault_in(Mandate const& wanted, base::Instant now)
{
    if (wanted.grantor == wanted.agent) return no("identity.mandate-self", "agent");
    if (wanted.scope == Scope::Procedure && wanted.procedure.empty())
        return no("identity.mandate-procedure", "procedure");
    auto const from = base::day_from_iso(wanted.valid_from), until = base::day_from_iso(wanted.valid_until);
    if (!from) return no("identity.mandate-day", "from");
    if (!until || *until < *from || *until < base::local_day(now)) return no("identity.mandate-day", "until");
    std::chrono::year_month_day const begun(*from);
    auto const end = begun + std::chrono::years(most_years);
    auto const last = base::Day(end.ok() ? end : end.year() / end.month() / std::chrono::last);
    if (*until > last) return no("identity.mandate-too-long", "until");
    return {};
}

// Who of the two may bring an event about; the office annuls.
bool may(act::Actor const& by, Mandate const& mandate, MandateEvent event)
{
    if (by.kind == act::Actor::Kind::Staff) return event == MandateEvent::Annul;
    auto const agents = event == MandateEvent::Accept || event == MandateEvent::Deny || event == MandateEvent::Waive;
    return by.kind == act::Actor::Kind::Person && by.person == (agents ? mandate.agent : mandate.grantor);
}

}

std::string_view name(MandateState state) { return base::name_in(states, state); }
std::string_view name(Scope scope) { return base::name_in(scopes, scope); }
std::optional<Scope> scope_named(std::string_view text) { return base::named_in<Scope>(scopes, text); }

std::optional<MandateState> after(MandateState state, MandateEvent event) { return base::after(moves, state, event); }

bool Mandate::in_force(base::Day day) const
{
    auto const today = base::iso(day);
    return state == MandateState::Valid && valid_from <= today && today <= valid_until;
}

bool Mandate::accepted() const
{
    return state == MandateState::Valid || state == MandateState::Revoked || state == MandateState::Waived;
}

bool Mandate::covers(std::string_view wanted) const
{
    return scope != Scope::Procedure || (!wanted.empty() && wanted == procedure);
}

base::Result<Mandate> grant(act::Act& act, Mandate const& wanted)
{
    if (auto fault = fault_in(wanted, act.at)) return *fault;
    auto const id = MandateId::fresh(act.at);
    act.tx(R"sql(
        insert into identity_mandate (id, grantor, agent, scope, procedure, valid_from, valid_until, proof, made_at,
            made_by, state, state_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $9)
        )sql",
           id.text, wanted.grantor.text, wanted.agent.text, name(wanted.scope),
           wanted.scope == Scope::Procedure ? std::optional(wanted.procedure) : std::nullopt, wanted.valid_from,
           wanted.valid_until, wanted.proof, act.at.micros,
           act.by.staff ? std::optional(act.by.staff.text) : std::nullopt, name(wanted.state));
    audit::record(act, "identity.mandate", wanted.grantor, id.text);
    audit::record(act, "identity.mandate", wanted.agent, id.text);
    return *mandate(act.tx, id);
}

base::Result<Mandate> move(act::Act& act, MandateId const& id, MandateEvent event)
{
    auto found = mandate(act.tx, id);
    // Whose it is not learns nothing about it.
    if (!found || !may(act.by, *found, event)) return Refusal{Refusal::Why::NotFound, "identity.no-mandate"};
    auto const next = after(found->state, event);
    if (!next) return Refusal{Refusal::Why::Conflict, "identity.mandate-over"};
    act.tx(R"sql(update identity_mandate set state = $2, state_at = $3 where id = $1)sql", id.text, name(*next),
           act.at.micros);
    auto const* const told = event == MandateEvent::Accept ? "identity.mandate" : "identity.mandate-revoked";
    audit::record(act, told, found->grantor, id.text);
    audit::record(act, told, found->agent, id.text);
    found->state = *next;
    return *found;
}

std::optional<Mandate> mandate(db::Snapshot const& snapshot, MandateId const& id)
{
    auto const row = snapshot.one(R"sql(
        select m.id, m.grantor, m.agent, g.name, a.name, m.scope, m.procedure, m.valid_from, m.valid_until, m.proof,
            m.state, a.document_number
        from identity_mandate m join identity_person g on g.id = m.grantor join identity_person a on a.id = m.agent
        where m.id = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Mandate> mandates_of(db::Snapshot const& snapshot, act::PersonId const& person)
{
    std::vector<Mandate> list;
    for (auto const& row : snapshot(R"sql(
        select m.id, m.grantor, m.agent, g.name, a.name, m.scope, m.procedure, m.valid_from, m.valid_until, m.proof,
            m.state, a.document_number
        from identity_mandate m join identity_person g on g.id = m.grantor join identity_person a on a.id = m.agent
        where m.grantor = $1 or m.agent = $1 order by m.id desc limit 200
        )sql",
                                    person.text))
        list.push_back(read(row));
    return list;
}

base::Result<base::Done> stand_for(act::Act& act, MandateId const& id)
{
    act.tx(R"sql(delete from identity_standing where session = $1)sql", act.by.session.text);
    if (!id) return base::Done{};
    auto const found = mandate(act.tx, id);
    if (!found || found->agent != act.by.person) return Refusal{Refusal::Why::NotFound, "identity.no-mandate"};
    if (!found->in_force(base::local_day(act.at))) return Refusal{Refusal::Why::Conflict, "identity.mandate-over"};
    act.tx(R"sql(insert into identity_standing (session, mandate) values ($1, $2))sql", act.by.session.text, id.text);
    audit::record(act, "identity.standing", found->grantor, id.text);
    return base::Done{};
}

void keep_standing(act::Act& act, Opened const& opened)
{
    if (!act.by.on_behalf || act.by.person != opened.person) return;
    if (recheck_standing(act.tx, act.by, act.at)) return;
    act.tx(R"sql(
        insert into identity_standing (session, mandate)
        select s.id, t.mandate from identity_session s, identity_standing t where s.token = $1 and t.session = $2
        )sql",
           db::Bytes{base::sha256(opened.token)}, act.by.session.text);
}

std::optional<Mandate> standing(db::Snapshot const& snapshot, act::SessionId const& session)
{
    auto const row = snapshot.one(R"sql(select mandate from identity_standing where session = $1)sql", session.text);
    return row ? mandate(snapshot, {row->text(0)}) : std::nullopt;
}

std::optional<Refusal> recheck_standing(db::Snapshot const& snapshot, act::Actor const& by, base::Instant now,
                                        std::string_view procedure)
{
    if (!by.on_behalf) return {};
    auto const found = standing(snapshot, by.session);
    if (!found || found->agent != by.person || found->grantor != by.on_behalf ||
        !found->in_force(base::local_day(now)) || (!procedure.empty() && !found->covers(procedure)))
        return Refusal{Refusal::Why::Forbidden, "identity.mandate-over"};
    return {};
}

}
