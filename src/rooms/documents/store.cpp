// SPDX-License-Identifier: EUPL-1.2
// The SQL of issued documents.
#include "rooms/documents/desk.h"

namespace documents::store {
namespace {

Issued read(Desk const& desk, db::Row const& row)
{
    Issued issued;
    issued.id = {row.text(0)};
    issued.person = {row.text(1)};
    issued.code = desk.opened(row.bytes(2));
    issued.procedure = row.text(3);
    issued.variant = row.text(4);
    issued.title = row.text(5);
    issued.language = row.text(6);
    issued.issuer = row.text(7);
    issued.sealed_by = row.text(8);
    issued.issued_at = {row.integer(9)};
    issued.sha256 = row.bytes(10);
    issued.blob = row.bytes(11);
    issued.level = act::level_named(row.text(12));
    issued.state = state_named(row.text(13));
    issued.state_at = {row.integer(14)};
    issued.signed_by = row.text_or(15, "");
    return issued;
}

std::optional<Issued> maybe(Desk const& desk, std::optional<db::Row> const& row)
{
    return row ? std::optional(read(desk, *row)) : std::nullopt;
}

}

void insert(Desk& desk, db::Tx& tx, Ready const& ready)
{
    record(tx, desk.head(), ready.at.micros);
    record(tx, ready.blob, ready.at.micros);
    auto const& wanted = ready.wanted;
    tx(R"sql(
        insert into documents_issued (id, lookup, code, person, procedure, procedure_version, variant, title, language,
            issuer, sealed_by, issued_at, sha256, data, blob, level, state, state_at,
            signed_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'available', $12, $17)
        )sql",
       ready.id.text, db::Bytes{desk.lookup(ready.code)}, db::Bytes{desk.closed(ready.code)}, wanted.person.text,
       wanted.procedure, wanted.procedure_version, wanted.variant, wanted.paper.title, wanted.paper.language,
       desk.setting.issuer, ready.signed_by.empty() ? desk.seal.subject() : "", ready.at.micros,
       db::Bytes{ready.sha256}, db::Bytes{ready.data}, db::Bytes{ready.blob.name}, name(wanted.level),
       ready.signed_by.empty() ? std::nullopt : std::optional(ready.signed_by));
}

void supersede_earlier(db::Tx& tx, Ready const& ready)
{
    tx(R"sql(
        update documents_issued set state = 'superseded', state_at = $1, successor = $2
        where person = $3 and procedure = $4 and variant = $5 and state = 'available' and data <> $6
        )sql",
       ready.at.micros, ready.id.text, ready.wanted.person.text, ready.wanted.procedure, ready.wanted.variant,
       db::Bytes{ready.data});
}

void set_state(db::Tx& tx, DocumentId const& id, State state, base::Instant at, std::string_view reason)
{
    tx(R"sql(
        update documents_issued set state = $2, state_at = $3, reason = $4 where id = $1
        )sql",
       id.text, name(state), at.micros, reason);
}

void set_successor(db::Tx& tx, DocumentId const& id, DocumentId const& successor, base::Instant at)
{
    tx(R"sql(
        update documents_issued set state = 'superseded', state_at = $2, successor = $3 where id = $1
        )sql",
       id.text, at.micros, successor.text);
}

std::optional<Issued> by_id(Desk const& desk, db::Snapshot const& snapshot, std::string_view id)
{
    return maybe(desk, snapshot.one(R"sql(
        select id, person, code, procedure, variant, title, language, issuer, sealed_by, issued_at, sha256, blob, level,
            state, state_at, signed_by
        from documents_issued where id = $1
        )sql",
                                    id));
}

std::optional<Issued> by_code(Desk const& desk, db::Snapshot const& snapshot, std::string_view code)
{
    auto const found = maybe(desk, snapshot.one(R"sql(
        select id, person, code, procedure, variant, title, language, issuer, sealed_by, issued_at, sha256, blob, level,
            state, state_at, signed_by
        from documents_issued where lookup = $1
        )sql",
                                                db::Bytes{desk.lookup(code)}));
    if (!found || !base::equal_in_constant_time(found->code, code)) return {};
    return found;
}

std::optional<Issued> by_hash(Desk const& desk, db::Snapshot const& snapshot, base::Digest const& sha256)
{
    return maybe(desk, snapshot.one(R"sql(
        select id, person, code, procedure, variant, title, language, issuer, sealed_by, issued_at, sha256, blob, level,
            state, state_at, signed_by
        from documents_issued where sha256 = $1
        )sql",
                                    db::Bytes{sha256}));
}

std::vector<Issued> of_person(Desk const& desk, db::Snapshot const& snapshot, act::PersonId const& person)
{
    std::vector<Issued> found;
    for (auto const& row : snapshot(R"sql(
            select id, person, code, procedure, variant, title, language, issuer, sealed_by, issued_at, sha256, blob,
                level, state, state_at, signed_by
            from documents_issued where person = $1 order by issued_at desc, id desc limit 200
            )sql",
                                    person.text))
        found.push_back(read(desk, row));
    return found;
}

}
