// SPDX-License-Identifier: EUPL-1.2
// Who does something, over which channel and when, inside which transaction: the three values that every act of
// the office carries and nothing else.
#pragma once
#include "base/id.h"
#include "base/time.h"
#include "db/db.h"

#include <string>
#include <string_view>

namespace act {

using PersonId = base::Id<struct PersonTag>;
using SessionId = base::Id<struct SessionTag>;

// Assurance of an identity: eIDAS Regulation (EU) 910/2014, art. 8.2.
enum class Level { None, Low, Substantial, High };
std::string_view name(Level);
Level level_named(std::string_view); // None for anything unknown

enum class Channel { Web, Api, Counter, Telephone, Video, Kiosk, Command };
std::string_view name(Channel);

struct Actor {
    enum class Kind { Nobody, Person, Staff, Program };
    Kind kind = Kind::Nobody;
    PersonId person;
    Level level = Level::None;
    std::string method; // how the identity was proved: "demo", "token"…
    SessionId session;
    std::string name; // as shown to the person in the header
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
