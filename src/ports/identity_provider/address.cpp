// SPDX-License-Identifier: EUPL-1.2
#include "ports/identity_provider/address.h"

#include "base/percent.h"
#include "base/text.h"

#include <algorithm>
#include <cstdint>

namespace identity_provider {

bool is_safe_address(std::string_view url)
{
    auto const plain = url.starts_with("http://");
    if (!plain && !url.starts_with("https://")) return false;
    if (url.size() > 1000 || std::ranges::any_of(url, [](char c) {
            return std::uint8_t(c) <= 0x20 || std::uint8_t(c) >= 0x7f || c == '\\' || c == '#';
        }))
        return false;
    auto const rest = url.substr(plain ? 7 : 8);
    auto const authority = rest.substr(0, rest.find_first_of("/?"));
    if (authority.empty() || authority.find('@') != authority.npos) return false;
    auto const bracket = authority.starts_with('[') ? authority.find(']') : 0;
    auto const host = authority.substr(0, authority.find(':', bracket));
    if (host.empty()) return false;
    return !plain || host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

std::string query(std::vector<std::pair<std::string_view, std::string_view>> const& fields)
{
    std::string out;
    for (auto const& [name, value] : fields) {
        if (value.empty()) continue;
        if (!out.empty()) out += '&';
        out.append(name).append("=").append(base::percent_encoded(value));
    }
    return out;
}

std::string with_query(std::string const& address, std::string const& query)
{
    return address + (address.find('?') == address.npos ? "?" : "&") + query;
}

bool is_json(std::string_view content_type)
{
    return base::lower(base::trimmed(content_type.substr(0, content_type.find(';')))) == "application/json";
}

}
