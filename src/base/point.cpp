// SPDX-License-Identifier: EUPL-1.2
#include "base/point.h"

#include "base/text.h"

#include <algorithm>
#include <fmt/format.h>

namespace base {

std::optional<std::int64_t> millionths(std::string_view said)
{
    auto text = std::string(trimmed(said));
    std::ranges::replace(text, ',', '.');
    auto const negative = text.starts_with('-');
    if (negative) text.erase(0, 1);
    auto const dot = std::min(text.find('.'), text.size());
    auto whole = text.substr(0, dot), part = dot < text.size() ? text.substr(dot + 1) : std::string();
    auto const digits = [](std::string const& each) {
        return std::ranges::all_of(each, [](char c) { return c >= '0' && c <= '9'; });
    };
    if (whole.empty() || whole.size() > 3 || part.size() > 15 || !digits(whole) || !digits(part)) return {};
    part.resize(6, '0');
    auto const value = std::int64_t(std::stoi(whole)) * 1'000'000 + std::stoi(part);
    if (value > 180'000'000) return {};
    return negative ? -value : value;
}

std::string degrees(std::int64_t value)
{
    auto const size = value < 0 ? -value : value;
    return fmt::format("{}{}.{:06}", value < 0 ? "-" : "", size / 1'000'000, size % 1'000'000);
}

}
