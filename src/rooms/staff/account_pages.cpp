// SPDX-License-Identifier: EUPL-1.2
// One's own account: sessions, password, second factors; and the link that sets the first password.
#include "base/crypto.h"
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/attempts.h"
#include "rooms/staff/challenge.h"
#include "rooms/staff/pages.h"
#include "rooms/staff/password.h"
#include "rooms/staff/totp.h"
#include "web/qr.h"

namespace staff {
namespace {

using base::Refusal;

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

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

base::Result<AccountPage> show_account(Room&, db::Snapshot const& snapshot, web::Call const& call, Nothing const&)
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

struct ToAccount {};
BOOST_DESCRIBE_STRUCT(ToAccount, (), ())
std::string location(ToAccount const&) { return "/oficina/compte"; }

struct Ending {
    std::string session;
};
BOOST_DESCRIBE_STRUCT(Ending, (), (session))

template<class In> base::Result<In> as_asked(Room&, db::Snapshot const&, web::Call const&, In const& in) { return in; }

base::Result<ToAccount> end_session(Room&, act::Act& act, Ending const& in)
{
    auto const gone = act.tx(R"sql(delete from staff_session where id = $1 and member = $2 returning id)sql",
                             in.session, act.by.staff.text);
    if (gone.empty()) return Refusal{Refusal::Why::NotFound, "staff.no-session"};
    audit::record(act, "staff.session-ended", {}, in.session);
    return ToAccount{};
}

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

base::Result<PasswordPage> show_password(Room&, db::Snapshot const&, web::Call const& call, Nothing const&)
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

struct PasskeyPage {
    static constexpr auto view = "staff/passkey";
    std::string title;
    PasskeyPart passkey;
};
BOOST_DESCRIBE_STRUCT(PasskeyPage, (), (title, passkey))

std::string registering(act::StaffId const& id) { return "register " + id.text; }

base::Result<PasskeyPage> show_passkey(Room& room, db::Snapshot const& snapshot, web::Call const& call, Nothing const&)
{
    auto const self = member(snapshot, call.by.staff);
    PasskeyPage page;
    page.title = call.say("staff.passkey-add-title");
    page.passkey = passkey_part(room, call, "/oficina/compte/clau", "", registering(self->id));
    page.passkey.user = base::base64url(self->id.text);
    page.passkey.user_name = self->login;
    return page;
}

struct PasskeyMade {
    std::string client_data, authenticator_data, name;
};
BOOST_DESCRIBE_STRUCT(PasskeyMade, (), (client_data, authenticator_data, name))

struct CheckedPasskey {
    Passkey key;
    std::string name, challenge;
};

base::Result<CheckedPasskey> check_passkey(Room& room, db::Snapshot const&, web::Call const& call,
                                           PasskeyMade const& in)
{
    auto const client = base::from_base64url(in.client_data), data = base::from_base64url(in.authenticator_data);
    if (!client || !data) return Refusal{Refusal::Why::Malformed, "staff.passkey-malformed"};
    auto const name = std::string(base::trimmed(in.name)).substr(0, 60);
    if (name.empty()) return Refusal{Refusal::Why::Unprocessable, "field.missing", "name"};
    auto const challenge = challenge_of(*client);
    if (!is_challenge(room.setting.key, registering(call.by.staff), challenge, call.at))
        return Refusal{Refusal::Why::Unprocessable, "staff.passkey-old"};
    auto const key = registered({*client, *data, challenge}, party(call.town.url));
    if (!key) return key.refusal();
    return CheckedPasskey{*key, name, challenge};
}

base::Result<ToAccount> add_passkey(Room&, act::Act& act, CheckedPasskey const& made)
{
    if (!spend(act.tx, made.challenge, act.at)) return Refusal{Refusal::Why::Unprocessable, "staff.passkey-old"};
    auto const rows = act.tx(R"sql(
        insert into staff_passkey (credential, member, public_key, counter, name, made_at)
        values ($1, $2, $3, $4, $5, $6) on conflict (credential) do nothing returning member
        )sql",
                             db::Bytes{made.key.credential}, act.by.staff.text, db::Bytes{made.key.public_key},
                             std::int64_t(made.key.counter), made.name, act.at.micros);
    if (rows.empty()) return Refusal{Refusal::Why::Conflict, "staff.passkey-known"};
    audit::record(act, "staff.passkey-added", {}, act.by.staff.text);
    return ToAccount{};
}

struct PasskeyGone {
    std::string credential;
};
BOOST_DESCRIBE_STRUCT(PasskeyGone, (), (credential))

base::Result<ToAccount> drop_passkey(Room&, act::Act& act, PasskeyGone const& in)
{
    auto const credential = base::from_base64url(in.credential);
    auto const gone = act.tx(R"sql(
        delete from staff_passkey where credential = $1 and member = $2 returning member
        )sql",
                             db::Bytes{credential.value_or("")}, act.by.staff.text);
    if (gone.empty()) return Refusal{Refusal::Why::NotFound, "staff.passkey-unknown"};
    audit::record(act, "staff.passkey-dropped", {}, act.by.staff.text);
    return ToAccount{};
}

