// SPDX-License-Identifier: EUPL-1.2
// Matters as rows, and their moves.
#include "rooms/cases/cases.h"

#include "base/states.h"
#include "rooms/thread/thread.h"

namespace cases {
namespace {

constexpr base::Names<3> names{"opened", "processing", "withdrawn"};
constexpr std::array moves{
    base::Move{State::Opened, Event::Take, State::Processing},
    base::Move{State::Opened, Event::Withdraw, State::Withdrawn},
    base::Move{State::Processing, Event::Withdraw, State::Withdrawn},
};

Matter read(db::Row const& row)
{
    return {{row.text(0)}, row.text(1), row.text(2), row.integer(3),           row.text(4),       row.text(5),
            {row.text(6)}, row.text(7), row.text(8), state_named(row.text(9)), {row.integer(10)}, {row.integer(11)}};
}

std::vector<Matter> read_all(db::Rows const& rows)
{
    std::vector<Matter> list;
    for (auto const& row : rows) list.push_back(read(row));
    return list;
}

}

std::string_view name(State state) { return base::name_in(names, state); }
State state_named(std::string_view text) { return base::named_in<State>(names, text).value_or(State::Opened); }
std::optional<State> after(State state, Event event) { return base::after(moves, state, event); }

std::optional<Matter> matter(db::Snapshot const& snapshot, MatterId const& id)
{
    auto const row = snapshot.one(R"sql(
        select id, number, procedure, version, title, subject, interested, unit, language, state, opened_at, changed_at
        from cases_matter where id = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Matter> of_interested(db::Snapshot const& snapshot, act::PersonId const& person, std::string_view before,
                                  int limit)
{
    return read_all(snapshot(R"sql(
        select id, number, procedure, version, title, subject, interested, unit, language, state, opened_at, changed_at
        from cases_matter where interested = $1 and ($2 = '' or id < $2) order by id desc limit $3
        )sql",
                             person.text, before, limit));
}

// Of one unit by its index; of all by time. The state only sifts what is walked through.
std::vector<Matter> of_office(db::Snapshot const& snapshot, Filter const& filter)
{
    if (filter.unit.empty())
        return read_all(snapshot(R"sql(
            select id, number, procedure, version, title, subject, interested, unit, language, state, opened_at, changed_at
            from cases_matter where ($1 = '' or state = $1) and ($2 = '' or id < $2) order by id desc limit $3
            )sql",
                                 filter.state, filter.before, filter.limit));
    return read_all(snapshot(R"sql(
        select id, number, procedure, version, title, subject, interested, unit, language, state, opened_at, changed_at
        from cases_matter
        where unit = $1 and ($2 = '' or state = $2) and ($3 = '' or id < $3) order by id desc limit $4
        )sql",
                             filter.unit, filter.state, filter.before, filter.limit));
}

std::vector<Filing> filings_of(db::Snapshot const& snapshot, MatterId const& id)
{
    std::vector<Filing> list;
    for (auto const& row : snapshot(R"sql(
             select id, kind, content, sha256, number, receipt, entry, filed_at
             from cases_filing where matter = $1 order by id
             )sql",
                                    id.text)) {
        Filing filing{{row.text(0)}, row.text(1),   row.text(2),      row.text(3), row.text(4),
                      row.text(5),   {row.text(6)}, {row.integer(7)}, {}};
        for (auto const& paper : snapshot(R"sql(
                 select upload, name, type, sha256, bytes from cases_paper where filing = $1 order by position
                 )sql",
                                          filing.id.text))
            filing.papers.push_back({paper.text(0), paper.text(1), paper.text(2), paper.text(3), paper.integer(4)});
        list.push_back(std::move(filing));
    }
    return list;
}

std::string last_contact(db::Snapshot const& snapshot, act::PersonId const& person, std::string_view what)
{
    constexpr int looked_through = 5;
    for (auto const& row : snapshot(R"sql(
             select f.content from cases_filing f join cases_matter m on m.id = f.matter
             where m.interested = $1 and f.kind = 'application' order by f.id desc limit $2
             )sql",
                                    person.text, looked_through)) {
        auto const filed = boost::json::parse(row.text(0));
        auto const* const answers = filed.as_object().if_contains("answers");
        auto const* const said = answers ? answers->as_object().if_contains(what) : nullptr;
        if (said && said->is_string()) return std::string(said->as_string());
    }
    return {};
}

void paper_infected(act::Act& act, uploads::Kept const& found)
{
    auto const row = act.tx.one(R"sql(
        select m.id, m.interested from cases_filing f join cases_matter m on m.id = f.matter where f.id = $1
        )sql",
                                found.holder);
    if (!row) return;
    thread::append(act, {{row->text(1)}, row->text(0), "paper-infected", found.id.text, found.name});
}

std::optional<act::PersonId> staff_may_read(db::Snapshot const& snapshot, act::Actor const& by,
                                            uploads::Kept const& kept)
{
    if (by.kind != act::Actor::Kind::Staff || !by.may("cases.see")) return {};
    auto const row = snapshot.one(R"sql(
        select m.interested from cases_filing f join cases_matter m on m.id = f.matter where f.id = $1
        )sql",
                                  kept.holder);
    return row ? std::optional(act::PersonId{row->text(0)}) : std::nullopt;
}

}
