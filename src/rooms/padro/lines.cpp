// SPDX-License-Identifier: EUPL-1.2
// One line of the import file, checked field by field (docs/padro-csv.md).
#include "rooms/padro/lines.h"

#include "base/identifiers.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace padro {
namespace {

using base::Refusal;

constexpr std::array<std::string_view, 34> columns{"person_code",
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
                                                   "guardian2"};

// Reads the cells of one line, keeping the first fault.
class Cells {
public:
    Cells(base::Csv const& file, base::CsvRow const& line, std::function<bool(std::string_view)> const& can_print) :
        csv(file), row(line), printable(can_print)
    {
    }

    std::string text(std::string_view column, std::size_t longest, bool needed = false)
    {
        auto value = base::composed(csv.cell(row, column));
        auto const control = std::ranges::any_of(value, [](char c) { return std::uint8_t(c) < 0x20; });
        if (needed && value.empty())
            fault("padro.line-missing", column);
        else if (base::length_in_characters(value) > longest)
            fault("padro.line-long", column);
        else if (control || !printable(value))
            fault("padro.line-characters", column);
        return value;
    }

    std::string one_of(std::string_view column, std::initializer_list<std::string_view> allowed)
    {
        auto value = text(column, 40);
        if (std::ranges::find(allowed, value) == allowed.end()) fault("padro.line-value", column);
        return value;
    }

    bool yes(std::string_view column) { return one_of(column, {"yes", "no"}) == "yes"; }

    std::optional<base::Day> day(std::string_view column, bool needed)
    {
        auto const value = text(column, 10, needed);
        if (value.empty()) return {};
        auto const day = base::day_from_iso(value);
        if (!day) fault("padro.line-day", column);
        return day;
    }

    void fault(char const* key, std::string_view column)
    {
        if (!first)
            first = Refusal{Refusal::Why::Unprocessable, key, std::string(column), {{"column", std::string(column)}}};
    }

    std::optional<Refusal> first;

private:
    base::Csv const& csv;
    base::CsvRow const& row;
    std::function<bool(std::string_view)> const& printable;
};

void read_document(Cells& cells, Resident& resident)
{
    resident.document_kind = cells.one_of("document_kind", {"nif", "nie", "passport", "none"});
    auto const& kind = resident.document_kind;
    auto const written = cells.text("document_number", 30, kind != "none");
    if (kind == "nif" || kind == "nie") {
        auto const number = base::document_number(written);
        auto const right =
            number && number->kind == (kind == "nif" ? base::DocumentKind::Nif : base::DocumentKind::Nie);
        if (!right) return cells.fault("padro.line-document", "document_number");
        resident.document_number = number->text;
    } else {
        resident.document_number = written;
        if (kind == "none" && !written.empty()) cells.fault("padro.line-document", "document_number");
    }
}

Resident read_resident(Cells& cells)
{
    Resident resident;
    resident.code = cells.text("person_code", 20, true);
    read_document(cells, resident);
    resident.given_name = cells.text("given_name", 80, true);
    resident.surname1 = cells.text("surname1", 80, true);
    resident.surname2 = cells.text("surname2", 80);
    resident.sex = cells.one_of("sex", {"M", "F"});
    resident.birth_date = cells.day("birth_date", true).value_or(base::Day{});
    resident.birth_place = cells.text("birth_place", 120, true);
    resident.nationality = cells.text("nationality", 2, true);
    auto const status = cells.one_of("status", {"in_force", "under_deregistration", "closed"});
    resident.status = status == "in_force"               ? Status::InForce
                      : status == "under_deregistration" ? Status::UnderDeregistration
                                                         : Status::Closed;
    resident.is_protected = cells.yes("protected");
    resident.consents = cells.yes("household_consent");
    resident.guardian1 = cells.text("guardian1", 20);
    resident.guardian2 = cells.text("guardian2", 20);
    return resident;
}

Dwelling read_dwelling(Cells& cells)
{
    Dwelling dwelling;
    dwelling.code = cells.text("dwelling_code", 30, true);
    dwelling.street_kind = cells.text("street_kind", 30, true);
    dwelling.street = cells.text("street", 120, true);
    dwelling.number = cells.text("number", 12, true);
    dwelling.block = cells.text("block", 20);
    dwelling.stair = cells.text("stair", 20);
    dwelling.floor = cells.text("floor", 20);
    dwelling.door = cells.text("door", 20);
    dwelling.postal_code = cells.text("postal_code", 5, true);
    dwelling.district = cells.text("district", 4);
    dwelling.section = cells.text("section", 6);
    dwelling.cadastral_reference = cells.text("cadastral_reference", 20);
    dwelling.latitude = cells.text("latitude", 14);
    dwelling.longitude = cells.text("longitude", 14);
    dwelling.collective = cells.yes("collective");
    auto const& reference = dwelling.cadastral_reference;
    if (!reference.empty() && !base::is_cadastral_reference(reference))
        cells.fault("padro.line-value", "cadastral_reference");
    return dwelling;
}

Stay read_stay(Cells& cells)
{
    Stay stay;
    stay.since = cells.day("since", true).value_or(base::Day{});
    stay.cause_in = cells.one_of("cause_in", {"residence_change", "birth", "omission", "address_change"});
    stay.until = cells.day("until", false);
    stay.cause_out = stay.until ? cells.one_of("cause_out", {"address_change", "left", "death"}) : "";
    if (stay.until && *stay.until < stay.since) cells.fault("padro.line-order", "until");
    return stay;
}

}

std::optional<std::string> missing_column(base::Csv const& csv)
{
    for (auto const column : columns)
        if (!csv.columns.contains(column)) return std::string(column);
    return {};
}

base::Result<Line> read_line(base::Csv const& csv, base::CsvRow const& row,
                             std::function<bool(std::string_view)> const& printable)
{
    if (row.broken) return Refusal{Refusal::Why::Unprocessable, "padro.line-broken"};
    Cells cells(csv, row, printable);
    Line line{row.line, read_resident(cells), read_dwelling(cells), read_stay(cells)};
    if (cells.first) return *cells.first;
    line.stay.dwelling.code = line.dwelling.code;
    return line;
}

}
