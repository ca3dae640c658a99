// SPDX-License-Identifier: EUPL-1.2
// Rows of the register of habilitated officers and of the list of procedures: only added.
#include "rooms/assistance/store.h"

#include <algorithm>

namespace assistance::store {
namespace {

Habilitation read(db::Snapshot const& snapshot, db::Row const& row)
{
    Habilitation made{.id = {row.text(0)},
                      .staff = {row.text(1)},
                      .post = row.text(2),
                      .resolution = row.text(3),
                      .resolved_on = row.text(4),
                      .term = {row.text(5), row.text(6), !row.text_or(9, "").empty()},
                      .all = row.integer(7) != 0};
    made.made_at = {row.integer(8)};
    made.reason = row.text_or(9, "");
    if (made.term.ended) made.ended_at = {row.integer(10)};
    for (auto const& each : snapshot(R"sql(
             select procedure from assistance_habilitation_procedure where habilitation = $1 order by procedure
             )sql",
                                     made.id.text))
        made.procedures.push_back(each.text(0));
    return made;
}

std::vector<Habilitation> read_all(db::Snapshot const& snapshot, db::Rows const& rows)
{
    std::vector<Habilitation> list;
    for (auto const& row : rows) list.push_back(read(snapshot, row));
    return list;
}

}

void insert(act::Act& act, Habilitation const& made)
{
    act.tx(R"sql(
        insert into assistance_habilitation (id, staff, post, resolution, resolved_on, valid_from, valid_until,
                                             all_procedures, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        )sql",
           made.id.text, made.staff.text, made.post, made.resolution, made.resolved_on, made.term.from, made.term.until,
           std::int64_t(made.all), act.by.staff.text, act.at.micros);
    for (auto const& each : made.procedures)
        act.tx(R"sql(
            insert into assistance_habilitation_procedure (habilitation, procedure) values ($1, $2)
            )sql",
               made.id.text, each);
}

void end(act::Act& act, HabilitationId const& id, std::string_view reason)
{
    act.tx(R"sql(
        insert into assistance_habilitation_end (habilitation, reason, ended_by, ended_at) values ($1, $2, $3, $4)
        )sql",
           id.text, reason, act.by.staff.text, act.at.micros);
}

std::optional<Habilitation> habilitation(db::Snapshot const& snapshot, HabilitationId const& id)
{
    auto const row = snapshot.one(R"sql(
        select h.id, h.staff, h.post, h.resolution, h.resolved_on, h.valid_from, h.valid_until, h.all_procedures,
               h.made_at, e.reason, e.ended_at
        from assistance_habilitation h left join assistance_habilitation_end e on e.habilitation = h.id where h.id = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(snapshot, *row)) : std::nullopt;
}

std::vector<Habilitation> habilitations(db::Snapshot const& snapshot)
{
    return read_all(snapshot, snapshot(R"sql(
        select h.id, h.staff, h.post, h.resolution, h.resolved_on, h.valid_from, h.valid_until, h.all_procedures,
               h.made_at, e.reason, e.ended_at
        from assistance_habilitation h left join assistance_habilitation_end e on e.habilitation = h.id
        order by h.id desc
        )sql"));
}

std::vector<Habilitation> of_staff(db::Snapshot const& snapshot, act::StaffId const& staff)
{
    return read_all(snapshot, snapshot(R"sql(
        select h.id, h.staff, h.post, h.resolution, h.resolved_on, h.valid_from, h.valid_until, h.all_procedures,
               h.made_at, e.reason, e.ended_at
        from assistance_habilitation h left join assistance_habilitation_end e on e.habilitation = h.id
        where h.staff = $1 order by h.id desc
        )sql",
                                       staff.text));
}

std::optional<Habilitation> in_force(db::Snapshot const& snapshot, act::StaffId const& staff,
                                     std::string_view procedure, base::Day day)
{
    for (auto& each : of_staff(snapshot, staff))
        if (assistance::in_force(each.term, day) && covers(each.all, each.procedures, procedure))
            return std::move(each);
    return {};
}

std::vector<Listing> listed(db::Snapshot const& snapshot)
{
    std::vector<Listing> list;
    for (auto const& row : snapshot(R"sql(
             select l.id, l.procedure, l.listed_at from assistance_listing l
             left join assistance_listing_end e on e.listing = l.id where e.listing is null order by l.procedure
             )sql"))
        list.push_back({row.text(0), row.text(1), {row.integer(2)}});
    return list;
}

bool is_listed(db::Snapshot const& snapshot, std::string_view procedure)
{
    auto const all = listed(snapshot);
    return std::ranges::find(all, procedure, &Listing::procedure) != all.end();
}

void add_listing(act::Act& act, std::string_view procedure)
{
    act.tx(R"sql(insert into assistance_listing (id, procedure, listed_by, listed_at) values ($1, $2, $3, $4))sql",
           base::fresh_id_text(act.at), procedure, act.by.staff.text, act.at.micros);
}

void end_listing(act::Act& act, std::string_view listing)
{
    act.tx(R"sql(insert into assistance_listing_end (listing, ended_by, ended_at) values ($1, $2, $3))sql", listing,
           act.by.staff.text, act.at.micros);
}

}
