// SPDX-License-Identifier: EUPL-1.2
// The SQL of the queue.
#include "rooms/signatures/store.h"

namespace signatures {

std::int64_t waiting(db::Snapshot const& snapshot)
{
    return snapshot(R"sql(select count(*) from signatures_request where state = 'waiting')sql").at(0).integer(0);
}

void tidy(db::Tx& tx, base::Instant now)
{
    tx(R"sql(delete from signatures_prepared where until <= $1)sql", now.micros);
}

}

namespace signatures::store {
namespace {

// A state that this program does not know is over: nobody signs it.
Request read(db::Row const& row)
{
    return {{row.text(0)},       row.text(1),
            {row.text(2)},       row.text(3),
            row.text(4),         row.text(5),
            {row.integer(6)},    state_named(row.text(7)).value_or(State::Cancelled),
            {row.integer(8)},    row.text_or(9, ""),
            row.text_or(10, ""), row.text_or(11, ""),
            row.text_or(12, ""), row.text_or(13, "")};
}

std::vector<Request> read(db::Rows const& rows)
{
    std::vector<Request> list;
    for (auto const& row : rows) list.push_back(read(row));
    return list;
}

std::optional<std::string> some(std::string const& text) { return text.empty() ? std::nullopt : std::optional(text); }

}

void insert(db::Tx& tx, Request const& what)
{
    tx(R"sql(
        insert into signatures_request (id, kind, person, subject, title, language, asked_at, state, state_at,
            entry, number, receipt)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $7, $9, $10, $11)
        )sql",
       what.id.text, what.kind, what.person.text, what.subject, what.title, what.language, what.asked_at.micros,
       name(what.state), some(what.entry), some(what.number), some(what.receipt));
}

std::optional<Request> request(db::Snapshot const& snapshot, std::string_view id)
{
    if (!base::is_id_text(id)) return {};
    auto const row = snapshot.one(R"sql(
        select id, kind, person, subject, title, language, asked_at, state, state_at, reason, document,
            entry, number, receipt
        from signatures_request where id = $1
        )sql",
                                  id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Request> of_person(db::Snapshot const& snapshot, act::PersonId const& person)
{
    return read(snapshot(R"sql(
        select id, kind, person, subject, title, language, asked_at, state, state_at, reason, document,
            entry, number, receipt
        from signatures_request where person = $1 order by id desc limit 50
        )sql",
                         person.text));
}

std::vector<Request> queued(db::Snapshot const& snapshot, std::string_view kind, std::string_view from, int limit)
{
    return read(snapshot(R"sql(
        select id, kind, person, subject, title, language, asked_at, state, state_at, reason, document,
            entry, number, receipt
        from signatures_request where state = 'waiting' and ($1 = '' or kind = $1) and id > $2 order by id limit $3
        )sql",
                         kind, from, limit));
}

bool waits_already(db::Snapshot const& snapshot, Request const& what)
{
    return snapshot
        .one(R"sql(
        select 1 from signatures_request where person = $1 and kind = $2 and subject = $3 and state = 'waiting'
        )sql",
             what.person.text, what.kind, what.subject)
        .has_value();
}

void move(act::Act& act, RequestId const& id, Moved const& what)
{
    act.tx(R"sql(
        update signatures_request set state = $2, state_at = $3, reason = $4, staff = $5, document = $6, evidence = $7
        where id = $1
        )sql",
           id.text, name(what.to), act.at.micros, some(what.reason), some(act.by.staff.text), some(what.document),
           some(what.evidence));
    forget(act.tx, id);
}

void prepare(act::Act& act, Prepared const& what)
{
    act.tx(R"sql(
        insert into signatures_prepared (request, session, code, content, made_at, until)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (request, session) do update set code = excluded.code, content = excluded.content,
            made_at = excluded.made_at, until = excluded.until
        )sql",
           what.request.text, act.by.session.text, what.code, db::Bytes{what.content}, what.made_at.micros,
           what.until.micros);
}

std::optional<Prepared> prepared(db::Snapshot const& snapshot, act::Actor const& by, std::string_view id,
                                 base::Instant now)
{
    auto const row = snapshot.one(R"sql(
        select request, code, content, made_at, until from signatures_prepared
        where request = $1 and session = $2 and until > $3
        )sql",
                                  id, by.session.text, now.micros);
    if (!row) return {};
    return Prepared{{row->text(0)}, row->text(1), row->bytes(2), {row->integer(3)}, {row->integer(4)}};
}

void forget(db::Tx& tx, RequestId const& id)
{
    tx(R"sql(delete from signatures_prepared where request = $1)sql", id.text);
}

}
