// SPDX-License-Identifier: EUPL-1.2
// The staff's way in: a password, the second factor where one is wanted, or a passkey instead of both.
#include "base/crypto.h"
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/attempts.h"
#include "rooms/staff/pages.h"
#include "rooms/staff/password.h"
#include "rooms/staff/totp.h"
#include "web/address.h"
#include "web/parts.h"

namespace staff {
namespace {

using base::Refusal;
constexpr auto pending_lasts = std::chrono::minutes(5);
constexpr auto known_browser_days = 180;
constexpr auto* session_cookie = "sessio";
constexpr auto* pending_cookie = "pendent";
constexpr auto* browser_cookie = "conegut";

struct EnterAsked {
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(EnterAsked, (), (retorn))

struct EnterPage {
    static constexpr auto view = "staff/enter";
    std::string title, back_to;
    PasskeyPart passkey;
    bool form = true;
    web::Input login, password;
};
BOOST_DESCRIBE_STRUCT(EnterPage, (), (title, back_to, passkey, form, login, password))

struct Credentials {
    std::string login, password;
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (login, password, retorn))

// What a try at entering came to, found out beside the lane and written down inside it.
struct Tried {
    std::optional<Member> member; // who it would be
    std::string source, login;
    bool right = false, second_factor = false;
    Entry entry;
    std::string back_to;
    std::int64_t totp_step = 0;
    std::string credential, challenge, pending;
    std::uint32_t counter = 0;
};

struct Went {
    std::vector<web::Cookie> cookies;
    std::string to;
};
BOOST_DESCRIBE_STRUCT(Went, (), ())
std::string location(Went const& went) { return went.to; }

std::string back_to(web::Call const& call, std::optional<std::string> const& asked)
{
    return web::local_address(asked ? asked : std::optional(call.value("retorn")), "/oficina");
}

base::Result<EnterPage> show_enter(Room& room, db::Snapshot const&, web::Call const& call, EnterAsked const& asked)
{
    EnterPage page;
    page.title = call.say("staff.enter-title");
    page.back_to = back_to(call, asked.retorn);
    page.passkey = passkey_part(room, call, "/oficina/entra/clau", page.back_to, "enter");
    page.login = web::input(call, "login", call.say("staff.login"), "");
    page.login.autocomplete = "username";
    page.login.code = true;
    page.password = password_input(call, "password", call.say("staff.password"), "current-password");
    return page;
}

Refusal wait(base::Instant until, base::Instant now)
{
    auto const minutes = (until.micros - now.micros) / 60'000'000 + 1;
    return {Refusal::Why::TooMany, "staff.wait", "password", {{"minutes", std::to_string(minutes)}}};
}

base::Result<Tried> try_password(Room& room, db::Snapshot const& snapshot, web::Call const& call, Credentials const& in)
{
    Tried tried;
    tried.login = base::lower(base::trimmed(in.login)).substr(0, 60);
    tried.source = source(room.setting.key, tried.login, web::cookie(call.cookies, browser_cookie), call.peer);
    tried.back_to = back_to(call, in.retorn);
    if (auto const until = free_again(snapshot, tried.source); until > call.at) return wait(until, call.at);
    tried.member = member_by_login(snapshot, tried.login);
    auto const fits = password_fits(in.password.substr(0, 200), tried.member ? tried.member->password : "");
    tried.right = fits && tried.member->in_force(base::local_day(call.at));
    if (!tried.right) return tried;
    tried.second_factor = !room.in_office(call.peer);
    if (tried.second_factor && !tried.member->has_second_factor())
        return Refusal{Refusal::Why::Forbidden, "staff.second-factor-missing", "login"};
    tried.entry = {tried.member->id, act::Level::Low, "password", call.peer, call.browser};
    return tried;
}

void record(act::Act const& as, std::string_view event, act::StaffId const& member)
{
    auto by = as.by;
    by.kind = act::Actor::Kind::Staff;
    by.staff = member;
    act::Act act{as.tx, by, as.channel, as.at, as.language};
    audit::record(act, event, {}, member.text);
}

Went let_in(Room& room, act::Act& act, Tried const& tried)
{
    if (act.by.kind == act::Actor::Kind::Staff) close_session(act.tx, act.by.session);
    auto const opened = open_session(act.tx, tried.entry, act.at, room.setting.session_length);
    forget_failures(act.tx, tried.source);
    record(act, "staff.entered", tried.entry.member);
    auto const seconds = int(room.setting.session_length.count()) * 60;
    return {{{session_cookie, opened.token, seconds},
             {pending_cookie, "", -1},
             {browser_cookie, device_cookie(room.setting.key, tried.login), known_browser_days * 24 * 3600}},
            tried.back_to};
}

// Counted, and told in the same words whatever was wrong.
Refusal wrong(act::Act& act, Tried const& tried, char const* text, char const* field)
{
    count_failure(act.tx, tried.source, act.at);
    audit::record(act, "staff.refused", {}, tried.member ? tried.member->id.text : "");
    Refusal refusal{Refusal::Why::Unprocessable, text, field};
    refusal.kept = true;
    return refusal;
}

base::Result<Went> enter(Room& room, act::Act& act, Tried const& tried)
{
    // Looked at again in the order of the lane: many guesses sent at once count one by one.
    if (auto const until = free_again(act.tx, tried.source); until > act.at) return wait(until, act.at);
    if (!tried.right) return wrong(act, tried, "staff.wrong-password", "password");
    if (!tried.second_factor) return let_in(room, act, tried);
    auto const token = base::base64url(base::random_bytes(32));
    act.tx(R"sql(insert into staff_pending (token, member, until) values ($1, $2, $3))sql",
           db::Bytes{base::sha256(token)}, tried.entry.member.text, (act.at + pending_lasts).micros);
    return Went{{{pending_cookie, token, int(std::chrono::seconds(pending_lasts).count())}},
                "/oficina/entra/codi?retorn=" + web::url_encoded(tried.back_to)};
}

struct CodePage {
    static constexpr auto view = "staff/code";
    std::string title, back_to;
    PasskeyPart passkey;
    bool form = true;
    web::Input code;
};
BOOST_DESCRIBE_STRUCT(CodePage, (), (title, back_to, passkey, form, code))

struct CodeTyped {
    std::string code;
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(CodeTyped, (), (code, retorn))

std::optional<Member> pending(db::Snapshot const& snapshot, std::string const& token, base::Instant now)
{
    auto const row = snapshot.one(R"sql(select member from staff_pending where token = $1 and until > $2)sql",
                                  db::Bytes{base::sha256(token)}, now.micros);
    return row ? member(snapshot, {row->text(0)}) : std::nullopt;
}

Refusal begin_again() { return {Refusal::Why::Gone, "staff.begin-again"}; }

base::Result<CodePage> show_code(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                 EnterAsked const& asked)
{
    auto const who = pending(snapshot, web::cookie(call.cookies, pending_cookie), call.at);
    if (!who) return begin_again();
    CodePage page;
    page.title = call.say("staff.code-title");
    page.back_to = back_to(call, asked.retorn);
    page.passkey = passkey_part(room, call, "/oficina/entra/clau", page.back_to, "enter");
    page.code = code_input(call, call.say("staff.code"), call.say("staff.code-hint"));
    return page;
}

base::Result<Tried> try_code(Room& room, db::Snapshot const& snapshot, web::Call const& call, CodeTyped const& in)
{
    Tried tried;
    tried.pending = web::cookie(call.cookies, pending_cookie);
    tried.member = pending(snapshot, tried.pending, call.at);
    if (!tried.member) return begin_again();
    tried.login = tried.member->login;
    tried.source = source(room.setting.key, tried.login, web::cookie(call.cookies, browser_cookie), call.peer);
    tried.back_to = back_to(call, in.retorn);
    tried.entry = {tried.member->id, act::Level::Substantial, "password+totp", call.peer, call.browser};
    auto const secret = base::decrypt(room.setting.key, tried.member->totp_secret, tried.member->id.text);
    auto const step =
        secret ? totp_step(*secret, base::trimmed(in.code), tried.member->totp_step, call.at) : std::nullopt;
    tried.right = step.has_value();
    tried.totp_step = step.value_or(0);
    return tried;
}

base::Result<Went> enter_by_code(Room& room, act::Act& act, Tried const& tried)
{
    if (auto const until = free_again(act.tx, tried.source); until > act.at) return wait(until, act.at);
    auto const who = pending(act.tx, tried.pending, act.at);
    if (!who) return begin_again();
    if (!tried.right || tried.totp_step <= who->totp_step) return wrong(act, tried, "staff.wrong-code", "code");
    act.tx(R"sql(update staff_member set totp_step = $2 where id = $1)sql", who->id.text, tried.totp_step);
    act.tx(R"sql(delete from staff_pending where token = $1)sql", db::Bytes{base::sha256(tried.pending)});
    return let_in(room, act, tried);
}

base::Result<Tried> try_passkey(Room& room, db::Snapshot const& snapshot, web::Call const& call, PasskeyUsed const& in)
{
    auto const used = use_passkey(room, snapshot, call, in, "enter");
    if (!used) return used.refusal();
    Tried tried;
    tried.member = used->member;
    tried.login = used->member.login;
    tried.source = source(room.setting.key, tried.login, web::cookie(call.cookies, browser_cookie), call.peer);
    tried.back_to = back_to(call, in.retorn);
    tried.entry = {used->member.id, act::Level::High, "passkey", call.peer, call.browser};
    tried.credential = used->credential;
    tried.challenge = used->challenge;
    tried.counter = used->counter;
    return tried;
}

base::Result<Went> enter_by_passkey(Room& room, act::Act& act, Tried const& tried)
{
    if (auto no = spend_passkey(act, tried.credential, tried.challenge, tried.counter)) return *no;
    return let_in(room, act, tried);
}

struct Confirm {
    std::string password;
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(Confirm, (), (password, retorn))

struct ConfirmPage {
    static constexpr auto view = "staff/confirm";
    std::string title, back_to;
    PasskeyPart passkey;
    bool form = true;
    web::Input password;
};
BOOST_DESCRIBE_STRUCT(ConfirmPage, (), (title, back_to, passkey, form, password))

base::Result<ConfirmPage> show_confirm(Room& room, db::Snapshot const&, web::Call const& call, EnterAsked const& asked)
{
    ConfirmPage page;
    page.title = call.say("staff.confirm-title");
    page.back_to = back_to(call, asked.retorn);
    page.passkey = passkey_part(room, call, "/oficina/confirma/clau", page.back_to, "enter");
    page.password = password_input(call, "password", call.say("staff.password"), "current-password");
    return page;
}

base::Result<Tried> try_confirm(Room& room, db::Snapshot const& snapshot, web::Call const& call, Confirm const& in)
{
    auto const self = member(snapshot, call.by.staff);
    if (!self) return begin_again();
    return try_password(room, snapshot, call, {self->login, in.password, in.retorn});
}

base::Result<Went> confirm(Room&, act::Act& act, Tried const& tried)
{
    if (auto const until = free_again(act.tx, tried.source); until > act.at) return wait(until, act.at);
    if (tried.credential.empty() && !tried.right) return wrong(act, tried, "staff.wrong-password", "password");
    if (tried.entry.member != act.by.staff) return Refusal{Refusal::Why::Forbidden, "staff.somebody-else"};
    if (!tried.credential.empty())
        if (auto no = spend_passkey(act, tried.credential, tried.challenge, tried.counter)) return *no;
    forget_failures(act.tx, tried.source);
    act.tx(R"sql(update staff_session set proved_at = $2 where id = $1)sql", act.by.session.text, act.at.micros);
    audit::record(act, "staff.confirmed", {}, act.by.staff.text);
    return Went{{}, tried.back_to};
}

base::Result<act::SessionId> ending(Room&, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    return call.by.session;
}

base::Result<Went> leave(Room&, act::Act& act, act::SessionId const& session)
{
    close_session(act.tx, session);
    audit::record(act, "staff.left", {}, act.by.staff.text);
    return Went{{{session_cookie, "", -1}, {"escrit", "", -1}}, "/oficina/entra"};
}

}

void enter_routes(web::Router& on, Room& room)
{
    web::Traits const guarded{.limited = "enter", .slow = true};
    on.look("/oficina/entra", web::anyone(), room, show_enter);
    on.act("/oficina/entra", web::anyone(), room, try_password, enter, guarded);
    on.look("/oficina/entra/codi", web::anyone(), room, show_code);
    on.act("/oficina/entra/codi", web::anyone(), room, try_code, enter_by_code, {.limited = "enter"});
    on.look("/oficina/entra/clau", web::anyone(), room, show_enter); // shown again after a refusal
    on.act("/oficina/entra/clau", web::anyone(), room, try_passkey, enter_by_passkey, {.limited = "enter"});
    on.look("/oficina/confirma", web::staff(), room, show_confirm);
    on.act("/oficina/confirma", web::staff(), room, try_confirm, confirm, guarded);
    on.look("/oficina/confirma/clau", web::staff(), room, show_confirm);
    on.act("/oficina/confirma/clau", web::staff(), room, try_passkey, confirm, {.limited = "enter"});
    on.act("/oficina/surt", web::staff(), room, ending, leave);
}

}
