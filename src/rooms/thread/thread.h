// SPDX-License-Identifier: EUPL-1.2
// The thread of a person and of a matter: append-only, over every channel, in one order. Rooms above append in their
// own act, so that calls, tickets, papers, messages and decisions stand together and this room need not know them.
#pragma once
#include "act/act.h"
#include "base/result.h"
#include "web/router.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace thread {

// Who may see an item: the person and the office; the office; only the staff of one unit (confidential services).
enum class Sight { Person, Office, Unit };

struct Item {
    act::PersonId person;
    std::string matter;    // empty when it belongs to no case
    std::string kind;      // "document-issued": its text is "thread.kind-…"
    std::string reference; // id of the row it is about
    std::string note = {};
    Sight sight = Sight::Person;
    std::string unit = {}; // with Sight::Unit
};
void append(act::Act&, Item const&);

struct Line {
    std::string id;
    base::Instant at;
    act::PersonId person;
    std::string matter, channel, actor, staff, kind, reference, note, unit;
    Sight sight;
};

// Whoever looks. A citizen sees what Sight::Person says of themself; staff what their office and unit may see.
struct Viewer {
    act::Actor const& by;
    std::string unit; // of the staff
};
// The rule itself.
bool may_see(Viewer const&, Line const&);

// Newest first, at most `limit`, older than `before` (an item's id) when it is given; only what the viewer may see.
std::vector<Line> of_person(db::Snapshot const&, Viewer const&, act::PersonId const&, std::string_view before,
                            int limit);
std::vector<Line> of_matter(db::Snapshot const&, Viewer const&, std::string_view matter, std::string_view before,
                            int limit);

// What happened and who did it, in the reader's language.
std::string what_words(web::Call const&, Line const&);
std::string who_words(web::Call const&, Line const&);

// What the pages need from elsewhere.
struct Room {
    struct Person {
        act::PersonId id;
        std::string name, document;
    };
    std::function<std::optional<Person>(db::Snapshot const&, std::string_view document)> person;
    std::function<std::string(db::Snapshot const&, act::StaffId const&)> unit_of;
};
void routes(web::Router&, Room&);

}
