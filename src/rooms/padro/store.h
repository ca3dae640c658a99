// SPDX-License-Identifier: EUPL-1.2
// The SQL of the register. Only this room includes it.
#pragma once
#include "db/db.h"
#include "rooms/padro/people.h"

namespace padro::store {

struct Revision {
    std::string import; // id of the last import, empty before the first
    base::Day as_of;
};

std::optional<Revision> revision(db::Snapshot const&);
std::optional<Resident> by_document(db::Snapshot const&, std::string_view number);
std::optional<Resident> by_code(db::Snapshot const&, std::string_view code);
std::vector<Stay> stays(db::Snapshot const&, std::string_view person);
std::vector<Member> members(db::Snapshot const&, std::string_view dwelling);
std::optional<Dwelling> dwelling(db::Snapshot const&, std::string_view code);

void put(db::Tx&, Resident const&);
// Takes the document number off a person who is about to get another one.
void free_document(db::Tx&, std::string_view code);
void put(db::Tx&, Dwelling const&);
void put_stay(db::Tx&, std::string_view person, std::string_view dwelling, Stay const&);

}
