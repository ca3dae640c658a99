// SPDX-License-Identifier: EUPL-1.2
// Reading of single values.
#include "web/described.h"

#include <algorithm>

namespace web::reading {

namespace {

bool forbidden(char c) { return (std::uint8_t(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f; }

}

std::optional<std::string> clean_text(json::string const& value, Faults& faults, std::string const& path)
{
    std::string_view const text(value.data(), value.size());
    if (text.size() > longest_text)
        fault(faults, path, "field.long");
    else if (!base::is_utf8(text) || std::ranges::any_of(text, forbidden))
        fault(faults, path, "field.characters");
    else
        return base::composed(base::trimmed(text));
    return {};
}

void judge_rest(json::value const& value, Faults& faults, std::string const& path)
{
    if (auto const* const text = value.if_string()) {
        std::string_view const view(text->data(), text->size());
        if (view.size() > longest_text)
            fault(faults, path, "field.long");
        else if (!base::is_utf8(view) || std::ranges::any_of(view, forbidden))
            fault(faults, path, "field.characters");
    } else if (auto const* const list = value.if_array()) {
        for (auto const& each : *list) judge_rest(each, faults, path);
    } else if (auto const* const object = value.if_object()) {
        for (auto const& each : *object) judge_rest(each.value(), faults, path);
    }
}

std::optional<std::int64_t> whole_number(json::value const& value, Faults& faults, std::string const& path)
{
    if (value.is_int64()) return value.get_int64();
    if (auto const* const text = value.if_string()) {
        std::int64_t number = 0;
        auto const* const end = text->data() + text->size();
        auto const [stopped, error] = std::from_chars(text->data(), end, number);
        if (error == std::errc() && stopped == end && !text->empty()) return number;
    }
    fault(faults, path, "field.number");
    return {};
}

}