struct TotpPage {
    static constexpr auto view = "staff/totp";
    std::string title, secret, sealed;
    web::QrCode qr;
    bool form = true;
    web::Input code;
};
BOOST_DESCRIBE_STRUCT(TotpPage, (), (title, secret, sealed, qr, form, code))

base::Result<TotpPage> show_totp(Room& room, db::Snapshot const& snapshot, web::Call const& call, Nothing const&)
{
    auto const self = member(snapshot, call.by.staff);
    // A code typed wrong is tried again with the secret that the telephone already holds.
    auto const held = base::from_base64url(call.value("sealed"));
    auto const kept = held ? base::decrypt(room.setting.key, *held, self->id.text) : std::nullopt;
    auto const secret = kept.value_or(base::random_bytes(totp_secret_size));
    TotpPage page;
    page.title = call.say("staff.totp-title");
    page.secret = totp_text(secret);
    page.sealed = base::base64url(base::encrypt(room.setting.key, secret, self->id.text));
    page.qr = web::qr_code(totp_address(secret, self->login, call.town.name), call.say("staff.totp-qr"));
    page.code = code_input(call, call.say("staff.code"), call.say("staff.totp-code-hint"));
    return page;
}

struct TotpTyped {
    std::string sealed, code;
};
BOOST_DESCRIBE_STRUCT(TotpTyped, (), (sealed, code))

struct TotpReady {
    std::string sealed;
    std::int64_t step;
};

base::Result<TotpReady> check_totp(Room& room, db::Snapshot const&, web::Call const& call, TotpTyped const& in)
{
    auto const sealed = base::from_base64url(in.sealed);
    auto const secret = sealed ? base::decrypt(room.setting.key, *sealed, call.by.staff.text) : std::nullopt;
    if (!secret) return Refusal{Refusal::Why::Unprocessable, "staff.begin-again"};
    auto const step = totp_step(*secret, base::trimmed(in.code), 0, call.at);
    if (!step) return Refusal{Refusal::Why::Unprocessable, "staff.wrong-code", "code"};
    return TotpReady{*sealed, *step};
}

base::Result<ToAccount> set_totp(Room&, act::Act& act, TotpReady const& ready)
{
    act.tx(R"sql(update staff_member set totp_secret = $2, totp_step = $3 where id = $1)sql", act.by.staff.text,
           db::Bytes{ready.sealed}, ready.step);
    audit::record(act, "staff.totp-set", {}, act.by.staff.text);
    return ToAccount{};
}

base::Result<ToAccount> drop_totp(Room&, act::Act& act, Nothing const&)
{
    act.tx(R"sql(update staff_member set totp_secret = null where id = $1)sql", act.by.staff.text);
    audit::record(act, "staff.totp-dropped", {}, act.by.staff.text);
    return ToAccount{};
}

}

void account_routes(web::Router& on, Room& room)
{
    web::Traits const sensitive{.step_up = true};
    on.look("/oficina/compte", web::staff(), room, show_account);
    on.act("/oficina/compte/sessio/tanca", web::staff(), room, as_asked<Ending>, end_session);
    on.look("/oficina/compte/contrasenya", web::staff(), room, show_password, sensitive);
    on.act("/oficina/compte/contrasenya", web::staff(), room, hash_password, change_password,
           {.slow = true, .step_up = true});
    on.look("/oficina/compte/clau", web::staff(), room, show_passkey, sensitive);
    on.act("/oficina/compte/clau", web::staff(), room, check_passkey, add_passkey, sensitive);
    on.look("/oficina/compte/clau/treu", web::staff(), room, show_account, sensitive);
    on.act("/oficina/compte/clau/treu", web::staff(), room, as_asked<PasskeyGone>, drop_passkey, sensitive);
    on.look("/oficina/compte/codis", web::staff(), room, show_totp, sensitive);
    on.act("/oficina/compte/codis", web::staff(), room, check_totp, set_totp, sensitive);
    on.look("/oficina/compte/codis/treu", web::staff(), room, show_account, sensitive);
    on.act("/oficina/compte/codis/treu", web::staff(), room, as_asked<Nothing>, drop_totp, sensitive);
    on.look("/oficina/alta/{token}", web::anyone(), room, show_invited, {.limited = "guess"});
    on.act("/oficina/alta/{token}", web::anyone(), room, hash_first, take_up, {.limited = "enter", .slow = true});
}

}
