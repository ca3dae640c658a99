// SPDX-License-Identifier: EUPL-1.2
#include "base/crypto.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/challenge.h"
#include "rooms/staff/pages.h"

namespace staff {

using base::Refusal;

PasskeyPart passkey_part(Room const& room, web::Call const& call, std::string action, std::string back_to,
                         std::string const& purpose)
{
    PasskeyPart part;
    part.action = std::move(action);
    part.back_to = std::move(back_to);
    part.challenge = fresh_challenge(room.setting.key, purpose, call.at);
    part.party = party(call.town.url).id;
    auto const entering = purpose == "enter";
    part.kind = entering ? "get" : "create";
    part.label = entering ? call.say("staff.passkey-use") : call.say("staff.passkey-add");
    return part;
}

base::Result<UsedPasskey> use_passkey(Room const& room, db::Snapshot const& snapshot, web::Call const& call,
                                      PasskeyUsed const& in, std::string_view purpose)
{
    auto const credential = base::from_base64url(in.credential), client = base::from_base64url(in.client_data),
               data = base::from_base64url(in.authenticator_data), signature = base::from_base64url(in.signature);
    if (!credential || !client || !data || !signature)
        return Refusal{Refusal::Why::Malformed, "staff.passkey-malformed"};
    auto const challenge = challenge_of(*client);
    if (!is_challenge(room.setting.key, purpose, challenge, call.at))
        return Refusal{Refusal::Why::Unprocessable, "staff.passkey-old"};
    auto const row = snapshot.one(R"sql(
        select member, public_key, counter from staff_passkey where credential = $1
        )sql",
                                  db::Bytes{*credential});
    auto const who = row ? member(snapshot, {row->text(0)}) : std::nullopt;
    if (!who || !who->in_force(base::local_day(call.at)))
        return Refusal{Refusal::Why::Unprocessable, "staff.passkey-unknown"};
    auto const counter = asserted({*client, *data, *signature, challenge},
                                  {*credential, row->bytes(1), std::uint32_t(row->integer(2))}, party(call.town.url));
    if (!counter) return counter.refusal();
    return UsedPasskey{*who, *credential, challenge, *counter};
}

std::optional<Refusal> spend_passkey(act::Act& act, std::string const& credential, std::string const& challenge,
                                     std::uint32_t counter)
{
    if (!spend(act.tx, challenge, act.at)) return Refusal{Refusal::Why::Unprocessable, "staff.passkey-old"};
    auto const moved = act.tx(R"sql(
        update staff_passkey set counter = $2, used_at = $3
        where credential = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning member
        )sql",
                              db::Bytes{credential}, std::int64_t(counter), act.at.micros);
    if (moved.empty()) return Refusal{Refusal::Why::Unprocessable, "staff.passkey-copied"};
    return {};
}

web::Input password_input(web::Call const& call, std::string id, std::string label, std::string autocomplete)
{
    auto field = web::input(call, std::move(id), std::move(label), "");
    field.type = "password";
    field.autocomplete = std::move(autocomplete);
    field.value.clear(); // a secret is never sent back
    field.code = true;
    return field;
}

web::Input code_input(web::Call const& call, std::string label, std::string hint)
{
    auto field = web::input(call, "code", std::move(label), std::move(hint));
    field.width = "govuk-input--width-5";
    field.inputmode = "numeric";
    field.autocomplete = "one-time-code";
    field.value.clear();
    field.code = true;
    return field;
}

}
