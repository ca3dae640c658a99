// SPDX-License-Identifier: EUPL-1.2
#include "rooms/counter/store.h"

namespace counter::store {
namespace {

Intake read(db::Row const& row)
{
    Intake made;
    made.id = {row.text(0)};
    made.entry = row.text(1);
    made.number = row.text(2);
    made.receipt = row.text(3);
    made.matter = {row.text_or(4, "")};
    made.staff = {row.text(5)};
    made.presenter = {row.text(6)};
    made.interested = {row.text(7)};
    made.assertion = {row.text(8)};
    made.proof = row.text(9);
    made.obliged = row.text(10);
    made.destination = row.text(11);
    made.destination_name = row.text(12);
    made.subject = row.text(13);
    made.content = row.text(14);
    made.physical = row.text(15);
    made.returned = row.integer(16) != 0;
    made.language = row.text(17);
    made.email = row.text(18);
    made.taken_at = {row.integer(19)};
    return made;
}

Exchange exchange_of(db::Row const& row)
{
    return {row.text(0), {row.text(1)},   exchange_state_named(row.text(2)).value_or(ExchangeState::Waiting),
            row.text(3), row.text(4),     row.text(6),
            row.text(7), {row.integer(5)}};
}

std::vector<Queued> read_queue(db::Rows const& rows)
{
    std::vector<Queued> list;
    for (auto const& row : rows)
        list.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), {row.integer(5)}});
    return list;
}

}

void insert(db::Tx& tx, Intake const& made)
{
    auto const matter = made.matter.text.empty() ? std::nullopt : std::optional(made.matter.text);
    tx(R"sql(
        insert into counter_intake (id, entry, number, receipt, matter, staff, presenter, interested, assertion, proof,
            obliged, destination, destination_name, subject, content, physical, returned, language, email, taken_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        )sql",
       made.id.text, made.entry, made.number, made.receipt, matter, made.staff.text, made.presenter.text,
       made.interested.text, made.assertion.text, made.proof, made.obliged, made.destination, made.destination_name,
       made.subject, made.content, made.physical, std::int64_t(made.returned), made.language, made.email,
       made.taken_at.micros);
    std::int64_t position = 0;
    for (auto const& paper : made.papers)
        tx(R"sql(
            insert into counter_paper (intake, position, upload, name, type, bytes, sha256)
            values ($1, $2, $3, $4, $5, $6, $7)
            )sql",
           made.id.text, position++, paper.upload, paper.name, paper.type, paper.bytes, paper.sha256);
}

std::optional<Intake> intake(db::Snapshot const& snapshot, IntakeId const& id)
{
    auto const row = snapshot.one(R"sql(
        select id, entry, number, receipt, matter, staff, presenter, interested, assertion, proof, obliged, destination,
            destination_name, subject, content, physical, returned, language, email, taken_at
        from counter_intake where id = $1
        )sql",
                                  id.text);
    if (!row) return {};
    auto made = read(*row);
    for (auto const& paper : snapshot(R"sql(
             select upload, name, type, sha256, bytes from counter_paper where intake = $1 order by position
             )sql",
                                      id.text))
        made.papers.push_back({paper.text(0), paper.text(1), paper.text(2), paper.text(3), paper.integer(4)});
    return made;
}

std::vector<Intake> of_staff(db::Snapshot const& snapshot, act::StaffId const& staff, int limit)
{
    std::vector<Intake> list;
    for (auto const& row : snapshot(R"sql(
             select id, entry, number, receipt, matter, staff, presenter, interested, assertion, proof, obliged,
                 destination, destination_name, subject, content, physical, returned, language, email, taken_at
             from counter_intake where staff = $1 order by id desc limit $2
             )sql",
                                    staff.text, limit))
        list.push_back(read(row));
    return list;
}

std::vector<std::pair<std::string, std::string>> documents_of_email(db::Snapshot const& snapshot,
                                                                    std::string_view email, int limit)
{
    std::vector<std::pair<std::string, std::string>> list;
    for (auto const& row : snapshot(R"sql(
             select distinct p.document_kind, p.document_number
             from counter_intake i join identity_person p on p.id = i.presenter
             where i.email = $1 and i.email <> '' order by p.document_number, p.document_kind limit $2
             )sql",
                                    email, limit))
        list.emplace_back(row.text(0), row.text(1));
    return list;
}

void require(db::Tx& tx, IntakeId const& intake, cases::MatterId const& matter, std::string_view until)
{
    tx(R"sql(
        insert into counter_requirement (intake, matter, state, until) values ($1, $2, 'pending', $3)
        )sql",
       intake.text, matter.text, until);
}

