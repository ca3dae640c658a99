// SPDX-License-Identifier: EUPL-1.2
// People and sessions in the database.
#include "base/crypto.h"
#include "base/name_match.h"
#include "rooms/identity/codes.h"
#include "rooms/identity/mandates.h"
#include "rooms/identity/people.h"

#include <algorithm>
#include <stdexcept>

namespace identity {
namespace {

Person read(db::Row const& row)
{
    return {{row.text(0)}, row.text(1), row.text(2), row.text(3), row.text(4) == "proof" && !row.text(3).empty()};
}

}

act::PersonId known(db::Tx& tx, Proof const& proof, base::Instant now)
{
    auto const rows = tx(R"sql(
        insert into identity_person (id, document_kind, document_number, name, first_seen, name_by)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (document_kind, document_number) do update set
            name = case when excluded.name_by = 'proof' or identity_person.name_by <> 'proof'
                        or identity_person.name = '' then excluded.name else identity_person.name end,
            name_by = case when excluded.name_by = 'proof' or identity_person.name_by <> 'proof'
                        or identity_person.name = '' then excluded.name_by else identity_person.name_by end
        returning id
        )sql",
                         act::PersonId::fresh(now).text, proof.document_kind, proof.document_number, proof.name,
                         now.micros, proof.method == "counter" ? "counter" : "proof");
    return {rows.at(0).text(0)};
}

act::PersonId known_by_number(db::Tx& tx, std::string_view kind, std::string_view number, base::Instant now)
{
    tx(R"sql(
        insert into identity_person (id, document_kind, document_number, name, first_seen) values ($1, $2, $3, '', $4)
        on conflict (document_kind, document_number) do nothing
        )sql",
       act::PersonId::fresh(now).text, kind, number, now.micros);
    return person_by_document(tx, kind, number)->id;
}

act::PersonId written_down(db::Tx& tx, std::string_view kind, std::string_view number, std::string_view name,
                           base::Instant now)
{
    auto const id = known_by_number(tx, kind, number, now);
    tx(R"sql(update identity_person set name = $2 where id = $1 and (name = '' or name_by = 'written'))sql", id.text,
       name);
    return id;
}

std::vector<Person> people_named(db::Snapshot const& snapshot, std::string_view words, std::size_t limit,
                                 std::function<bool(Person const&)> const& leave_out)
{
    std::vector<Person> list;
    base::NameMatch const meant(words);
    for (auto const& row : snapshot(R"sql(
             select id, document_kind, document_number, name, name_by from identity_person
             where document_kind not in ('email', 'telephone') order by name, id
             )sql")) {
        if (list.size() == limit) break;
        if (!meant(row.text(3))) continue;
        if (auto each = read(row); !leave_out(each)) list.push_back(std::move(each));
    }
    return list;
}

std::vector<Person> people_from_abroad(db::Snapshot const& snapshot, std::string_view number)
{
    std::vector<Person> list;
    for (auto const& row : snapshot(R"sql(
             select id, document_kind, document_number, name, name_by from identity_person
             where document_kind in ('passport', 'identity-card')
                 and (document_number = $1 or substr(document_number, 4) = $1)
             order by document_number, document_kind
             )sql",
                                    number))
        list.push_back(read(row));
    return list;
}

std::optional<Person> person(db::Snapshot const& snapshot, act::PersonId const& id)
{
    auto const row = snapshot.one(R"sql(
        select id, document_kind, document_number, name, name_by from identity_person where id = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::optional<Person> person_by_document(db::Snapshot const& snapshot, std::string_view kind, std::string_view number)
{
    auto const row = snapshot.one(R"sql(
        select id, document_kind, document_number, name, name_by from identity_person
        where document_kind = $1 and document_number = $2
        )sql",
                                  kind, number);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::optional<Person> person_by_document(db::Snapshot const& snapshot, std::string_view number)
{
    for (auto const* const kind : {"nif", "nie"})
        if (auto found = person_by_document(snapshot, kind, number)) return found;
    auto const row = snapshot.one(R"sql(
        select id, document_kind, document_number, name, name_by from identity_person where document_number = $1
        order by document_kind limit 1
        )sql",
                                  number);
    return row ? std::optional(read(*row)) : std::nullopt;
}

Opened open_session(db::Tx& tx, Proof const& proof, base::Instant now, std::chrono::minutes lasting)
{
    Opened opened{base::base64url(base::random_bytes(32)), known(tx, proof, now), now + lasting};
    tx(R"sql(
        insert into identity_session (token, id, person, level, method, begun, until)
        values ($1, $2, $3, $4, $5, $6, $7)
        )sql",
       db::Bytes{base::sha256(opened.token)}, act::SessionId::fresh(now).text, opened.person.text, name(proof.level),
       proof.method, now.micros, opened.until.micros);
    return opened;
}

