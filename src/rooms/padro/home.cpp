// SPDX-License-Identifier: EUPL-1.2
// Addresses of the register for other rooms.
#include "base/name_match.h"
#include "rooms/padro/padro.h"
#include "rooms/padro/store.h"

namespace padro {

std::optional<Home> home(db::Snapshot const& snapshot, std::string_view document_number)
{
    auto const person = store::by_document(snapshot, document_number);
    if (!person || person->is_protected || person->status != Status::InForce) return {};
    auto const stays = store::stays(snapshot, person->code);
    if (stays.empty() || stays.back().until) return {};
    auto const& of = stays.back().dwelling;
    Home home{of.street_kind + (of.street_kind.empty() ? "" : " ") + of.street, of.number, "", of.postal_code};
    for (auto const* const part : {&of.block, &of.stair, &of.floor})
        if (!part->empty()) home.rest += (home.rest.empty() ? "" : ", ") + *part;
    if (!of.door.empty()) home.rest += (home.rest.empty() ? "" : " ") + of.door;
    return home;
}

std::vector<Named> residents_named(db::Snapshot const& snapshot, std::string_view words, std::size_t limit)
{
    std::vector<Named> list;
    base::NameMatch const meant(words);
    // Protected people are found by their number only.
    for (auto const& row : snapshot(R"sql(
             select document_number, given_name, surname1, surname2 from padro_person
             where document_number <> '' and status = 'in_force' and protected = 0
             order by surname1, given_name, document_number
             )sql")) {
        if (list.size() == limit) break;
        auto name = row.text(1) + " " + row.text(2) + (row.text(3).empty() ? "" : " ") + row.text(3);
        if (meant(name)) list.push_back({row.text(0), std::move(name)});
    }
    return list;
}

bool is_protected(db::Snapshot const& snapshot, std::string_view document_number)
{
    return snapshot
        .one(R"sql(select 1 from padro_person where document_number = $1 and protected <> 0)sql", document_number)
        .has_value();
}

std::vector<std::string> streets(db::Snapshot const& snapshot)
{
    std::vector<std::string> list;
    for (
        auto const& row : snapshot(
            R"sql(select distinct street_kind, street from padro_dwelling order by street, street_kind limit 2000)sql"))
        list.push_back(row.text(0) + (row.text(0).empty() ? "" : " ") + row.text(1));
    return list;
}

}
