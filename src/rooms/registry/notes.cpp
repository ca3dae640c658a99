// SPDX-License-Identifier: EUPL-1.2
// Corrections and annulments: the final entry stays as it is, a new fact stands beside it (model.md, Entry).
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/registry/book.h"

#include <algorithm>
#include <array>

namespace registry {
namespace {

using base::Refusal;
constexpr std::size_t salt_size = 32, longest_reason = 1024; // SICRES 4: observations
constexpr std::array<std::string_view, 7> fields{"subject",   "kind",  "unit",  "destination",
                                                 "procedure", "party", "papers"};

std::optional<Refusal> unfit(std::string_view text, char const* key, char const* field)
{
    auto const bad = !base::is_utf8(text) || base::trimmed(text).empty() ||
                     base::length_in_characters(text) > longest_reason ||
                     std::ranges::any_of(text, [](char c) { return std::uint8_t(c) < 0x20 || c == 0x7f; });
    if (!bad) return {};
    return Refusal{Refusal::Why::Unprocessable, key, field, {{"longest", std::to_string(longest_reason)}}};
}

act::PersonId first_person(Entry const& entry)
{
    for (auto const& party : entry.parties)
        if (party.person) return party.person;
    return {};
}

base::Result<base::Done> add(Book& book, act::Act& act, EntryId const& id, Note note)
{
    auto const entry = store::by_id(act.tx, id);
    if (!entry) return Refusal{Refusal::Why::NotFound, "registry.no-entry"};
    auto const before = store::notes(act.tx, id);
    for (auto const& each : before)
        if (each.kind == Note::Kind::Annulment) return Refusal{Refusal::Why::Conflict, "registry.annulled-already"};
    note.entry = id;
    note.place = std::int64_t(before.size()) + 1;
    note.at = act.at;
    note.staff = act.by.staff.text;
    note.leaf = tree::size(act.tx);
    note.salt = base::random_bytes(salt_size);
    store::insert(act.tx, note);
    tree::append(act.tx, note.leaf, merkle::leaf_hash(note.salt, canonical(note, entry->number, book.setting.body)));
    audit::record(act, note.kind == Note::Kind::Annulment ? "registry.annulled" : "registry.corrected",
                  first_person(*entry), id.text);
    return base::Done{};
}

}

std::string_view name(Field field) { return fields[std::size_t(field)]; }

base::Result<base::Done> correct(Book& book, act::Act& act, EntryId const& id, Field field, std::string_view value,
                                 std::string_view reason)
{
    if (auto no = unfit(value, "registry.bad-value", "value")) return std::move(*no);
    if (auto no = unfit(reason, "registry.bad-reason", "reason")) return std::move(*no);
    Note note;
    note.kind = Note::Kind::Correction;
    note.field = name(field);
    note.value = base::composed(base::trimmed(value));
    note.reason = base::composed(base::trimmed(reason));
    return add(book, act, id, std::move(note));
}

base::Result<base::Done> annul(Book& book, act::Act& act, EntryId const& id, std::string_view reason)
{
    if (auto no = unfit(reason, "registry.bad-reason", "reason")) return std::move(*no);
    Note note;
    note.kind = Note::Kind::Annulment;
    note.reason = base::composed(base::trimmed(reason));
    return add(book, act, id, std::move(note));
}

}
