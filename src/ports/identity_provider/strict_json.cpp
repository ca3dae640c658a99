// SPDX-License-Identifier: EUPL-1.2
#include "ports/identity_provider/strict_json.h"

#include "base/text.h"

#include <algorithm>

namespace identity_provider {
namespace {

// C0, DEL, C1, line and paragraph separators, and the marks by which a name could show as another one.
bool must_not_stand(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || c == 0xfffd;
}

}

std::optional<json::object> strict_object(std::string_view text, std::size_t longest)
{
    if (text.size() > longest) return {};
    json::parse_options strict;
    strict.max_depth = 8;
    json::error_code error;
    auto value = json::parse(text, error, {}, strict);
    if (error || !value.is_object()) return {};
    return std::move(value.get_object());
}

std::optional<std::string> clean(std::string_view text, std::size_t longest)
{
    if (text.empty() || text.size() > longest || !base::is_utf8(text)) return {};
    if (std::ranges::any_of(base::code_points(text), must_not_stand)) return {};
    return std::string(text);
}

std::optional<std::string> text_of(json::object const& from, std::string_view name, std::size_t longest)
{
    auto const* const found = from.if_contains(name);
    if (!found || !found->is_string()) return {};
    auto const& text = found->get_string();
    return clean({text.data(), text.size()}, longest);
}

}
