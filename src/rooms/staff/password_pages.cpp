// SPDX-License-Identifier: EUPL-1.2
// Passwords: one's own anew, and the first one by a link.
#include "base/crypto.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/pages.h"
#include "rooms/staff/password.h"

namespace staff {
namespace {

using base::Refusal;

struct PasswordPage {
    static constexpr auto view = "staff/password";
    std::string title;
    bool form = true, first = false;
    web::Input password;
};
BOOST_DESCRIBE_STRUCT(PasswordPage, (), (title, form, first, password))

struct NewPassword {
    std::string password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (password))

PasswordPage password_page(web::Call const& call, bool first)
{
    PasswordPage page;
    page.title = call.say(first ? "staff.first-password-title" : "staff.new-password-title");
    page.first = first;
    page.password = password_input(call, "password", call.say("staff.new-password"), "new-password");
    page.password.hint = call.say("staff.new-password-hint");
    page.password.described_by = page.password.error.empty() ? "password-hint" : "password-hint password-error";
    return page;
}

base::Result<PasswordPage> show_password(Room&, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    return password_page(call, false);
}

struct Hashed {
    act::StaffId member;
    std::string hash, invitation;
};

base::Result<Hashed> hash_password(Room&, db::Snapshot const& snapshot, web::Call const& call, NewPassword const& in)
{
    auto const self = member(snapshot, call.by.staff);
    if (auto weak = weakness(in.password, self->login)) return *weak;
    return Hashed{self->id, hashed_password(in.password), ""};
}

void keep_password(act::Act& act, Hashed const& made)
{
    set_password(act.tx, made.member, made.hash);
    // Whoever knew the old one is out everywhere else.
    act.tx(R"sql(delete from staff_session where member = $1 and id <> $2)sql", made.member.text, act.by.session.text);
    audit::record(act, "staff.password-set", {}, made.member.text);
}

base::Result<ToAccount> change_password(Room&, act::Act& act, Hashed const& made)
{
    keep_password(act, made);
    return ToAccount{};
}

struct Invited {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(Invited, (), (token))

struct FirstPassword {
    std::string token, password;
};
BOOST_DESCRIBE_STRUCT(FirstPassword, (), (token, password))

struct Invitation {
    act::StaffId member;
    std::string purpose;
};

std::optional<Invitation> invitation(db::Snapshot const& snapshot, std::string_view token, base::Instant now)
{
    auto const row = snapshot.one(R"sql(
        select member, purpose from staff_invitation where token = $1 and until > $2
        )sql",
                                  db::Bytes{base::sha256(token)}, now.micros);
    return row ? std::optional(Invitation{{row->text(0)}, row->text(1)}) : std::nullopt;
}

Refusal link_over() { return {Refusal::Why::Gone, "staff.link-over"}; }

base::Result<PasswordPage> show_invited(Room&, db::Snapshot const& snapshot, web::Call const& call, Invited const& in)
{
    if (!invitation(snapshot, in.token, call.at)) return link_over();
    return password_page(call, true);
}

base::Result<Hashed> hash_first(Room&, db::Snapshot const& snapshot, web::Call const& call, FirstPassword const& in)
{
    auto const link = invitation(snapshot, in.token, call.at);
    if (!link) return link_over();
    if (auto weak = weakness(in.password, member(snapshot, link->member)->login)) return *weak;
    return Hashed{link->member, hashed_password(in.password), in.token};
}

struct ToEntrance {};
BOOST_DESCRIBE_STRUCT(ToEntrance, (), ())
std::string location(ToEntrance const&) { return "/oficina/entra"; }

base::Result<ToEntrance> take_up(Room&, act::Act& act, Hashed const& made)
{
    auto const link = invitation(act.tx, made.invitation, act.at);
    if (!link) return link_over();
    if (link->purpose == "recovery") { // what was lost may be in other hands
        act.tx(R"sql(delete from staff_passkey where member = $1)sql", made.member.text);
        act.tx(R"sql(update staff_member set totp_secret = null where id = $1)sql", made.member.text);
    }
    act.tx(R"sql(delete from staff_invitation where token = $1)sql", db::Bytes{base::sha256(made.invitation)});
    keep_password(act, made);
    return ToEntrance{};
}

}

void password_routes(web::Router& on, Room& room)
{
    web::Traits const sensitive{.step_up = true};
    on.look("/oficina/compte/contrasenya", web::staff(), room, show_password, sensitive);
    on.act("/oficina/compte/contrasenya", web::staff(), room, hash_password, change_password,
           {.slow = true, .step_up = true});
    on.look("/oficina/alta/{token}", web::anyone(), room, show_invited, {.limited = "guess"});
    on.act("/oficina/alta/{token}", web::anyone(), room, hash_first, take_up, {.limited = "enter", .slow = true});
}

}
