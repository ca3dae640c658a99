// SPDX-License-Identifier: EUPL-1.2
// Second factors of one's own account: passkeys, and codes of the telephone.
#include "base/crypto.h"
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/challenge.h"
#include "rooms/staff/pages.h"
#include "rooms/staff/totp.h"
#include "web/qr.h"

namespace staff {
namespace {

using base::Refusal;

struct PasskeyPage {
    static constexpr auto view = "staff/passkey";
    std::string title;
    PasskeyPart passkey;
};
BOOST_DESCRIBE_STRUCT(PasskeyPage, (), (title, passkey))

std::string registering(act::StaffId const& id) { return "register " + id.text; }

base::Result<PasskeyPage> show_passkey(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                       web::Nothing const&)
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

base::Result<TotpPage> show_totp(Room& room, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
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

base::Result<ToAccount> drop_totp(Room&, act::Act& act, web::Nothing const&)
{
    act.tx(R"sql(update staff_member set totp_secret = null where id = $1)sql", act.by.staff.text);
    audit::record(act, "staff.totp-dropped", {}, act.by.staff.text);
    return ToAccount{};
}

}

void second_factor_routes(web::Router& on, Room& room)
{
    web::Traits const sensitive{.step_up = true};
    on.look("/oficina/compte/clau", web::staff(), room, show_passkey, sensitive);
    on.act("/oficina/compte/clau", web::staff(), room, check_passkey, add_passkey, sensitive);
    on.act("/oficina/compte/clau/treu", web::staff(), room, as_asked<PasskeyGone>, drop_passkey, sensitive);
    on.look("/oficina/compte/codis", web::staff(), room, show_totp, sensitive);
    on.act("/oficina/compte/codis", web::staff(), room, check_totp, set_totp, sensitive);
    on.act("/oficina/compte/codis/treu", web::staff(), room, as_asked<web::Nothing>, drop_totp, sensitive);
}

}
