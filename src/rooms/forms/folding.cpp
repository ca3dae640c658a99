// SPDX-License-Identifier: EUPL-1.2
// Names of a page's inputs and the answers that they stand for.
#include "base/text.h"
#include "rooms/forms/answers.h"

#include <algorithm>
#include <charconv>

namespace forms {
namespace {

std::optional<std::size_t> row_number(std::string_view text)
{
    std::size_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number >= 50) return {};
    return number;
}

bool empty(json::value const& value)
{
    if (value.is_null()) return true;
    if (auto const* const text = value.if_string()) return text->empty();
    if (auto const* const object = value.if_object())
        return std::ranges::all_of(*object, [](auto const& each) { return empty(each.value()); });
    return false;
}

void place(json::object& into, std::vector<std::string> const& path, json::value const& value);

// A row that was left empty is no row: rows after it move up.
void put_row(json::value& into, std::vector<std::string> const& path, json::value const& value)
{
    auto const number = row_number(path[1]);
    if (!number) return;
    if (!into.is_array()) into = json::array();
    auto& rows = into.get_array();
    if (rows.size() <= *number) rows.resize(*number + 1, json::object());
    place(rows[*number].get_object(), {path.begin() + 2, path.end()}, value);
}

void place(json::object& into, std::vector<std::string> const& path, json::value const& value)
{
    if (path.empty()) return;
    auto& here = into[path[0]];
    if (path.size() == 1)
        here = value;
    else if (path.size() > 2 && !path[1].empty() && path[1][0] >= '0' && path[1][0] <= '9')
        put_row(here, path, value);
    else {
        if (!here.is_object()) here = json::object();
        place(here.get_object(), {path.begin() + 1, path.end()}, value);
    }
}

void fold(json::object& into, std::string const& name, json::value const& value)
{
    if (auto const* const object = value.if_object()) {
        for (auto const& each : *object) fold(into, name + "-" + std::string(each.key()), each.value());
        return;
    }
    auto const* const list = value.if_array();
    if (list && !list->empty() && list->front().is_object()) {
        for (std::size_t i = 0; i < list->size(); ++i) fold(into, name + "-" + std::to_string(i), (*list)[i]);
        return;
    }
    if (value.is_bool())
        into[name] = value.get_bool() ? "si" : "no";
    else if (value.is_int64())
        into[name] = std::to_string(value.get_int64());
    else if (!value.is_null())
        into[name] = value;
}

}

json::object unfolded(catalogue::FormPage const& page, json::object const& flat)
{
    json::object made;
    for (auto const& field : page.fields) made[field.key] = nullptr;
    for (auto const& each : flat) {
        auto const path = base::split(each.key(), '-');
        if (path.size() <= 4 && made.contains(path[0])) place(made, path, each.value());
    }
    for (auto& each : made) {
        if (auto* const rows = each.value().if_array(); rows && !rows->empty() && rows->front().is_object())
            rows->erase(std::remove_if(rows->begin(), rows->end(), empty), rows->end());
        if (each.value().is_array() && each.value().get_array().empty()) each.value() = nullptr;
        if (each.value().is_string() && each.value().get_string().empty()) each.value() = nullptr;
    }
    return made;
}

json::object folded(json::object const& typed)
{
    json::object made;
    for (auto const& each : typed) fold(made, std::string(each.key()), each.value());
    return made;
}

}
