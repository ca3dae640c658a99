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

}

namespace {

// Of somebody's entries there are few: they are taken first, whatever else is asked for.
std::vector<Row> of_document(db::Snapshot const& snapshot, Filter const& f, int limit)
{
    return all(snapshot(R"sql(
        select e.id, e.year, e.direction, e.number, e.presented_at, e.effective_at, e.kind, e.subject, e.unit,
            e.procedure, e.channel, e.leaf, (select count(*) from registry_note n where n.entry = e.id),
            (select count(*) from registry_paper p where p.entry = e.id)
        from (select distinct entry from registry_party where document = $8) as y cross join registry_entry e
        where e.id = y.entry
            and ($1 = '' or e.direction = $1) and ($2 = '' or e.kind = $2) and ($3 = '' or e.unit = $3)
            and ($4 = '' or e.procedure = $4) and e.presented_at >= $5 and e.presented_at < $6 and e.leaf < $7
        order by e.leaf desc limit $9
        )sql",
                        f.direction, f.kind, f.unit, f.procedure, f.from.micros, until(f), f.before, f.document,
                        limit));
}

std::vector<Row> of_anybody(db::Snapshot const& snapshot, Filter const& f, std::int64_t least, int limit)
{
    return all(snapshot(R"sql(
        select e.id, e.year, e.direction, e.number, e.presented_at, e.effective_at, e.kind, e.subject, e.unit,
            e.procedure, e.channel, e.leaf, (select count(*) from registry_note n where n.entry = e.id),
            (select count(*) from registry_paper p where p.entry = e.id)
        from registry_entry e
        where ($1 = '' or e.direction = $1) and ($2 = '' or e.kind = $2) and ($3 = '' or e.unit = $3)
            and ($4 = '' or e.procedure = $4) and e.presented_at >= $5 and e.presented_at < $6 and e.leaf < $7
            and e.leaf >= $8
        order by e.leaf desc limit $9
        )sql",
                        f.direction, f.kind, f.unit, f.procedure, f.from.micros, until(f), f.before, least, limit));
}

std::vector<Row> listed(db::Snapshot const& snapshot, Filter const& f, int limit)
{
    return f.document.empty() ? of_anybody(snapshot, f, 0, limit) : of_document(snapshot, f, limit);
}

// Entries one by one, where few have the words.
std::vector<Row> among(db::Snapshot const& snapshot, Filter const& f, std::vector<std::string> const& words,
                       std::vector<std::int64_t> const& leaves)
{
    std::vector<Row> found;
    auto one = f;
    for (auto const leaf : leaves) {
        if (int(found.size()) == f.limit) break;
        one.before = leaf + 1;
        for (auto& row : of_anybody(snapshot, one, leaf, 1))
            if (meant(words, row.subject)) found.push_back(std::move(row));
    }
    return found;
}

// All in their order, where many have them.
std::vector<Row> going_through(db::Snapshot const& snapshot, Filter f, std::vector<std::string> const& words)
{
    constexpr int at_a_time = 500;
    std::vector<Row> found;
    for (;;) {
        auto rows = listed(snapshot, f, at_a_time);
        for (auto& row : rows) {
            if (int(found.size()) == f.limit) return found;
            f.before = row.leaf;
            if (meant(words, row.subject)) found.push_back(std::move(row));
        }
        if (int(rows.size()) < at_a_time) return found;
    }
}

}

std::vector<Row> newest_first(db::Snapshot const& snapshot, Filter const& f)
{
    auto const words = words_of(f.words);
    if (words.empty() && !f.words.empty()) return {}; // marks only: no subject is meant
    if (words.empty()) return listed(snapshot, f, f.limit);
    if (f.document.empty())
        if (auto const leaves = leaves_with(snapshot, words, f.before)) return among(snapshot, f, words, *leaves);
    return going_through(snapshot, f, words);
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
