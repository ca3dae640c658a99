// SPDX-License-Identifier: EUPL-1.2
// Reading of single values.
#include "web/described.h"

#include <algorithm>

namespace web::reading {

std::optional<std::string> clean_text(json::string const& value, Faults& faults, std::string const& path)
{
    std::string_view const text(value.data(), value.size());
    auto const forbidden = [](char c) {
        return (std::uint8_t(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f;
    };
    if (text.size() > longest_text)
        fault(faults, path, "field.long");
    else if (!base::is_utf8(text) || std::ranges::any_of(text, forbidden))
        fault(faults, path, "field.characters");
    else
        return base::composed(base::trimmed(text));
    return {};
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
