// SPDX-License-Identifier: EUPL-1.2
// Places on the earth.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// WGS 84 (EPSG:4326), in millionths of a degree, for there are no doubles that differ between machines.
struct Point {
    std::int64_t latitude = 0, longitude = 0;
    bool operator==(Point const&) const = default;
};
// "41.543210" or "41,54321"; at most 180 degrees. Nothing for what is no such number.
std::optional<std::int64_t> millionths(std::string_view degrees);
std::string degrees(std::int64_t millionths);

}
