// SPDX-License-Identifier: EUPL-1.2
// Lines of the padró CSV. The periods of a person are those of the household they belonged to
// meanwhile, after the home they may have had before joining it.
#include "app/sample/rows.h"

#include "app/sample/identifiers.h"

#include <algorithm>

namespace sample {

namespace {

struct Period {
    HomeNumber home;
    Day since;
    std::string_view cause_in;
    std::optional<Day> until;
    std::string_view cause_out;
    bool collective;
};

std::vector<Period> periods_of(Person const& person, Household const& household)
{
    std::vector<Period> periods;
    if (person.before)
        periods.push_back({person.before->home, person.before->since, person.before->cause, {}, {}, false});
    auto cause = person.cause_joined;
    for (std::size_t at = 0; at < household.stays.size(); ++at) {
        auto last = at + 1 == household.stays.size();
        if (!last && household.stays[at + 1].since <= person.joined) continue;
        auto since = std::max(household.stays[at].since, person.joined);
        if (person.departure && since >= person.departure->day) break;
        periods.push_back({household.stays[at].home, since, cause, {}, {}, household.collective});
        cause = "address_change";
    }
    for (std::size_t at = 0; at + 1 < periods.size(); ++at) {
        periods[at].until = periods[at + 1].since;
        periods[at].cause_out = "address_change";
    }
    if (person.departure) {
        periods.back().until = person.departure->day;
        periods.back().cause_out = person.departure->cause;
    }
    return periods;
}

void write_person(Csv& csv, Person const& person)
{
    csv.field(std::to_string(person.code)).field(person.document_kind).field(person.document_number);
    csv.field(person.given_name).field(person.surname1).field(person.surname2);
    csv.field(std::string_view{&person.sex, 1}).field(person.birth).field(person.birth_place).field(person.nationality);
}

void write_home(Csv& csv, Town const& town, HomeNumber number)
{
    auto const& home = town.home(number);
    auto const& building = town.building_of(number);
    auto const& street = streets()[building.street];
    auto zone = zone_of(building.street);
    auto place = place_of(building.street, building.along);
    csv.field(town.code(number)).field(street.kind).field(street.name).field(building.number).field(building.block);
    csv.field(home.stair).field(home.floor).field(home.door);
    csv.field(zone.postal_code).field(zone.district).field(zone.section).field(town.cadastral_reference_of(number));
    csv.degrees(place.latitude).degrees(place.longitude);
}

std::string_view yes_or_no(bool value) { return value ? "yes" : "no"; }

std::string_view status_of(Person const& person, Period const& period)
{
    if (period.until) return "closed";
    return person.under_deregistration ? "under_deregistration" : "in_force";
}

void write_guardians(Csv& csv, Person const& person)
{
    for (std::size_t at = 0; at < 2; ++at) {
        csv.field(at < person.guardians.size() ? std::to_string(person.guardians[at]) : std::string{});
    }
}

void write_row(Csv& csv, Town const& town, Person const& person, Period const& period)
{
    write_person(csv, person);
    write_home(csv, town, period.home);
    csv.field(yes_or_no(period.collective));
    csv.field(period.since).field(period.cause_in).field(period.until).field(period.cause_out);
    csv.field(status_of(person, period)).field(yes_or_no(person.is_protected)).field(yes_or_no(person.consents));
    write_guardians(csv, person);
    csv.end_line();
}

} // namespace

void write_header(Csv& csv)
{
    for (auto name : {"person_code",
                      "document_kind",
                      "document_number",
                      "given_name",
                      "surname1",
                      "surname2",
                      "sex",
                      "birth_date",
                      "birth_place",
                      "nationality",
                      "dwelling_code",
                      "street_kind",
                      "street",
                      "number",
                      "block",
                      "stair",
                      "floor",
                      "door",
                      "postal_code",
                      "district",
                      "section",
                      "cadastral_reference",
                      "latitude",
                      "longitude",
                      "collective",
                      "since",
                      "cause_in",
                      "until",
                      "cause_out",
                      "status",
                      "protected",
                      "household_consent",
                      "guardian1",
                      "guardian2"}) {
        csv.field(std::string_view{name});
    }
    csv.end_line();
}

std::size_t write_rows(Csv& csv, Town const& town, Household const& household)
{
    std::size_t rows = 0;
    for (auto const& person : household.members) {
        for (auto const& period : periods_of(person, household)) {
            write_row(csv, town, person, period);
            ++rows;
        }
    }
    return rows;
}

} // namespace sample
