// SPDX-License-Identifier: EUPL-1.2
#include "rooms/registry/search.h"

#include "rooms/registry/words.h"

namespace registry {
namespace {

Row read(db::Row const& row)
{
    Row out;
    out.id = {row.text(0)};
    out.number = {row.integer(1), direction_named(row.text(2)), row.integer(3)};
    out.presented_at = {row.integer(4)};
    if (row.integer(5) != 0) out.effective_at = base::Instant{row.integer(5)};
    out.kind = row.text(6);
    out.subject = row.text(7);
    out.unit = row.text(8);
    out.procedure = row.text(9);
    out.channel = row.text(10);
    out.leaf = row.integer(11);
    out.notes = row.integer(12);
    out.papers = row.integer(13);
    return out;
}

std::int64_t until(Filter const& filter)
{
    return filter.until == base::Instant{} ? std::numeric_limits<std::int64_t>::max() : filter.until.micros;
}

std::vector<Row> all(db::Rows const& rows)
{
    std::vector<Row> list;
    for (auto const& row : rows) list.push_back(read(row));
    return list;
}

// Coarse: a subject that holds this somewhere; whether a word begins with it is judged of what is found.
std::string pattern(std::vector<std::string> const& words, std::size_t i)
{
    return i < words.size() ? "%" + words[i] + "%" : "%"; // words have no marks
}

// Of somebody's entries there are few: they are taken first, whatever else is asked for.
std::vector<Row> of_document(db::Snapshot const& snapshot, Filter const& f, std::vector<std::string> const& words,
                             int limit)
{
    return all(snapshot(R"sql(
        select e.id, e.year, e.direction, e.number, e.presented_at, e.effective_at, e.kind, e.subject, e.unit,
            e.procedure, e.channel, e.leaf, (select count(*) from registry_note n where n.entry = e.id),
            (select count(*) from registry_paper p where p.entry = e.id)
        from (select distinct entry from registry_party where document = $11) as y cross join registry_entry e
        where e.id = y.entry
            and ($1 = '' or e.direction = $1) and ($2 = '' or e.kind = $2) and ($3 = '' or e.unit = $3)
            and ($4 = '' or e.procedure = $4) and e.leaf >= $5 and e.leaf < $6
            and e.subject_words like $7 and e.subject_words like $8 and e.subject_words like $9
        order by e.leaf desc limit $10
        )sql",
                        f.direction, f.kind, f.unit, f.procedure, f.after + 1, f.before, pattern(words, 0),
                        pattern(words, 1), pattern(words, 2), limit, f.document));
}

// Of those that have a word that few have.
std::vector<Row> of_word(db::Snapshot const& snapshot, Filter const& f, std::vector<std::string> const& words,
                         std::string const& rare, int limit)
{
    return all(snapshot(R"sql(
        select e.id, e.year, e.direction, e.number, e.presented_at, e.effective_at, e.kind, e.subject, e.unit,
            e.procedure, e.channel, e.leaf, (select count(*) from registry_note n where n.entry = e.id),
            (select count(*) from registry_paper p where p.entry = e.id)
        from (select distinct leaf from registry_word where word >= $11 and word < $12 and leaf >= $5 and leaf < $6) as w
            cross join registry_entry e
        where e.leaf = w.leaf
            and ($1 = '' or e.direction = $1) and ($2 = '' or e.kind = $2) and ($3 = '' or e.unit = $3)
            and ($4 = '' or e.procedure = $4) and e.leaf >= $5 and e.leaf < $6
            and e.subject_words like $7 and e.subject_words like $8 and e.subject_words like $9
        order by e.leaf desc limit $10
        )sql",
                        f.direction, f.kind, f.unit, f.procedure, f.after + 1, f.before, pattern(words, 0),
                        pattern(words, 1), pattern(words, 2), limit, db::Bytes{rare}, beyond(rare)));
}

