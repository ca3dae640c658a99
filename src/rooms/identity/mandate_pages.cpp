// SPDX-License-Identifier: EUPL-1.2
// Representations in the citizen's folder: granting, accepting, withdrawing, and acting for somebody.
#include "base/identifiers.h"
#include "rooms/identity/identity.h"
#include "rooms/identity/mandates.h"
#include "web/parts.h"

namespace identity {
namespace {

using base::Refusal;

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

struct Card {
    std::string id, who, scope, validity, state, tag;
    bool may_act, may_accept, may_revoke, may_waive;
};
BOOST_DESCRIBE_STRUCT(Card, (), (id, who, scope, validity, state, tag, may_act, may_accept, may_revoke, may_waive))

struct MandatesPage {
    static constexpr auto view = "identity/mandates";
    std::string title, acting_for;
    std::vector<Card> given, received;
};
BOOST_DESCRIBE_STRUCT(MandatesPage, (), (title, acting_for, given, received))

Card card(web::Call const& call, Mandate const& of, bool given)
{
    auto const today = base::local_day(call.at);
    auto const in_force = of.in_force(today);
    auto const expired = of.state == MandateState::Valid && !in_force && of.valid_until < base::iso(today);
    auto const state = expired ? std::string("expired") : std::string(name(of.state));
    return {of.id.text,
            given ? of.agent_name : of.grantor_name,
            of.scope == Scope::Procedure ? of.procedure : call.say("identity.scope-" + std::string(name(of.scope))),
            call.say("identity.from-until", {{"from", of.valid_from}, {"until", of.valid_until}}),
            call.say("identity.mandate-state-" + state),
            in_force                            ? "green"
            : of.state == MandateState::Pending ? "yellow"
                                                : "grey",
            !given && in_force,
            !given && of.state == MandateState::Pending,
            given && after(of.state, MandateEvent::Revoke).has_value() && !expired,
            !given && after(of.state, MandateEvent::Waive).has_value() && !expired};
}

base::Result<MandatesPage> show_mandates(Room&, db::Snapshot const& snapshot, web::Call const& call, Nothing const&)
{
    MandatesPage page;
    page.title = call.say("identity.mandates-title");
    if (call.by.on_behalf)
        if (auto const other = person(snapshot, call.by.on_behalf)) page.acting_for = other->name;
    for (auto const& each : mandates_of(snapshot, call.by.person)) {
        auto const given = each.grantor == call.by.person;
        (given ? page.given : page.received).push_back(card(call, each, given));
    }
    return page;
}

struct GrantPage {
    static constexpr auto view = "identity/grant";
    std::string title;
    bool form = true;
    web::Input agent, procedure, from, until;
    web::Radios scope;
};
BOOST_DESCRIBE_STRUCT(GrantPage, (), (title, form, agent, procedure, from, until, scope))

base::Result<GrantPage> show_grant(Room&, db::Snapshot const&, web::Call const& call, Nothing const&)
{
    GrantPage page;
    page.title = call.say("identity.grant-title");
    page.agent = web::input(call, "agent", call.say("identity.agent"), call.say("identity.agent-hint"));
    page.agent.width = "govuk-input--width-10";
    page.agent.code = true;
    page.scope =
        web::radios(call, "scope", call.say("identity.scope"), "", "procedure",
                    {{"procedure", call.say("identity.scope-procedure"), call.say("identity.scope-procedure-hint")},
                     {"body", call.say("identity.scope-body"), call.say("identity.scope-body-hint")}});
    page.procedure = web::input(call, "procedure", call.say("identity.procedure"), call.say("identity.procedure-hint"));
    page.from = web::input(call, "from", call.say("identity.from"), "");
    if (page.from.value.empty()) page.from.value = base::iso(base::local_day(call.at));
    page.until = web::input(call, "until", call.say("identity.until"), call.say("identity.until-hint"));
    page.from.type = page.until.type = "date";
    return page;
}

struct Granting {
    std::string agent, scope, procedure, from, until;
};
BOOST_DESCRIBE_STRUCT(Granting, (), (agent, scope, procedure, from, until))

base::Result<Mandate> prepare_grant(Room& room, db::Snapshot const& snapshot, web::Call const& call, Granting const& in)
{
    auto const wrong = [](char const* key, char const* field) {
        return Refusal{Refusal::Why::Unprocessable, key, field};
    };
    auto const number = base::document_number(in.agent);
    if (!number) return wrong("identity.bad-document", "agent");
    // Only somebody who has entered once is known; the same words whether the number exists or not.
    auto const agent = person_by_document(snapshot, number->text);
    if (!agent) return wrong("identity.mandate-unknown-agent", "agent");
    auto const scope = scope_named(in.scope);
    if (!scope || *scope == Scope::General) return wrong("field.choice", "scope");
    Mandate wanted;
    wanted.grantor = call.by.person;
    wanted.agent = agent->id;
    wanted.scope = *scope;
    wanted.procedure = in.procedure;
    if (*scope == Scope::Procedure && !room.is_procedure(in.procedure, call.at))
        return wrong("identity.mandate-procedure", "procedure");
    wanted.valid_from = in.from;
    wanted.valid_until = in.until;
    wanted.proof = "electronic"; // apud acta by appearing in the electronic office (art. 6.5)
    wanted.state = MandateState::Pending;
    return wanted;
}

struct Changed {
    std::string id, state;
};
BOOST_DESCRIBE_STRUCT(Changed, (), (id, state))
std::string location(Changed const&) { return "/carpeta/representacions"; }

base::Result<Changed> do_grant(Room&, act::Act& act, Mandate const& wanted)
{
    if (act.by.on_behalf) return Refusal{Refusal::Why::Forbidden, "identity.mandate-chain"};
    auto const made = grant(act, wanted);
    if (!made) return made.refusal();
    return Changed{made->id.text, std::string(name(made->state))};
}

struct Which {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id))

base::Result<MandateId> which(Room&, db::Snapshot const&, web::Call const&, Which const& in)
{
    return MandateId{in.id};
}

template<MandateEvent event> base::Result<Changed> happen(Room&, act::Act& act, MandateId const& id)
{
    auto const moved = move(act, id, event);
    if (!moved) return moved.refusal();
    return Changed{moved->id.text, std::string(name(moved->state))};
}

base::Result<Changed> act_for(Room&, act::Act& act, MandateId const& id)
{
    auto const done = stand_for(act, id);
    if (!done) return done.refusal();
    return Changed{id.text, ""};
}

base::Result<MandateId> nobody(Room&, db::Snapshot const&, web::Call const&, Nothing const&) { return MandateId{}; }

}

void mandate_routes(web::Router& on, Room& room)
{
    auto const known = web::citizen(act::Level::Substantial);
    on.look("/carpeta/representacions", known, room, show_mandates);
    on.look("/carpeta/representacions/nova", known, room, show_grant);
    on.act("/carpeta/representacions/nova", known, room, prepare_grant, do_grant);
    on.act("/carpeta/representacions/jo", known, room, nobody, act_for, {.any_standing = true});
    on.act("/carpeta/representacions/{id}/accepta", known, room, which, happen<MandateEvent::Accept>);
    on.act("/carpeta/representacions/{id}/rebutja", known, room, which, happen<MandateEvent::Deny>);
    on.act("/carpeta/representacions/{id}/retira", known, room, which, happen<MandateEvent::Revoke>);
    on.act("/carpeta/representacions/{id}/renuncia", known, room, which, happen<MandateEvent::Waive>);
    on.act("/carpeta/representacions/{id}/actua", known, room, which, act_for, {.any_standing = true});
}

}
