// SPDX-License-Identifier: EUPL-1.2
// The SQL of entries and notes.
#include "base/text.h"
#include "rooms/registry/book.h"
#include "rooms/registry/words.h"

#include <algorithm>

namespace registry::store {
namespace {

namespace json = boost::json;
using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string written(Pairs const& pairs)
{
    json::array out;
    for (auto const& [label, value] : pairs) out.push_back(json::array{label, value});
    return json::serialize(out);
}

Pairs pairs_in(std::string_view text)
{
    Pairs out;
    auto const parsed = json::parse(text);
    for (auto const& each : parsed.as_array()) {
        auto const& pair = each.as_array();
        out.emplace_back(pair.at(0).as_string(), pair.at(1).as_string());
    }
    return out;
}

void insert_parties(db::Tx& tx, Entry const& entry)
{
    for (std::size_t i = 0; i < entry.parties.size(); ++i) {
        auto const& party = entry.parties[i];
        tx(R"sql(
            insert into registry_party (entry, place, person, document_kind, document, name, representative)
            values ($1, $2, $3, $4, $5, $6, $7)
            )sql",
           entry.id.text, i, party.person.text, party.document_kind, party.document, party.name, party.representative);
    }
}

void insert_papers(db::Tx& tx, Entry const& entry)
{
    for (std::size_t i = 0; i < entry.papers.size(); ++i) {
        auto const& paper = entry.papers[i];
        tx(R"sql(
            insert into registry_paper (entry, place, name, type, sha256, bytes, reference)
            values ($1, $2, $3, $4, $5, $6, $7)
            )sql",
           entry.id.text, i, paper.name, paper.type, db::Bytes{*base::from_hex(paper.sha256)}, paper.bytes,
           paper.reference);
    }
}

std::vector<Party> parties(db::Snapshot const& snapshot, EntryId const& id)
{
    std::vector<Party> list;
    for (auto const& row : snapshot(R"sql(
            select person, document_kind, document, name, representative from registry_party where entry = $1
            order by place
            )sql",
                                    id.text))
        list.push_back({{row.text(0)}, row.text(1), row.text(2), row.text(3), row.integer(4) != 0});
    return list;
}

std::vector<Paper> papers(db::Snapshot const& snapshot, EntryId const& id)
{
    std::vector<Paper> list;
    for (auto const& row : snapshot(R"sql(
            select name, type, sha256, reference, bytes from registry_paper where entry = $1 order by place
            )sql",
                                    id.text))
        list.push_back({row.text(0), row.text(1), base::hex(row.bytes(2)), row.text(3), row.integer(4)});
    return list;
}

Entry read(db::Snapshot const& snapshot, db::Row const& row)
{
    Entry entry;
    entry.id = {row.text(0)};
    entry.number = {row.integer(1), direction_named(row.text(2)), row.integer(3)};
    entry.presented_at = {row.integer(4)};
    if (row.integer(5) != 0) entry.effective_at = base::Instant{row.integer(5)};
    entry.provisional = row.integer(6) != 0;
    entry.behind = row.integer(7);
    entry.format = row.integer(8);
    entry.channel = row.text(9);
    entry.language = row.text(10);
    entry.staff = row.text(11);
    entry.kind = row.text(12);
    entry.subject = row.text(13);
    entry.procedure = row.text(14);
    entry.unit = row.text(15);
    entry.destination = row.text(16);
    entry.matter = row.text(17);
    entry.sending_body = row.text(18);
    entry.told = pairs_in(row.text(19));
    entry.leaf = row.integer(20);
    entry.salt = row.bytes(21);
    entry.parties = parties(snapshot, entry.id);
    entry.papers = papers(snapshot, entry.id);
    return entry;
}

}

Last last(db::Snapshot const& snapshot)
{
    auto const row = snapshot.one(R"sql(select presented_at from registry_entry order by leaf desc limit 1)sql");
    return {tree::size(snapshot), {row ? row->integer(0) : 0}};
}