// Gone through from the newest: soon done where many fit.
std::vector<Row> of_all(db::Snapshot const& snapshot, Filter const& f, std::vector<std::string> const& words, int limit)
{
    return all(snapshot(R"sql(
        select e.id, e.year, e.direction, e.number, e.presented_at, e.effective_at, e.kind, e.subject, e.unit,
            e.procedure, e.channel, e.leaf, (select count(*) from registry_note n where n.entry = e.id),
            (select count(*) from registry_paper p where p.entry = e.id)
        from registry_entry e
        where ($1 = '' or e.direction = $1) and ($2 = '' or e.kind = $2) and ($3 = '' or e.unit = $3)
            and ($4 = '' or e.procedure = $4) and e.leaf >= $5 and e.leaf < $6
            and e.subject_words like $7 and e.subject_words like $8 and e.subject_words like $9
        order by e.leaf desc limit $10
        )sql",
                        f.direction, f.kind, f.unit, f.procedure, f.after + 1, f.before, pattern(words, 0),
                        pattern(words, 1), pattern(words, 2), limit));
}

// The place in the log of the first entry that was presented then or later; both go up together.
std::int64_t leaf_at(db::Snapshot const& snapshot, std::int64_t presented, std::int64_t otherwise)
{
    auto const row = snapshot.one(R"sql(
        select leaf from registry_entry where presented_at >= $1 order by presented_at, leaf limit 1
        )sql",
                                  presented);
    return row ? row->integer(0) : otherwise;
}

// Days become places: the newest first are then read in the order of the log, however many there are.
Filter by_place(db::Snapshot const& snapshot, Filter f)
{
    constexpr auto end = std::numeric_limits<std::int64_t>::max();
    f.after = leaf_at(snapshot, f.from.micros, end) - 1;
    f.before = std::min(f.before, leaf_at(snapshot, until(f), end));
    return f;
}

}

std::vector<Row> newest_first(db::Snapshot const& snapshot, Filter const& f)
{
    auto const words = words_of(f.words);
    if (words.empty() && !f.words.empty()) return {}; // marks only: no subject is meant
    auto const rare = f.document.empty() ? rare_word(snapshot, words) : std::string();
    std::vector<Row> found;
    for (auto next = by_place(snapshot, f);;) {
        auto rows = !f.document.empty() ? of_document(snapshot, next, words, f.limit)
                    : !rare.empty()     ? of_word(snapshot, next, words, rare, f.limit)
                                        : of_all(snapshot, next, words, f.limit);
        auto const last = int(rows.size()) < f.limit;
        for (auto& row : rows) {
            next.before = row.leaf;
            if (meant(words, row.subject)) found.push_back(std::move(row));
            if (int(found.size()) == f.limit) return found;
        }
        if (last) return found;
    }
}

std::vector<Row> in_order(db::Snapshot const& snapshot, Filter const& f)
{
    return all(snapshot(R"sql(
        select e.id, e.year, e.direction, e.number, e.presented_at, e.effective_at, e.kind, e.subject, e.unit,
            e.procedure, e.channel, e.leaf, (select count(*) from registry_note n where n.entry = e.id),
            (select count(*) from registry_paper p where p.entry = e.id)
        from registry_entry e
        where e.presented_at >= $1 and e.presented_at < $2 and e.leaf > $3
        order by e.leaf limit $4
        )sql",
                        f.from.micros, until(f), f.after, f.limit));
}

act::PersonId person_with(db::Snapshot const& snapshot, std::string_view document)
{
    auto const row = snapshot.one(R"sql(
        select person from registry_party where document = $1 and person <> '' limit 1
        )sql",
                                  document);
    return {row ? row->text(0) : std::string()};
}

std::vector<BookDay> days_of_book(db::Snapshot const& snapshot, std::int64_t year, Direction direction)
{
    std::vector<BookDay> days;
    std::optional<base::Sha256> sum;
    for (auto const& row : snapshot(R"sql(
            select e.presented_at, e.number, n.hash
            from registry_entry e join registry_node n on n.level = 0 and n.place = e.leaf
            where e.year = $1 and e.direction = $2 order by e.number
            )sql",
                                    year, name(direction))) {
        auto const day = base::local_day({row.integer(0)});
        if (days.empty() || days.back().day != day) {
            if (sum) days.back().hash = sum->finish();
            days.push_back({day, 0, row.integer(1), 0, {}});
            sum.emplace();
        }
        ++days.back().count;
        days.back().last = row.integer(1);
        sum->feed(row.bytes(2));
    }
    if (sum) days.back().hash = sum->finish();
    return days;
}

}
