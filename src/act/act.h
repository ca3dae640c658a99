// SPDX-License-Identifier: EUPL-1.2
// Who does something, over which channel and when, inside which transaction: the three values that every act of
// the office carries and nothing else.
#pragma once
#include "base/id.h"
#include "base/time.h"
#include "db/db.h"

#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace act {

using PersonId = base::Id<struct PersonTag>;
using StaffId = base::Id<struct StaffTag>;
using SessionId = base::Id<struct SessionTag>;
using AssertionId = base::Id<struct AssertionTag>;

// What somebody of the office may do: names such as "documents.revoke", granted through roles.
using Permissions = std::set<std::string, std::less<>>;

// Assurance of an identity: eIDAS Regulation (EU) 910/2014, art. 8.2.
enum class Level { None, Low, Substantial, High };
std::string_view name(Level);
Level level_named(std::string_view); // None for anything unknown

enum class Channel { Web, Api, Counter, Telephone, Video, Kiosk, Command };
std::string_view name(Channel);

struct Actor {
    enum class Kind { Nobody, Person, Staff, Program };
    Kind kind = Kind::Nobody;
    PersonId person;    // a citizen
    StaffId staff;      // somebody of the office
    PersonId on_behalf; // whom the citizen stands for (Llei 39/2015, art. 5), nobody when for themself
    Level level = Level::None;
    std::string method; // how the identity was proved: "demo", "token"…
    SessionId session;
    AssertionId assertion;     // of whoever vouched for the identity; empty when nobody did
    std::string name;          // as shown to the person in the header
    base::Instant proved_at{}; // when the identity was last proved: sensitive acts want it fresh
    std::shared_ptr<Permissions const> permissions;

    bool may(std::string_view permission) const { return permissions && permissions->contains(permission); }
    // Whose affairs they are about: the one whom they stand for, else their own.
    PersonId const& subject() const { return on_behalf ? on_behalf : person; }
    // The id of whoever it is; empty for nobody.
    std::string const& id() const { return kind == Kind::Staff ? staff.text : person.text; }
};

std::string_view name(Actor::Kind);

struct Act {
    db::Tx& tx;
    Actor const& by;
    Channel channel;
    base::Instant at;
    std::string_view language; // of the person, for what the act will say later
};

}