Opened open_session(db::Tx& tx, act::AssertionId const& assertion, base::Instant now, std::chrono::minutes lasting)
{
    auto const row =
        tx.one(R"sql(select person, level, provider from identity_assertion where id = $1)sql", assertion.text);
    if (!row) throw std::logic_error("a session of no assertion");
    Opened opened{base::base64url(base::random_bytes(32)), {row->text(0)}, now + lasting};
    auto const session = act::SessionId::fresh(now);
    tx(R"sql(
        insert into identity_session (token, id, person, level, method, begun, until, assertion)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        )sql",
       db::Bytes{base::sha256(opened.token)}, session.text, opened.person.text, row->text(1), row->text(2), now.micros,
       opened.until.micros, assertion.text);
    tx(R"sql(update identity_assertion set session = $2 where id = $1)sql", assertion.text, session.text);
    return opened;
}

void close_session(db::Tx& tx, act::SessionId const& session)
{
    tx(R"sql(delete from identity_session where id = $1)sql", session.text);
}

std::optional<act::Actor> who(db::Snapshot const& snapshot, std::string_view token, base::Instant now)
{
    auto const row = snapshot.one(R"sql(
        select s.id, s.person, s.level, s.method, p.name, s.begun, m.grantor, s.assertion
        from identity_session s join identity_person p on p.id = s.person
            left join identity_standing t on t.session = s.id left join identity_mandate m on m.id = t.mandate
        where s.token = $1 and s.until > $2
        )sql",
                                  db::Bytes{base::sha256(token)}, now.micros);
    if (!row) return {};
    act::Actor actor;
    actor.kind = act::Actor::Kind::Person;
    actor.session = {row->text(0)};
    actor.person = {row->text(1)};
    actor.level = act::level_named(row->text(2));
    actor.method = row->text(3);
    actor.name = row->text(4);
    actor.proved_at = {row->integer(5)};
    actor.on_behalf = {row->text_or(6, "")};
    actor.assertion = {row->text_or(7, "")};
    return actor;
}

std::optional<base::Refusal> recheck(db::Snapshot const& snapshot, act::Actor const& actor, base::Instant now,
                                     std::string_view procedure)
{
    if (actor.kind != act::Actor::Kind::Person) return {};
    if (!snapshot.one(R"sql(select 1 from identity_session where id = $1 and until > $2)sql", actor.session.text,
                      now.micros))
        return base::Refusal{base::Refusal::Why::Unidentified, "web.enter-first"};
    return recheck_standing(snapshot, actor, now, procedure);
}

act::PersonId who_was(db::Snapshot const& snapshot, std::string_view token)
{
    auto const row = snapshot.one(R"sql(
        select person from identity_session where token = $1
        )sql",
                                  db::Bytes{base::sha256(token)});
    return row ? act::PersonId{row->text(0)} : act::PersonId{};
}

void tidy(db::Tx& tx, base::Instant now)
{
    auto const forgotten = now - std::chrono::hours(1);
    tx(R"sql(delete from identity_session where until <= $1)sql", forgotten.micros);
    tx(R"sql(delete from identity_handover where until <= $1)sql", forgotten.micros);
    tx(R"sql(delete from identity_departure where until <= $1)sql", forgotten.micros);
    tidy_codes(tx, now);
}

}
