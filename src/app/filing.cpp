// SPDX-License-Identifier: EUPL-1.2
#include "app/filing.h"

#include "app/town.h"
#include "base/identifiers.h"

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
    return {town.procedures,
            town.uploads,
            [&town](db::Snapshot const& snapshot, act::Actor const& by, std::string_view what) {
                return known(town, snapshot, by, what);
            },
            padro::streets,
            [&map = town.padro.map](db::Snapshot const& snapshot) -> forms::Map {
                return {[&](std::string const& words) { return map.find(snapshot, words); },
                        [&](base::Point const& point) { return map.near(snapshot, point); },
                        [&] { return map.middle(snapshot); }, padro::Picture::at};
            },
            base::derive_key(town.keys.master, "forms.handover")};
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

// The number as the register of residents has it: that of a passport does not tell who issued it.
std::string_view without_country(std::string_view kind, std::string_view document)
{
    auto const foreign = kind == "passport" || kind == "identity-card";
    return foreign && document.size() > 3 && document[2] == ':' ? document.substr(3) : document;
}

// The register of residents tells best what somebody is called; else it is who showed a document before. Its passports
// have no country: their name is known, not proved.
counter::Room::Name name_of(db::Snapshot const& snapshot, std::string_view kind, std::string_view document)
{
    auto const foreign = kind == "passport" || kind == "identity-card";
    auto registered =
        kind == "identity-card" ? std::string() : padro::registered_name(snapshot, without_country(kind, document));
    if (!registered.empty() && !foreign) return {std::move(registered), true};
    auto const person = identity::person_by_document(snapshot, kind, document);
    if (person && !person->name.empty()) return {person->name, person->proved};
    return {std::move(registered), false};
}

bool is_protected(db::Snapshot const& snapshot, std::string_view document)
{
    return padro::is_protected(snapshot, without_country("passport", document));
}

std::string kind_of(std::string_view document)
{
    auto const number = base::document_number(document);
    if (!number) return "passport";
    return number->kind == base::DocumentKind::Nie ? "nie" : "nif";
}

std::vector<counter::Room::Known> named(db::Snapshot const& snapshot, std::string_view words, std::size_t limit)
{
    std::vector<counter::Room::Known> list;
    for (auto& each : padro::residents_named(snapshot, words, limit))
        list.push_back({kind_of(each.document), std::move(each.document), std::move(each.name)});
    // A protected resident may have entered by certificate: they are found by their number only, here too.
    auto const leave_out = [&](identity::Person const& person) {
        return is_protected(snapshot, person.document_number) ||
               std::ranges::find(list, person.document_number, &counter::Room::Known::document) != list.end();
    };
    for (auto& each : identity::people_named(snapshot, words, limit - list.size(), leave_out))
        list.push_back({std::move(each.document_kind), std::move(each.document_number), std::move(each.name)});
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
            is_protected,
            [](db::Snapshot const& snapshot, act::StaffId const& id) {
                auto const found = staff::member(snapshot, id);
                return found ? found->name : std::string();
            }};
}

}
