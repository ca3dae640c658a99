// SPDX-License-Identifier: EUPL-1.2
// Rows of what is filled in for somebody, and of what was filed.
#include "rooms/assistance/store.h"

namespace assistance::store {
namespace {

Assistance read(db::Row const& row)
{
    Assistance made;
    made.id = {row.text(0)};
    made.state = state_named(row.text(1)).value_or(State::Abandoned); // unknown: nothing to go on with
    made.staff = {row.text(2)};
    made.person = {row.text(3)};
    made.assertion = {row.text(4)};
    made.shown = row.text(5);
    made.identified_at = {row.integer(6)};
    made.procedure = row.text(7);
    made.draft = {row.text(8)};
    made.language = row.text(9);
    made.request = row.text(10);
    made.sha256 = row.text(11);
    if (!made.sha256.empty()) made.printed_at = {row.integer(12)};
    made.begun_at = {row.integer(13)};
    return made;
}

Filing filed(db::Row const& row)
{
    return {{row.text(0)}, {row.text(1)},  {row.text(2)}, row.text(3),  row.text(4),  row.text(5),
            {row.text(6)}, {row.text(7)},  {row.text(8)}, row.text(9),  row.text(10), row.text(11),
            row.text(12),  {row.text(13)}, row.text(14),  row.text(15), row.text(16), {row.integer(17)}};
}

}

void insert(act::Act& act, Assistance const& made)
{
    act.tx(R"sql(
        insert into assistance_assistance (id, state, staff, person, assertion, shown, identified_at, procedure, draft,
                                           language, request, sha256, begun_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', $7, $7)
        )sql",
           made.id.text, name(made.state), made.staff.text, made.person.text, made.assertion.text, made.shown,
           act.at.micros, made.procedure, made.draft.text, made.language);
}

std::optional<Assistance> assistance(db::Snapshot const& snapshot, AssistanceId const& id)
{
    auto const row = snapshot.one(R"sql(
        select id, state, staff, person, assertion, shown, identified_at, procedure, draft, language, request, sha256,
               printed_at, begun_at
        from assistance_assistance where id = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Assistance> open_of(db::Snapshot const& snapshot, act::StaffId const& staff)
{
    std::vector<Assistance> list;
    for (auto const& row : snapshot(R"sql(
             select id, state, staff, person, assertion, shown, identified_at, procedure, draft, language, request,
                    sha256, printed_at, begun_at
             from assistance_assistance where staff = $1 and state in ('filling', 'printed') order by id desc limit 50
             )sql",
                                    staff.text))
        list.push_back(read(row));
    return list;
}

void identify(act::Act& act, AssistanceId const& id, act::AssertionId const& assertion, std::string_view shown,
              std::string_view language)
{
    act.tx(R"sql(
        update assistance_assistance set assertion = $2, shown = $3, identified_at = $4, language = $5, state = 'filling',
               changed_at = $4 where id = $1
        )sql",
           id.text, assertion.text, shown, act.at.micros, language);
}

std::vector<OpenDraft> open_drafts(db::Snapshot const& snapshot)
{
    std::vector<OpenDraft> list;
    for (auto const& row :
         snapshot(R"sql(select id, state, draft from assistance_assistance where state in ('filling', 'printed'))sql"))
        list.push_back({{row.text(0)}, state_named(row.text(1)).value_or(State::Abandoned), {row.text(2)}});
    return list;
}

void move(db::Tx& tx, AssistanceId const& id, State to, base::Instant at)
{
    tx(R"sql(update assistance_assistance set state = $2, changed_at = $3 where id = $1)sql", id.text, name(to),
       at.micros);
    // What was given up is forgotten; what was filed stands in the record.
    if (to == State::Filed || to == State::Abandoned)
        tx(R"sql(update assistance_assistance set request = '' where id = $1)sql", id.text);
}

void move(act::Act& act, AssistanceId const& id, State to) { move(act.tx, id, to, act.at); }

void print(act::Act& act, AssistanceId const& id, std::string_view request, std::string_view sha256)
{
    act.tx(R"sql(
        update assistance_assistance set state = 'printed', request = $2, sha256 = $3, printed_at = $4, changed_at = $4
        where id = $1
        )sql",
           id.text, request, sha256, act.at.micros);
}

void insert(act::Act& act, Filing const& made)
{
    act.tx(R"sql(
        insert into assistance_filing (assistance, filing, matter, entry, number, receipt, staff, habilitation, person,
            procedure, title, subject, request_sha256, consent, consent_sha256, consent_on, signature, filed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        )sql",
           made.assistance.text, made.filing.text, made.matter.text, made.entry, made.number, made.receipt,
           made.staff.text, made.habilitation.text, made.person.text, made.procedure, made.title, made.subject,
           made.request_sha256, made.consent.text, made.consent_sha256, made.consent_on, made.signature,
           made.filed_at.micros);
}

std::optional<Filing> filing(db::Snapshot const& snapshot, AssistanceId const& id)
{
    auto const row = snapshot.one(R"sql(
        select assistance, filing, matter, entry, number, receipt, staff, habilitation, person, procedure, title,
               subject, request_sha256, consent, consent_sha256, consent_on, signature, filed_at
        from assistance_filing where assistance = $1
        )sql",
                                  id.text);
    return row ? std::optional(filed(*row)) : std::nullopt;
}

std::optional<Filing> of_matter(db::Snapshot const& snapshot, cases::MatterId const& id)
{
    auto const row = snapshot.one(R"sql(select assistance from assistance_filing where matter = $1)sql", id.text);
    return row ? filing(snapshot, {row->text(0)}) : std::nullopt;
}

std::optional<Filing> of_holder(db::Snapshot const& snapshot, std::string_view id)
{
    auto const row = snapshot.one(R"sql(select assistance from assistance_filing where filing = $1)sql", id);
    return row ? filing(snapshot, {row->text(0)}) : std::nullopt;
}

std::vector<Filing> filings(db::Snapshot const& snapshot, Filter const& filter)
{
    // Of one officer by the index of theirs: who has filed little does not have the whole table read.
    auto const of_staff = [&] {
        return snapshot(R"sql(
             select assistance, filing, matter, entry, number, receipt, staff, habilitation, person, procedure, title,
                    subject, request_sha256, consent, consent_sha256, consent_on, signature, filed_at
             from assistance_filing
             where staff = $1 and ($2 = '' or procedure = $2) and ($3 = '' or assistance < $3)
               and filed_at >= $4 and ($5 = 0 or filed_at < $5)
             order by assistance desc limit $6
             )sql",
                        filter.staff, filter.procedure, filter.before, filter.from.micros, filter.until.micros,
                        filter.limit);
    };
    auto const of_all = [&] {
        return snapshot(R"sql(
             select assistance, filing, matter, entry, number, receipt, staff, habilitation, person, procedure, title,
                    subject, request_sha256, consent, consent_sha256, consent_on, signature, filed_at
             from assistance_filing
             where ($1 = '' or procedure = $1) and ($2 = '' or assistance < $2)
               and filed_at >= $3 and ($4 = 0 or filed_at < $4)
             order by assistance desc limit $5
             )sql",
                        filter.procedure, filter.before, filter.from.micros, filter.until.micros, filter.limit);
    };
    std::vector<Filing> list;
    for (auto const& row : filter.staff.empty() ? of_all() : of_staff()) list.push_back(filed(row));
    return list;
}

}
