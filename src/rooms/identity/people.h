// SPDX-License-Identifier: EUPL-1.2
// What files of this room share. Only identity/ includes this.
#pragma once
#include "rooms/identity/identity.h"

namespace identity {

// The person of a proof, made known on first sight; the newest proof of the name holds, and an agent's reading of a
// paper yields to what a certificate or provider said.
act::PersonId known(db::Tx&, Proof const&, base::Instant now);

// The person of a document number, also one who never entered: known by number only, under no name.
act::PersonId known_by_number(db::Tx&, std::string_view kind, std::string_view number, base::Instant now);

// A browser that is sent on its way, to us or to another host.
struct Sent {
    std::string to;
    std::vector<web::Cookie> cookies;
};
BOOST_DESCRIBE_STRUCT(Sent, (), (to))
inline std::string location(Sent const& sent) { return sent.to; }

// Who proves anew who they are goes on standing for whom they stood for, while they still may (mandates.cpp).
void keep_standing(act::Act&, Opened const&);
// An address of ours that says where to go on.
std::string with_return(std::string const& address, std::string const& back_to);

// What every way in answers when somebody has entered.
struct Entered {
    std::string name, level, until;
    std::vector<web::Cookie> cookies;
    std::string back_to;
};
BOOST_DESCRIBE_STRUCT(Entered, (), (name, level, until))
inline std::string location(Entered const& entered) { return entered.back_to; }

// What the browser takes along of a session just opened.
web::Cookie session_cookie_of(Opened const&, std::chrono::minutes lasting);
// In an act: whoever an assertion names enters. The browser that was bound for it is let go.
Entered let_in(act::Act&, act::AssertionId const&, std::chrono::minutes lasting, std::string back_to);

}
