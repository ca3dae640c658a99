// SPDX-License-Identifier: EUPL-1.2
// Representations in the citizen's folder: granting, accepting, withdrawing, and acting for somebody.
#include "base/identifiers.h"
#include "rooms/identity/mandates.h"
#include "rooms/identity/people.h"
#include "web/parts.h"

#include <algorithm>

namespace identity {
namespace {

using base::Refusal;

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

std::string scope_words(Room const& room, web::Call const& call, Mandate const& of)
{
    if (of.scope != Scope::Procedure) return call.say("identity.scope-" + std::string(name(of.scope)));
    for (auto const& each : room.procedures(call))
        if (each.value == of.procedure) return each.label;
    return of.procedure; // no longer in the catalogue
}

Card card(Room const& room, web::Call const& call, Mandate const& of, bool given)
{
    auto const today = base::local_day(call.at);
    auto const in_force = of.in_force(today);
    auto const expired = of.state == MandateState::Valid && !in_force && of.valid_until < base::iso(today);
    auto const state = expired ? std::string("expired") : std::string(name(of.state));
    return {of.id.text,
            !given          ? of.grantor_name
            : of.accepted() ? of.agent_name
                            : of.agent_document,
            scope_words(room, call, of),
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

base::Result<MandatesPage> show_mandates(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                         web::Nothing const&)
{
    MandatesPage page;
    page.title = call.say("identity.mandates-title");
    if (call.by.on_behalf)
        if (auto const other = person(snapshot, call.by.on_behalf)) page.acting_for = other->name;
    for (auto const& each : mandates_of(snapshot, call.by.person)) {
        auto const given = each.grantor == call.by.person;
        (given ? page.given : page.received).push_back(card(room, call, each, given));
    }
    return page;
}

struct GrantPage {
    static constexpr auto view = "identity/grant";
    std::string title;
    bool form = true;
    web::Input agent, from, until;
    web::Select procedure;
};
BOOST_DESCRIBE_STRUCT(GrantPage, (), (title, form, agent, from, until, procedure))

constexpr auto* every_procedure = "tots";

base::Result<GrantPage> show_grant(Room& room, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    GrantPage page;
    page.title = call.say("identity.grant-title");
    page.agent = web::input(call, "agent", call.say("identity.agent"), call.say("identity.agent-hint"));
    page.agent.width = "govuk-input--width-10";
    page.agent.code = true;
    // One procedure is the prudent choice: everything stands last.
    auto choices = room.procedures(call);
    choices.push_back({every_procedure, call.say("identity.scope-body"), ""});
    page.procedure = web::select(call, "procedure", call.say("identity.scope"), call.say("identity.scope-hint"),
                                 choices.front().value, choices);
    page.from = web::input(call, "from", call.say("identity.from"), "");
    if (page.from.value.empty()) page.from.value = base::iso(base::local_day(call.at));
    page.until = web::input(call, "until", call.say("identity.until"), call.say("identity.until-hint"));
    page.from.type = page.until.type = "date";
    return page;
}

struct Granting {
    std::string agent, procedure, from, until;
};
BOOST_DESCRIBE_STRUCT(Granting, (), (agent, procedure, from, until))

struct Grant {
    Mandate wanted;
    std::string agent_kind, agent_number;
};

base::Result<Grant> prepare_grant(Room& room, db::Snapshot const&, web::Call const& call, Granting const& in)
{
    auto const number = base::document_number(in.agent);
    auto const natural = number && number->kind != base::DocumentKind::Organisation;
    if (!natural) return Refusal{Refusal::Why::Unprocessable, "identity.bad-document", "agent"};
    auto const all = in.procedure == every_procedure;
    auto const known = room.procedures(call);
    if (!all && std::ranges::none_of(known, [&](web::Choice const& each) { return each.value == in.procedure; }))
        return Refusal{Refusal::Why::Unprocessable, "field.choice", "procedure"};
    Mandate wanted;
    wanted.grantor = call.by.person;
    wanted.scope = all ? Scope::Body : Scope::Procedure;
    wanted.procedure = all ? "" : in.procedure;
    wanted.valid_from = in.from;
    wanted.valid_until = in.until;
    wanted.proof = "electronic"; // apud acta by appearing in the electronic office (art. 6.5)
    wanted.state = MandateState::Pending;
    return Grant{wanted, number->kind == base::DocumentKind::Nie ? "nie" : "nif", number->text};
}

struct Changed {
    std::string id, state;
};
BOOST_DESCRIBE_STRUCT(Changed, (), (id, state))
std::string location(Changed const&) { return "/carpeta/representacions"; }

base::Result<Changed> do_grant(Room&, act::Act& act, Grant const& asked)
{
    if (act.by.on_behalf) return Refusal{Refusal::Why::Forbidden, "identity.mandate-chain"};
    // Whether the agent has ever been here makes no difference that anybody could see.
    auto wanted = asked.wanted;
    wanted.agent = known_by_number(act.tx, asked.agent_kind, asked.agent_number, act.at);
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

base::Result<MandateId> nobody(Room&, db::Snapshot const&, web::Call const&, web::Nothing const&)
{
    return MandateId{};
}

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
