// SPDX-License-Identifier: EUPL-1.2
#include "rooms/thread/thread.h"

#include <array>

namespace thread {
namespace {

constexpr std::array<std::string_view, 3> sights{"person", "office", "unit"};

Sight sight_named(std::string_view text)
{
    for (std::size_t i = 0; i < sights.size(); ++i)
        if (sights[i] == text) return Sight(i);
    return Sight::Unit; // what this program does not know is shown to nobody by mistake
}

std::optional<std::string> some(std::string const& text) { return text.empty() ? std::nullopt : std::optional(text); }

Line read(db::Row const& row)
{
    Line line;
    line.id = row.text(0);
    line.at = {row.integer(1)};
    line.person = {row.text(2)};
    line.matter = row.text_or(3, "");
    line.channel = row.text(4);
    line.actor = row.text(5);
    line.staff = row.text_or(6, "");
    line.kind = row.text(7);
    line.reference = row.text_or(8, "");
    line.note = row.text_or(9, "");
    line.sight = sight_named(row.text(10));
    line.unit = row.text_or(11, "");
    return line;
}

// What the viewer's rows must satisfy in SQL, so that a page is full of what may be seen; `may_see` looks again.
struct Reach {
    std::string person; // only this person's, empty for any
    bool office;
    std::string unit;
};

Reach reach(Viewer const& viewer)
{
    auto const staff = viewer.by.kind == act::Actor::Kind::Staff && viewer.by.may("people.see");
    return {staff ? "" : viewer.by.person.text, staff, staff ? viewer.unit : ""};
}

std::vector<Line> seen(Viewer const& viewer, db::Rows const& rows)
{
    std::vector<Line> list;
    for (auto const& row : rows)
        if (auto line = read(row); may_see(viewer, line)) list.push_back(std::move(line));
    return list;
}

}

void append(act::Act& act, Item const& item)
{
    act.tx(R"sql(
        insert into thread_item (id, at, person, matter, channel, actor, staff, kind, reference, note, sight, unit)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        )sql",
           base::fresh_id_text(act.at), act.at.micros, item.person.text, some(item.matter), name(act.channel),
           name(act.by.kind), some(act.by.staff.text), item.kind, some(item.reference), some(item.note),
           sights[std::size_t(item.sight)], some(item.unit));
}

bool may_see(Viewer const& viewer, Line const& line)
{
    if (viewer.by.kind == act::Actor::Kind::Person)
        return line.sight == Sight::Person && line.person == viewer.by.person;
    if (viewer.by.kind != act::Actor::Kind::Staff || !viewer.by.may("people.see")) return false;
    return line.sight != Sight::Unit || (!line.unit.empty() && line.unit == viewer.unit);
}

std::vector<Line> of_person(db::Snapshot const& snapshot, Viewer const& viewer, act::PersonId const& person,
                            std::string_view before, int limit)
{
    auto const may = reach(viewer);
    return seen(viewer, snapshot(R"sql(
        select id, at, person, matter, channel, actor, staff, kind, reference, note, sight, unit from thread_item
        where person = $1 and ($2 = '' or id < $2) and ($3 = '' or person = $3)
            and (sight = 'person' or ($4 = 1 and (sight = 'office' or unit = $5)))
        order by id desc limit $6
        )sql",
                                 person.text, before, may.person, may.office, may.unit, limit));
}

std::vector<Line> of_matter(db::Snapshot const& snapshot, Viewer const& viewer, std::string_view matter,
                            std::string_view before, int limit)
{
    auto const may = reach(viewer);
    return seen(viewer, snapshot(R"sql(
        select id, at, person, matter, channel, actor, staff, kind, reference, note, sight, unit from thread_item
        where matter = $1 and ($2 = '' or id < $2) and ($3 = '' or person = $3)
            and (sight = 'person' or ($4 = 1 and (sight = 'office' or unit = $5)))
        order by id desc limit $6
        )sql",
                                 matter, before, may.person, may.office, may.unit, limit));
}

}
