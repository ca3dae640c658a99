// SPDX-License-Identifier: EUPL-1.2
// A day that people know: three boxes in a page, ISO 8601 for a program and in the record.
#include "base/time.h"
#include "rooms/forms/fields/field.h"

#include <algorithm>

namespace forms {
namespace {

std::string piece(json::object const& typed, char const* name)
{
    auto const* const found = typed.if_contains(name);
    return found ? typed_text(*found) : "";
}

std::string padded(std::string said, std::size_t to)
{
    while (said.size() < to) said.insert(said.begin(), '0');
    return said;
}

base::Result<json::value> judged(Field const& field, std::string const& iso, Surroundings const& here)
{
    auto const day = base::day_from_iso(iso);
    if (!day || iso < "1880-01-01" || iso > "2200-12-31") return bad("forms.bad-date");
    if (field.when_day == "past" && *day > here.today) return bad("forms.not-past");
    if (field.when_day == "future" && *day < here.today) return bad("forms.not-future");
    return json::value(iso);
}

base::Result<json::value> read(Field const& field, json::value const& typed, Surroundings const& here)
{
    if (auto const* const pieces = typed.if_object()) {
        auto const day = piece(*pieces, "day"), month = piece(*pieces, "month"), year = piece(*pieces, "year");
        if (day.empty() && month.empty() && year.empty()) return json::value();
        if (day.empty()) return bad("forms.date-lacks-day", ".day");
        if (month.empty()) return bad("forms.date-lacks-month", ".month");
        if (year.size() != 4) return bad("forms.date-lacks-year", ".year");
        return judged(field, year + "-" + padded(month, 2) + "-" + padded(day, 2), here);
    }
    auto const said = typed_text(typed);
    return said.empty() ? json::value() : judged(field, said, here);
}

json::value draw(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    auto hint = hint_of(field, call);
    if (hint.empty()) hint = call.say("forms.date-hint");
    auto made = web::date_input(call, name, label_of(field, call), hint);
    // Of a date with one piece at fault the message stands over all three (design system, "Date input").
    for (auto const* const each : {"-day", "-month", "-year"})
        if (auto const wrong = call.fault(name + each); !wrong.empty()) {
            made.error = wrong;
            made.described_by = name + "-hint " + name + "-error";
            for (auto& box : made.pieces) box.wrong = box.id == name + each;
        }
    return part(made);
}

std::string tell(Field const&, json::value const& value, web::Call const& call, Surroundings const&)
{
    return base::day_in_words(*base::day_from_iso(value.as_string()), call.language);
}

}

Type const types::date{"date", read, worth_text, draw, tell};

}
