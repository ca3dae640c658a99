// SPDX-License-Identifier: EUPL-1.2
// Names of a page's inputs and the answers that they stand for. What comes is hostile: only keys of the page are taken,
// only groups have rows, and nothing is read as what it is not.
#include "base/text.h"
#include "rooms/forms/answers.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <span>

namespace forms {
namespace {

using catalogue::Field;

std::optional<std::size_t> row_number(std::string_view text)
{
    std::size_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number >= 50) return {};
    return number;
}

// "day", "postcode", "ticked": what a composite answer is made of.
bool is_piece(std::string_view name)
{
    return !name.empty() && name.size() <= 20 && std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_composite(Field const& field)
{
    return field.type == "date" || field.type == "address" || field.type == "place" || field.type == "consultation";
}

// The answer of one field under the rest of its name.
void place(json::value& into, Field const& field, std::span<std::string const> rest, json::value const& value)
{
    if (rest.empty()) {
        into = value;
    } else if (rest.size() == 1 && field.type == "place" && (rest[0] == "click.x" || rest[0] == "click.y")) {
        if (!into.is_object()) into = json::object();
        into.get_object()[rest[0] == "click.x" ? "clickx" : "clicky"] =
            value; // as browsers name where a picture is hit
    } else if (rest.size() == 1 && is_composite(field) && is_piece(rest[0])) {
        if (!into.is_object()) into = json::object();
        into.get_object()[rest[0]] = value;
    }
}

void place_in_row(json::value& into, Field const& group, std::span<std::string const> rest, json::value const& value)
{
    if (rest.size() < 2) return;
    auto const number = row_number(rest[0]);
    auto const inner = std::ranges::find(group.fields, rest[1], &Field::key);
    if (!number || inner == group.fields.end()) return;
    if (!into.is_array()) into = json::array();
    auto& rows = into.get_array();
    if (rows.size() <= *number) rows.resize(*number + 1, json::object());
    if (!rows[*number].is_object()) rows[*number] = json::object();
    place(rows[*number].get_object()[inner->key], *inner, rest.subspan(2), value);
}

bool empty(json::value const& value)
{
    if (value.is_null()) return true;
    if (auto const* const text = value.if_string()) return text->empty();
    if (auto const* const list = value.if_array()) return list->empty();
    if (auto const* const object = value.if_object())
        return std::ranges::all_of(*object, [](auto const& each) { return empty(each.value()); });
    return false;
}

// What a program says in its own way stands in the page as a person would have typed it.
json::value as_typed(Field const& field, json::value const& value)
{
    if (field.type == "money" && value.is_int64()) {
        auto const cents = value.get_int64();
        auto const magnitude = cents < 0 ? 0 - std::uint64_t(cents) : std::uint64_t(cents);
        return json::string(fmt::format("{}{},{:02}", cents < 0 ? "-" : "", magnitude / 100, magnitude % 100));
    }
    if (field.type == "place" && value.is_double()) return json::string(fmt::format("{:.6f}", value.get_double()));
    if (value.is_bool()) return json::string(value.get_bool() ? "si" : "no");
    if (value.is_int64()) return json::string(std::to_string(value.get_int64()));
    return value;
}

void fold_date(json::object& into, std::string const& name, json::string const& iso)
{
    auto const pieces = base::split(std::string_view(iso), '-');
    if (pieces.size() != 3) return;
    for (auto const& [piece, text] : {std::pair{"-year", pieces[0]}, {"-month", pieces[1]}, {"-day", pieces[2]}})
        into[name + piece] = text;
}

void fold(json::object& into, Field const& field, std::string const& name, json::value const& value)
{
    if (auto const* const object = value.if_object(); object && is_composite(field)) {
        for (auto const& each : *object) into[name + "-" + std::string(each.key())] = as_typed(field, each.value());
    } else if (field.type == "date" && value.is_string()) {
        fold_date(into, name, value.get_string());
    } else if (auto const* const rows = value.if_array(); rows && field.type == "group") {
        for (std::size_t i = 0; i < rows->size(); ++i)
            for (auto const& inner : field.fields)
                if (auto const* const row = (*rows)[i].if_object())
                    if (auto const* const answer = row->if_contains(inner.key))
                        fold(into, inner, name + "-" + std::to_string(i) + "-" + inner.key, *answer);
    } else if (!value.is_null() && !value.is_object()) {
        into[name] = as_typed(field, value);
    }
}

}

json::object unfolded(catalogue::FormPage const& page, json::object const& flat)
{
    json::object made;
    for (auto const& field : page.fields) made[field.key] = nullptr;
    for (auto const& each : flat) {
        auto const path = base::split(each.key(), '-');
        auto const field = std::ranges::find(page.fields, path[0], &Field::key);
        if (field == page.fields.end() || path.size() > 4) continue;
        auto const rest = std::span(path).subspan(1);
        if (field->type == "group")
            place_in_row(made[field->key], *field, rest, each.value());
        else
            place(made[field->key], *field, rest, each.value());
    }
    return made;
}

void compact(json::object& typed)
{
    for (auto& each : typed) {
        if (auto* const rows = each.value().if_array(); rows && !rows->empty() && rows->front().is_object())
            rows->erase(std::remove_if(rows->begin(), rows->end(), empty), rows->end());
        // What a page sends empty, such as the rest of an address, is as if it did not send it: it is still the answer
        // that the office filled in.
        if (auto* const parts = each.value().if_object())
            for (auto part = parts->begin(); part != parts->end();)
                part = empty(part->value()) ? parts->erase(part) : part + 1;
        else if (empty(each.value()))
            each.value() = nullptr;
    }
}

json::object folded(catalogue::Form const& form, json::object const& typed)
{
    json::object made;
    for (auto const& each : typed)
        if (auto const* const field = form.find(each.key())) fold(made, *field, std::string(each.key()), each.value());
    return made;
}

}
