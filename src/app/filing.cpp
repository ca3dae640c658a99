// SPDX-License-Identifier: EUPL-1.2
#include "app/filing.h"

#include "app/town.h"

#include <algorithm>

namespace app {
namespace {

namespace json = boost::json;

json::value address_of(Town const& town, padro::Home const& home)
{
    json::object address{{"street", home.street},
                         {"number", home.number},
                         {"postcode", home.postcode},
                         {"town", town.config.padro.town}};
    if (!home.rest.empty()) address["rest"] = home.rest;
    return address;
}

forms::Room::Known known(Town const& town, db::Snapshot const& snapshot, act::Actor const& by, std::string_view what)
{
    auto const person = by.kind == act::Actor::Kind::Person ? identity::person(snapshot, by.subject()) : std::nullopt;
    if (!person) return {};
    if (what == "name") return {json::value(person->name), "session"};
    if (what == "document") return {json::value(person->document_number), "session"};
    if (what == "address") {
        auto const home = padro::home(snapshot, person->document_number);
        if (home) return {address_of(town, *home), "padro"};
    }
    if (what == "email" || what == "telephone") {
        auto said = cases::last_contact(snapshot, person->id, what);
        if (!said.empty()) return {json::value(said), "earlier"};
    }
    return {};
}

}

forms::Room forms_room(Town& town)
{
    return {town.procedures, town.uploads,
            [&town](db::Snapshot const& snapshot, act::Actor const& by, std::string_view what) {
                return known(town, snapshot, by, what);
            },
            padro::streets,
            [&map = town.padro.map](db::Snapshot const& snapshot) -> forms::Map {
                return {[&](std::string const& words) { return map.find(snapshot, words); },
                        [&](base::Point const& point) { return map.near(snapshot, point); },
                        [&] { return map.middle(snapshot); }, padro::Picture::at};
            }};
}

cases::Room cases_room(Town& town)
{
    return {town.forms,
            *town.book,
            town.procedures,
            town.uploads,
            town.config.site.dir3,
            town.config.town.name,
            [](db::Snapshot const& snapshot, act::PersonId const& id) -> std::optional<cases::Room::Person> {
                auto const found = identity::person(snapshot, id);
                if (!found) return {};
                return cases::Room::Person{found->name, found->document_kind, found->document_number};
            },
            [](db::Snapshot const& snapshot, act::StaffId const& id) {
                auto const found = staff::member(snapshot, id);
                return found ? found->unit : std::string();
            },
            town.certificates ? &town.certificates->certificates : nullptr};
}

namespace {

// The register of residents tells best what somebody is called; else it is who showed a document before.
std::string name_of(db::Snapshot const& snapshot, std::string_view document)
{
    auto registered = padro::registered_name(snapshot, document);
    if (!registered.empty()) return registered;
    auto const person = identity::person_by_document(snapshot, document);
    return person ? person->name : std::string();
}

std::vector<counter::Room::Known> named(db::Snapshot const& snapshot, std::string_view words, std::size_t limit)
{
    std::vector<counter::Room::Known> list;
    for (auto& each : padro::residents_named(snapshot, words, limit))
        list.push_back({std::move(each.document), std::move(each.name)});
    for (auto& each : identity::people_named(snapshot, words, limit)) {
        auto const there = [&](auto const& known) { return known.document == each.document_number; };
        if (list.size() < limit && std::ranges::none_of(list, there))
            list.push_back({std::move(each.document_number), std::move(each.name)});
    }
    return list;
}

}

counter::Room counter_room(Town& town)
{
    return {town.cases,
            *town.book,
            *town.desk,
            town.database,
            town.calendar.calendar,
            town.config.town.url,
            town.config.site.dir3,
            base::derive_key(town.keys.master, "counter"),
            name_of,
            named,
            [](db::Snapshot const& snapshot, act::StaffId const& id) {
                auto const found = staff::member(snapshot, id);
                return found ? found->name : std::string();
            }};
}

}
