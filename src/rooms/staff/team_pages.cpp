// SPDX-License-Identifier: EUPL-1.2
// Who works here: the administrator's pages.
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/pages.h"

#include <algorithm>

namespace staff {
namespace {

using base::Refusal;

struct MemberCard {
    std::string login, name, unit, roles, validity, entered, state, tag, href;
};
BOOST_DESCRIBE_STRUCT(MemberCard, (), (login, name, unit, roles, validity, entered, state, tag, href))

struct RecoveryCard {
    std::string login, name, asked_by, asked;
    bool may_approve;
};
BOOST_DESCRIBE_STRUCT(RecoveryCard, (), (login, name, asked_by, asked, may_approve))

struct TeamPage {
    static constexpr auto view = "staff/team";
    std::string title;
    std::vector<MemberCard> members;
    std::vector<RecoveryCard> recoveries;
    web::FileField file;
};
BOOST_DESCRIBE_STRUCT(TeamPage, (), (title, members, recoveries, file))

std::string role_names(web::Call const& call, Member const& of)
{
    std::string names;
    for (auto const& role : of.roles) names += (names.empty() ? "" : ", ") + call.say("staff.role-" + role);
    return names;
}

MemberCard card(web::Call const& call, Member const& of)
{
    auto const in_force = of.in_force(base::local_day(call.at));
    auto const* const state = !in_force ? "out" : of.password.empty() ? "invited" : "active";
    auto const* const tag = !in_force ? "grey" : of.password.empty() ? "yellow" : "green";
    auto const until = of.valid_until.empty() ? call.say("staff.no-end") : of.valid_until;
    return {of.login,
            of.name,
            of.unit,
            role_names(call, of),
            call.say("staff.from-until", {{"from", of.valid_from}, {"until", until}}),
            of.last_entered.micros ? base::iso(base::local_day(of.last_entered)) : call.say("staff.never-entered"),
            call.say("staff.state-" + std::string(state)),
            tag,
            "/oficina/equip/" + of.id.text};
}

base::Result<TeamPage> show_team(Room&, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    TeamPage page;
    page.title = call.say("staff.team-title");
    for (auto const& each : members(snapshot)) page.members.push_back(card(call, each));
    for (auto const& row : snapshot(R"sql(
        select m.login, m.name, a.name, r.asked_at, r.asked_by, r.member
        from staff_recovery r join staff_member m on m.id = r.member join staff_member a on a.id = r.asked_by
        order by r.asked_at
        )sql"))
        page.recoveries.push_back({row.text(0), row.text(1), row.text(2),
                                   base::day_in_words(base::local_day({row.integer(3)}), call.language),
                                   row.text(4) != call.by.staff.text && row.text(5) != call.by.staff.text});
    page.file = web::file_field(call, "file", call.say("staff.csv"), call.say("staff.csv-hint"), ".csv,text/csv");
    return page;
}

struct Tick {
    std::string id, name, value, label;
    bool checked;
};
BOOST_DESCRIBE_STRUCT(Tick, (), (id, name, value, label, checked))

struct MemberPage {
    static constexpr auto view = "staff/member";
    std::string title, id, action;
    bool form = true, known = false, can_recover = false, can_invite = false;
    web::Input login, name, email, unit, document, post, from, until;
    std::string roles_error;
    std::vector<Tick> roles;
};
BOOST_DESCRIBE_STRUCT(MemberPage, (),
                      (title, id, action, form, known, can_recover, can_invite, login, name, email, unit, document,
                       post, from, until, roles_error, roles))

std::vector<std::string> typed_roles(web::Call const& call)
{
    std::vector<std::string> list;
    auto const* const typed = call.typed.if_contains("roles");
    if (typed && typed->is_string()) list.emplace_back(typed->get_string());
    if (typed && typed->is_array())
        for (auto const& each : typed->get_array())
            if (each.is_string()) list.emplace_back(each.get_string());
    return list;
}

MemberPage member_page(db::Snapshot const& snapshot, web::Call const& call, Member const& of)
{
    MemberPage page;
    page.id = of.id.text;
    page.known = !page.id.empty();
    page.title = page.known ? of.name : call.say("staff.new-title");
    page.action = page.known ? "/oficina/equip/" + page.id : "/oficina/equip/nou";
    page.can_recover = page.known && of.id != call.by.staff && !of.password.empty();
    page.can_invite = page.known && of.password.empty();
    auto const field = [&](char const* id, std::string label, std::string hint, std::string const& value) {
        auto made = web::input(call, id, std::move(label), std::move(hint));
        if (call.typed.empty()) made.value = value;
        return made;
    };
    page.login = field("login", call.say("staff.login"), call.say("staff.login-hint"), of.login);
    page.login.code = true;
    page.name = field("name", call.say("staff.name"), "", of.name);
    page.email = field("email", call.say("staff.email"), "", of.email);
    page.unit = field("unit", call.say("staff.unit"), "", of.unit);
    page.document = field("document", call.say("staff.document"), call.say("staff.document-hint"), of.document);
    page.document.code = true;
    page.post = field("post", call.say("staff.post"), call.say("staff.post-hint"), of.post);
    page.from = field("from", call.say("staff.from"), call.say("staff.day-hint"),
                      of.valid_from.empty() ? base::iso(base::local_day(call.at)) : of.valid_from);
    page.from.type = page.until.type = "date";
    page.until = field("until", call.say("staff.until"), call.say("staff.until-hint"), of.valid_until);
    page.until.type = "date";
    page.roles_error = call.fault("roles");
    auto const chosen = call.typed.empty() ? of.roles : typed_roles(call);
    for (auto const& role : roles(snapshot))
        page.roles.push_back({"role-" + role, "roles", role, call.say("staff.role-" + role),
                              std::ranges::find(chosen, role) != chosen.end()});
    return page;
}

base::Result<MemberPage> show_new(Room&, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    return member_page(snapshot, call, {});
}

struct ById {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (id))

Refusal nobody() { return {Refusal::Why::NotFound, "staff.nobody"}; }

base::Result<MemberPage> show_member(Room&, db::Snapshot const& snapshot, web::Call const& call, ById const& in)
{
    auto const found = member(snapshot, {in.id});
    if (!found) return nobody();
    return member_page(snapshot, call, *found);
}

struct NewMember {
    std::string login, name, email, unit, from, until;
    std::vector<std::string> roles;
    std::optional<std::string> document, post;
};
BOOST_DESCRIBE_STRUCT(NewMember, (), (login, name, email, unit, from, until, roles, document, post))

struct ChangedMember {
    std::string id, login, name, email, unit, from, until;
    std::vector<std::string> roles;
    std::optional<std::string> document, post;
};
BOOST_DESCRIBE_STRUCT(ChangedMember, (), (id, login, name, email, unit, from, until, roles, document, post))

template<class In> Wanted wanted(In const& in)
{
    return {base::lower(base::trimmed(in.login)),
            in.name,
            in.email,
            std::string(base::trimmed(in.unit)),
            in.from,
            in.until,
            in.roles,
            std::string(base::trimmed(in.document.value_or(""))),
            std::string(base::trimmed(in.post.value_or("")))};
}

// The link is shown once, on the page that the act leads to: it is in nobody's mail but the administrator's hand.
struct LinkPage {
    static constexpr auto view = "staff/link";
    std::string title, link;
};
BOOST_DESCRIBE_STRUCT(LinkPage, (), (title, link))

struct Made {
    static constexpr bool creates = true;
    std::string id, login;
};
BOOST_DESCRIBE_STRUCT(Made, (), (id, login))
std::string location(Made const& made) { return "/oficina/equip/" + made.id; }

base::Result<Wanted> prepare_new(Room&, db::Snapshot const& snapshot, web::Call const&, NewMember const& in)
{
    auto const asked = wanted(in);
    if (member_by_login(snapshot, asked.login)) return Refusal{Refusal::Why::Conflict, "staff.login-taken", "login"};
    return asked;
}

base::Result<Made> make_member(Room&, act::Act& act, Wanted const& asked)
{
    if (member_by_login(act.tx, asked.login)) return Refusal{Refusal::Why::Conflict, "staff.login-taken", "login"};
    auto const made = put_member(act, asked);
    if (!made) return made.refusal();
    return Made{made->id.text, made->login};
}

base::Result<Wanted> prepare_change(Room&, db::Snapshot const& snapshot, web::Call const&, ChangedMember const& in)
{
    auto const found = member(snapshot, {in.id});
    if (!found) return nobody();
    auto asked = wanted(in);
    if (!in.document) asked.document = found->document; // a program that does not know of it takes nothing away
    if (!in.post) asked.post = found->post;
    if (asked.login != found->login) return Refusal{Refusal::Why::Unprocessable, "staff.login-stays", "login"};
    return asked;
}

struct Changed {
    std::string login;
};
BOOST_DESCRIBE_STRUCT(Changed, (), (login))
std::string location(Changed const&) { return "/oficina/equip"; }

base::Result<Changed> change_member(Room&, act::Act& act, Wanted const& asked)
{
    auto const put = put_member(act, asked);
    if (!put) return put.refusal();
    return Changed{put->login};
}

struct Inviting {
    act::StaffId id;
    std::string url;
};

base::Result<Inviting> prepare_invite(Room&, db::Snapshot const& snapshot, web::Call const& call, ById const& in)
{
    auto const found = member(snapshot, {in.id});
    if (!found) return nobody();
    if (!found->password.empty()) return Refusal{Refusal::Why::Conflict, "staff.has-password"};
    return Inviting{found->id, call.town.url};
}

struct Link {
    std::string link;
    std::vector<web::Cookie> cookies;
};
BOOST_DESCRIBE_STRUCT(Link, (), (link))
std::string location(Link const&) { return "/oficina/equip/enllac"; }

// A cookie of one minute carries the link to the page that shows it: it stands in no address and no log.
constexpr auto* link_cookie = "enllac";

Link link_of(Inviting const& inviting, std::string const& token)
{
    return {inviting.url + "/oficina/alta/" + token, {{link_cookie, token, 60}}};
}

base::Result<Link> make_invitation(Room&, act::Act& act, Inviting const& inviting)
{
    return link_of(inviting, invite(act, inviting.id, "first"));
}

base::Result<LinkPage> show_link(Room&, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    auto const token = web::cookie(call.cookies, link_cookie);
    if (token.empty()) return Refusal{Refusal::Why::Gone, "staff.link-shown"};
    return LinkPage{call.say("staff.link-title"), call.town.url + "/oficina/alta/" + token};
}

base::Result<act::StaffId> prepare_recovery(Room&, db::Snapshot const& snapshot, web::Call const& call, ById const& in)
{
    auto const found = member(snapshot, {in.id});
    if (!found) return nobody();
    if (found->id == call.by.staff) return Refusal{Refusal::Why::Forbidden, "staff.not-yourself-recovery"};
    return found->id;
}

base::Result<Changed> ask_recovery(Room&, act::Act& act, act::StaffId const& id)
{
    act.tx(R"sql(
        insert into staff_recovery (member, asked_by, asked_at) values ($1, $2, $3)
        on conflict (member) do update set asked_by = excluded.asked_by, asked_at = excluded.asked_at
        )sql",
           id.text, act.by.staff.text, act.at.micros);
    audit::record(act, "staff.recovery-asked", {}, id.text);
    return Changed{member(act.tx, id)->login};
}

struct ByLogin {
    std::string login;
};
BOOST_DESCRIBE_STRUCT(ByLogin, (), (login))

base::Result<Inviting> prepare_approval(Room&, db::Snapshot const& snapshot, web::Call const& call, ByLogin const& in)
{
    auto const found = member_by_login(snapshot, in.login);
    if (!found) return nobody();
    return Inviting{found->id, call.town.url};
}

base::Result<Link> approve_recovery(Room&, act::Act& act, Inviting const& inviting)
{
    auto const row = act.tx.one(R"sql(select asked_by from staff_recovery where member = $1)sql", inviting.id.text);
    if (!row) return Refusal{Refusal::Why::NotFound, "staff.no-recovery"};
    // Two persons, and neither is the one whose account it is.
    if (row->text(0) == act.by.staff.text || inviting.id == act.by.staff)
        return Refusal{Refusal::Why::Forbidden, "staff.another-must-approve"};
    act.tx(R"sql(delete from staff_recovery where member = $1)sql", inviting.id.text);
    act.tx(R"sql(update staff_member set password = null where id = $1)sql", inviting.id.text);
    act.tx(R"sql(delete from staff_session where member = $1)sql", inviting.id.text);
    audit::record(act, "staff.recovery-approved", {}, inviting.id.text);
    return link_of(inviting, invite(act, inviting.id, "recovery"));
}

struct CsvSent {
    web::Octets file;
};
BOOST_DESCRIBE_STRUCT(CsvSent, (), (file))

base::Result<std::string> take_csv(Room&, db::Snapshot const&, web::Call const&, CsvSent const& in)
{
    return in.file.data;
}

struct BulkDone {
    std::size_t made, changed;
};
BOOST_DESCRIBE_STRUCT(BulkDone, (), (made, changed))
std::string location(BulkDone const&) { return "/oficina/equip"; }

base::Result<BulkDone> enable_many(Room&, act::Act& act, std::string const& csv)
{
    auto const done = put_members(act, csv);
    if (!done) return done.refusal();
    return BulkDone{done->made, done->changed};
}

}

void team_routes(web::Router& on, Room& room)
{
    auto const manager = web::staff("staff.manage");
    web::Traits const sensitive{.step_up = true};
    on.look("/oficina/equip", manager, room, show_team, sensitive);
    on.look("/oficina/equip/nou", manager, room, show_new, sensitive);
    on.act("/oficina/equip/nou", manager, room, prepare_new, make_member, sensitive);
    on.look("/oficina/equip/importa", manager, room, show_team, sensitive);
    on.act("/oficina/equip/importa", manager, room, take_csv, enable_many,
           {.body_limit = 2 * 1024 * 1024, .step_up = true});
    on.look("/oficina/equip/enllac", manager, room, show_link, sensitive);
    on.look("/oficina/equip/aprova", manager, room, show_team, sensitive);
    on.act("/oficina/equip/aprova", manager, room, prepare_approval, approve_recovery, sensitive);
    on.look("/oficina/equip/{id}", manager, room, show_member, sensitive);
    on.act("/oficina/equip/{id}", manager, room, prepare_change, change_member, sensitive);
    on.look("/oficina/equip/{id}/convida", manager, room, show_member, sensitive);
    on.act("/oficina/equip/{id}/convida", manager, room, prepare_invite, make_invitation, sensitive);
    on.look("/oficina/equip/{id}/recupera", manager, room, show_member, sensitive);
    on.act("/oficina/equip/{id}/recupera", manager, room, prepare_recovery, ask_recovery, sensitive);
}

void routes(web::Router& on, Room& room)
{
    enter_routes(on, room);
    account_routes(on, room);
    team_routes(on, room);
}

}
