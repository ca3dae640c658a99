// SPDX-License-Identifier: EUPL-1.2
// One's own account: who one is here, how one entered, and where one still is.
#include "base/crypto.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/pages.h"

namespace staff {
namespace {

using base::Refusal;

struct SessionCard {
    std::string id, begun, browser, peer, method;
    bool current;
};
BOOST_DESCRIBE_STRUCT(SessionCard, (), (id, begun, browser, peer, method, current))

struct PasskeyCard {
    std::string credential, name, used;
};
BOOST_DESCRIBE_STRUCT(PasskeyCard, (), (credential, name, used))

struct AccountPage {
    static constexpr auto view = "staff/account";
    std::string title, login, name, unit, roles, last_access;
    std::vector<SessionCard> sessions;
    std::vector<PasskeyCard> passkeys;
    bool totp;
};
BOOST_DESCRIBE_STRUCT(AccountPage, (), (title, login, name, unit, roles, last_access, sessions, passkeys, totp))

std::string moment(web::Call const& call, base::Instant at)
{
    return call.say("staff.moment",
                    {{"day", base::day_in_words(base::local_day(at), call.language)}, {"time", base::local_time(at)}});
}

std::vector<SessionCard> sessions_of(db::Snapshot const& snapshot, web::Call const& call)
{
    std::vector<SessionCard> list;
    for (auto const& row : snapshot(R"sql(
        select id, begun, browser, peer, method from staff_session where member = $1 and until > $2 order by begun desc
        )sql",
                                    call.by.staff.text, call.at.micros))
        list.push_back({row.text(0), moment(call, {row.integer(1)}), row.text(2), row.text(3),
                        call.say("staff.method-" + row.text(4)), row.text(0) == call.by.session.text});
    return list;
}

std::vector<PasskeyCard> passkeys_of(db::Snapshot const& snapshot, web::Call const& call)
{
    std::vector<PasskeyCard> list;
    for (auto const& row : snapshot(R"sql(
        select credential, name, used_at from staff_passkey where member = $1 order by made_at
        )sql",
                                    call.by.staff.text))
        list.push_back({base::base64url(row.bytes(0)), row.text(1),
                        row.null(2) ? call.say("staff.never-used") : moment(call, {row.integer(2)})});
    return list;
}

base::Result<AccountPage> show_account(Room&, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    auto const self = member(snapshot, call.by.staff);
    if (!self) return Refusal{Refusal::Why::NotFound, "web.no-page"};
    AccountPage page;
    page.title = call.say("staff.account-title");
    page.login = self->login;
    page.name = self->name;
    page.unit = self->unit;
    for (auto const& role : self->roles)
        page.roles += (page.roles.empty() ? "" : ", ") + call.say("staff.role-" + role);
    // The one before this session: whoever sees a time that is not theirs knows that somebody else was here.
    auto const row = snapshot.one(R"sql(
        select at from audit_event where event = 'staff.entered' and staff = $1 order by at desc limit 1 offset 1
        )sql",
                                  self->id.text);
    page.last_access = row ? moment(call, {row->integer(0)}) : "";
    page.sessions = sessions_of(snapshot, call);
    page.passkeys = passkeys_of(snapshot, call);
    page.totp = !self->totp_secret.empty();
    return page;
}

struct Ending {
    std::string session;
};
BOOST_DESCRIBE_STRUCT(Ending, (), (session))

base::Result<ToAccount> end_session(Room&, act::Act& act, Ending const& in)
{
    auto const gone = act.tx(R"sql(delete from staff_session where id = $1 and member = $2 returning id)sql",
                             in.session, act.by.staff.text);
    if (gone.empty()) return Refusal{Refusal::Why::NotFound, "staff.no-session"};
    audit::record(act, "staff.session-ended", {}, in.session);
    return ToAccount{};
}

}

void account_routes(web::Router& on, Room& room)
{
    on.look("/oficina/compte", web::staff(), room, show_account);
    on.act("/oficina/compte/sessio/tanca", web::staff(), room, as_asked<Ending>, end_session);
    // Where one comes back to when taking something away wants a fresh proof.
    on.look("/oficina/compte/clau/treu", web::staff(), room, show_account, {.step_up = true});
    on.look("/oficina/compte/codis/treu", web::staff(), room, show_account, {.step_up = true});
    password_routes(on, room);
    second_factor_routes(on, room);
}

}