std::int64_t next_number(db::Snapshot const& snapshot, std::int64_t year, Direction direction)
{
    auto const row = snapshot.one(R"sql(
        select max(number) from registry_entry where year = $1 and direction = $2
        )sql",
                                  year, name(direction));
    return row->maybe_integer(0).value_or(0) + 1;
}

void insert(db::Tx& tx, Entry const& entry)
{
    auto const effective = entry.effective_at.value_or(base::Instant{}).micros;
    tx(R"sql(
        insert into registry_entry (id, year, direction, number, presented_at, effective_at, provisional, behind,
            format, channel, language, staff, kind, subject, subject_words, procedure, unit, destination, matter,
            sending_body, told, leaf, salt)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23)
        )sql",
       entry.id.text, entry.number.year, name(entry.number.direction), entry.number.number, entry.presented_at.micros,
       effective, entry.provisional, entry.behind, entry.format, entry.channel, entry.language, entry.staff, entry.kind,
       entry.subject, base::folded(entry.subject), entry.procedure, entry.unit, entry.destination, entry.matter,
       entry.sending_body, written(entry.told), entry.leaf, db::Bytes{entry.salt});
    insert_parties(tx, entry);
    insert_papers(tx, entry);
    keep_words(tx, entry.leaf, entry.subject);
}

std::optional<Entry> by_id(db::Snapshot const& snapshot, EntryId const& id)
{
    auto const row = snapshot.one(R"sql(
        select id, year, direction, number, presented_at, effective_at, provisional, behind, format, channel, language,
            staff, kind, subject, procedure, unit, destination, matter, sending_body, told, leaf, salt
        from registry_entry where id = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(snapshot, *row)) : std::nullopt;
}

std::optional<Entry> by_number(db::Snapshot const& snapshot, Number const& number)
{
    auto const row = snapshot.one(R"sql(
        select id from registry_entry where year = $1 and direction = $2 and number = $3
        )sql",
                                  number.year, name(number.direction), number.number);
    return row ? by_id(snapshot, {row->text(0)}) : std::nullopt;
}

std::optional<std::int64_t> leaf_of(db::Snapshot const& snapshot, Number const& number)
{
    auto const row = snapshot.one(R"sql(
        select leaf from registry_entry where year = $1 and direction = $2 and number = $3
        )sql",
                                  number.year, name(number.direction), number.number);
    return row ? std::optional(row->integer(0)) : std::nullopt;
}

std::vector<EntryId> of_matter(db::Snapshot const& snapshot, std::string_view matter)
{
    std::vector<EntryId> list;
    for (auto const& row : snapshot(R"sql(select id from registry_entry where matter = $1 order by leaf)sql", matter))
        list.push_back({row.text(0)});
    return list;
}

std::vector<Entry> of_person(db::Snapshot const& snapshot, act::PersonId const& person, std::int64_t before_leaf,
                             int limit)
{
    std::vector<Entry> list;
    for (auto const& row : snapshot(R"sql(
            select distinct e.id, e.leaf from registry_entry e join registry_party p on p.entry = e.id
            where p.person = $1 and e.leaf < $2 order by e.leaf desc limit $3
            )sql",
                                    person.text, before_leaf, limit))
        list.push_back(*by_id(snapshot, {row.text(0)}));
    return list;
}

void insert(db::Tx& tx, Note const& note)
{
    tx(R"sql(
        insert into registry_note (entry, place, kind, at, staff, field, value, reason, leaf, salt)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        )sql",
       note.entry.text, note.place, name(note.kind), note.at.micros, note.staff, note.field, note.value, note.reason,
       note.leaf, db::Bytes{note.salt});
}

std::vector<Note> notes(db::Snapshot const& snapshot, EntryId const& id)
{
    std::vector<Note> list;
    for (auto const& row : snapshot(R"sql(
            select place, kind, at, staff, field, value, reason, leaf, salt from registry_note where entry = $1
            order by place
            )sql",
                                    id.text))
        list.push_back({id,
                        row.integer(0),
                        row.text(1) == "annulment" ? Note::Kind::Annulment : Note::Kind::Correction,
                        {row.integer(2)},
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        row.text(6),
                        row.integer(7),
                        row.bytes(8)});
    return list;
}

}
