// SPDX-License-Identifier: EUPL-1.2
// Rows of the register.
#include "rooms/padro/store.h"

#include <array>

namespace padro::store {
namespace {

constexpr std::array<std::string_view, 3> statuses{"in_force", "under_deregistration", "closed"};

base::Day day(std::string const& iso) { return base::day_from_iso(iso).value_or(base::Day{}); }

Resident resident(db::Row const& row)
{
    Resident r;
    std::size_t c = 0;
    for (auto* const text :
         {&r.code, &r.document_kind, &r.document_number, &r.given_name, &r.surname1, &r.surname2, &r.sex})
        *text = row.text(c++);
    r.birth_date = day(row.text(c++));
    r.birth_place = row.text(c++);
    r.nationality = row.text(c++);
    auto const& status = row.text(c++);
    for (std::size_t i = 0; i < statuses.size(); ++i)
        if (statuses[i] == status) r.status = Status(i);
    r.is_protected = row.integer(c++) != 0;
    r.consents = row.integer(c++) != 0;
    r.guardian1 = row.text(c++);
    r.guardian2 = row.text(c++);
    return r;
}

Dwelling dwelling(db::Row const& row, std::size_t c)
{
    Dwelling d;
    for (auto* const text :
         {&d.code, &d.street_kind, &d.street, &d.number, &d.block, &d.stair, &d.floor, &d.door, &d.postal_code,
          &d.district, &d.section, &d.cadastral_reference, &d.latitude, &d.longitude})
        *text = row.text(c++);
    d.collective = row.integer(c) != 0;
    return d;
}

}

std::optional<Revision> revision(db::Snapshot const& snapshot)
{
    auto const row = snapshot.one(R"sql(select id, as_of from padro_import order by at desc, id desc limit 1)sql");
    return row ? std::optional(Revision{row->text(0), day(row->text(1))}) : std::nullopt;
}

std::optional<Resident> by_document(db::Snapshot const& snapshot, std::string_view number)
{
    if (number.empty()) return {};
    auto const row = snapshot.one(R"sql(
        select code, document_kind, document_number, given_name, surname1, surname2, sex, birth_date, birth_place,
            nationality, status, protected, household_consent, guardian1, guardian2
        from padro_person where document_number = $1 and document_number <> ''
        )sql",
                                  number);
    return row ? std::optional(resident(*row)) : std::nullopt;
}

std::optional<Resident> by_code(db::Snapshot const& snapshot, std::string_view code)
{
    auto const row = snapshot.one(R"sql(
        select code, document_kind, document_number, given_name, surname1, surname2, sex, birth_date, birth_place,
            nationality, status, protected, household_consent, guardian1, guardian2
        from padro_person where code = $1
        )sql",
                                  code);
    return row ? std::optional(resident(*row)) : std::nullopt;
}

std::vector<Stay> stays(db::Snapshot const& snapshot, std::string_view person)
{
    std::vector<Stay> found;
    for (auto const& row : snapshot(R"sql(
            select s.since, s.cause_in, s.until, s.cause_out, d.code, d.street_kind, d.street, d.number, d.block,
                d.stair, d.floor, d.door, d.postal_code, d.district, d.section, d.cadastral_reference, d.latitude,
                d.longitude, d.collective
            from padro_stay s join padro_dwelling d on d.code = s.dwelling
            where s.person = $1 order by s.since
            )sql",
                                    person)) {
        Stay stay;
        stay.since = day(row.text(0));
        stay.cause_in = row.text(1);
        if (!row.null(2)) stay.until = day(row.text(2));
        stay.cause_out = row.text_or(3, "");
        stay.dwelling = dwelling(row, 4);
        found.push_back(std::move(stay));
    }
    return found;
}

std::vector<Member> members(db::Snapshot const& snapshot, std::string_view dwelling_code)
{
    std::vector<Member> found;
    for (auto const& row : snapshot(R"sql(
            select p.code, p.document_kind, p.document_number, p.given_name, p.surname1, p.surname2, p.sex,
                p.birth_date, p.birth_place, p.nationality, p.status, p.protected, p.household_consent, p.guardian1,
                p.guardian2, s.since
            from padro_stay s join padro_person p on p.code = s.person
            where s.dwelling = $1 and s.until is null order by p.birth_date, p.code
            )sql",
                                    dwelling_code))
        found.push_back({resident(row), day(row.text(15))});
    return found;
}

std::optional<Dwelling> dwelling(db::Snapshot const& snapshot, std::string_view code)
{
    auto const row = snapshot.one(R"sql(
        select code, street_kind, street, number, block, stair, floor, door, postal_code, district, section,
            cadastral_reference, latitude, longitude, collective
        from padro_dwelling where code = $1
        )sql",
                                  code);
    return row ? std::optional(dwelling(*row, 0)) : std::nullopt;
}

void put(db::Tx& tx, Resident const& r)
{
    tx(R"sql(
        insert into padro_person (code, document_kind, document_number, given_name, surname1, surname2, sex, birth_date,
            birth_place, nationality, status, protected, household_consent, guardian1, guardian2)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (code) do update set document_kind = excluded.document_kind,
            document_number = excluded.document_number, given_name = excluded.given_name, surname1 = excluded.surname1,
            surname2 = excluded.surname2, sex = excluded.sex, birth_date = excluded.birth_date,
            birth_place = excluded.birth_place, nationality = excluded.nationality, status = excluded.status,
            protected = excluded.protected, household_consent = excluded.household_consent,
            guardian1 = excluded.guardian1, guardian2 = excluded.guardian2
        )sql",
       r.code, r.document_kind, r.document_number, r.given_name, r.surname1, r.surname2, r.sex, base::iso(r.birth_date),
       r.birth_place, r.nationality, statuses[std::size_t(r.status)], r.is_protected, r.consents, r.guardian1,
       r.guardian2);
}

void free_document(db::Tx& tx, std::string_view code)
{
    tx(R"sql(update padro_person set document_number = '' where code = $1)sql", code);
}

void put(db::Tx& tx, Dwelling const& d)
{
    tx(R"sql(
        insert into padro_dwelling (code, street_kind, street, number, block, stair, floor, door, postal_code, district,
            section, cadastral_reference, latitude, longitude, collective)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (code) do update set street_kind = excluded.street_kind, street = excluded.street,
            number = excluded.number, block = excluded.block, stair = excluded.stair, floor = excluded.floor,
            door = excluded.door, postal_code = excluded.postal_code, district = excluded.district,
            section = excluded.section, cadastral_reference = excluded.cadastral_reference,
            latitude = excluded.latitude, longitude = excluded.longitude, collective = excluded.collective
        )sql",
       d.code, d.street_kind, d.street, d.number, d.block, d.stair, d.floor, d.door, d.postal_code, d.district,
       d.section, d.cadastral_reference, d.latitude, d.longitude, d.collective);
}

void put_stay(db::Tx& tx, std::string_view person, std::string_view home, Stay const& stay)
{
    auto const until = stay.until ? std::optional(base::iso(*stay.until)) : std::nullopt;
    auto const cause_out = stay.until ? std::optional(stay.cause_out) : std::nullopt;
    tx(R"sql(
        insert into padro_stay (person, since, dwelling, cause_in, until, cause_out) values ($1, $2, $3, $4, $5, $6)
        on conflict (person, since) do update set dwelling = excluded.dwelling, cause_in = excluded.cause_in,
            until = excluded.until, cause_out = excluded.cause_out
        )sql",
       person, base::iso(stay.since), home, stay.cause_in, until, cause_out);
}

}
