// SPDX-License-Identifier: EUPL-1.2
// What the staff's pages share: the passkey button, fields for secrets. Only this room includes it.
#pragma once
#include "rooms/staff/passkey.h"
#include "rooms/staff/staff.h"
#include "web/form.h"
#include "web/parts.h"

namespace staff {

// A button that the island `passkey.ts` shows where the browser can; its form carries what the device answers.
struct PasskeyPart {
    std::string view = "staff/part-passkey";
    std::string action, back_to, challenge, party, kind, label;
    std::string user, user_name; // when a key is made
};
BOOST_DESCRIBE_STRUCT(PasskeyPart, (), (view, action, back_to, challenge, party, kind, label, user, user_name))
PasskeyPart passkey_part(Room const&, web::Call const&, std::string action, std::string back_to,
                         std::string const& purpose);

// All base64url.
struct PasskeyUsed {
    std::string credential, client_data, authenticator_data, signature;
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(PasskeyUsed, (), (credential, client_data, authenticator_data, signature, retorn))

struct UsedPasskey {
    Member member;
    std::string credential, challenge;
    std::uint32_t counter;
};
base::Result<UsedPasskey> use_passkey(Room const&, db::Snapshot const&, web::Call const&, PasskeyUsed const&,
                                      std::string_view purpose);
// In the act: the challenge is spent and the counter moves on, or a Refusal when another use came first.
std::optional<base::Refusal> spend_passkey(act::Act&, std::string const& credential, std::string const& challenge,
                                           std::uint32_t counter);

web::Input password_input(web::Call const&, std::string id, std::string label, std::string autocomplete);
web::Input code_input(web::Call const&, std::string label, std::string hint);

// Back to one's own account, where what was done shows.
struct ToAccount {};
BOOST_DESCRIBE_STRUCT(ToAccount, (), ())
inline std::string location(ToAccount const&) { return "/oficina/compte"; }

// The first part of an act that needs nothing but what was asked.
template<class In> base::Result<In> as_asked(Room&, db::Snapshot const&, web::Call const&, In const& in) { return in; }

void enter_routes(web::Router&, Room&);
void account_routes(web::Router&, Room&);
void password_routes(web::Router&, Room&);
void second_factor_routes(web::Router&, Room&);
void team_routes(web::Router&, Room&);

}