std::optional<Requirement> requirement(db::Snapshot const& snapshot, cases::MatterId const& matter)
{
    auto const row = snapshot.one(R"sql(
        select intake, state, until, amended_by, amended_at from counter_requirement where matter = $1
        )sql",
                                  matter.text);
    if (!row) return {};
    Requirement found{{row->text(0)}, RequirementState::Pending, row->text(2), row->text_or(3, ""), {}};
    if (row->text(1) == name(RequirementState::Amended)) {
        found.state = RequirementState::Amended;
        found.amended_at = {row->integer(4)};
    }
    return found;
}

void amend(db::Tx& tx, IntakeId const& intake, std::string_view number, base::Instant at)
{
    tx(R"sql(
        update counter_requirement set state = 'amended', amended_by = $2, amended_at = $3 where intake = $1
        )sql",
       intake.text, number, at.micros);
}

void put(db::Tx& tx, Exchange const& made, act::StaffId const& staff)
{
    tx(R"sql(
        insert into counter_exchange (id, intake, state, identifier, note, changed_at, staff, destination,
            destination_name)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (id) do update set state = excluded.state, identifier = excluded.identifier, note = excluded.note,
            changed_at = excluded.changed_at, staff = excluded.staff, destination = excluded.destination,
            destination_name = excluded.destination_name
        )sql",
       made.id, made.intake.text, name(made.state), made.identifier, made.note, made.changed_at.micros, staff.text,
       made.destination, made.destination_name);
}

// Rows of before the second schema have the destination that was registered.
std::optional<Exchange> exchange(db::Snapshot const& snapshot, std::string_view id)
{
    auto const row = snapshot.one(R"sql(
        select e.id, e.intake, e.state, e.identifier, e.note, e.changed_at,
            case when e.destination = '' then i.destination else e.destination end,
            case when e.destination = '' then i.destination_name else e.destination_name end
        from counter_exchange e join counter_intake i on i.id = e.intake where e.id = $1
        )sql",
                                  id);
    return row ? std::optional(exchange_of(*row)) : std::nullopt;
}

void append(db::Tx& tx, std::string_view exchange, ExchangeNote const& note)
{
    tx(R"sql(
        insert into counter_exchange_event (id, exchange, event, identifier, note, destination, destination_name, staff,
            at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        )sql",
       base::fresh_id_text(note.at), exchange, name(note.event), note.identifier, note.note, note.destination,
       note.destination_name, note.staff.text, note.at.micros);
}

std::vector<ExchangeNote> notes_of(db::Snapshot const& snapshot, std::string_view exchange)
{
    std::vector<ExchangeNote> list;
    for (auto const& row : snapshot(R"sql(
             select event, identifier, note, destination, destination_name, staff, at from counter_exchange_event
             where exchange = $1 order by id
             )sql",
                                    exchange))
        if (auto const event = exchange_event_named(row.text(0)))
            list.push_back(
                {*event, row.text(1), row.text(2), row.text(3), row.text(4), {row.text(5)}, {row.integer(6)}});
    return list;
}

std::vector<Queued> queued(db::Snapshot const& snapshot, ExchangeState state, Order order, std::string_view from,
                           int limit)
{
    if (order == Order::NewestFirst)
        return read_queue(snapshot(R"sql(
            select e.id, i.number, i.subject,
                case when e.destination = '' then i.destination else e.destination end,
                case when e.destination = '' then i.destination_name else e.destination_name end, i.taken_at
            from counter_exchange e join counter_intake i on i.id = e.intake
            where e.state = $1 and ($2 = '' or e.id < $2) order by e.id desc limit $3
            )sql",
                                   name(state), from, limit));
    return read_queue(snapshot(R"sql(
        select e.id, i.number, i.subject,
            case when e.destination = '' then i.destination else e.destination end,
            case when e.destination = '' then i.destination_name else e.destination_name end, i.taken_at
        from counter_exchange e join counter_intake i on i.id = e.intake
        where e.state = $1 and ($2 = '' or e.id > $2) order by e.id limit $3
        )sql",
                               name(state), from, limit));
}

}

namespace counter {

Waiting waiting(db::Snapshot const& snapshot)
{
    auto const row = snapshot.one(R"sql(
        select count(*), min(changed_at) from counter_exchange where state = 'waiting'
        )sql");
    auto const count = row->integer(0);
    return {count, {count > 0 ? row->integer(1) : 0}};
}

}
