// SPDX-License-Identifier: EUPL-1.2
// The streets of the sample town, with the district, section and postal code each belongs to. The
// first is carrer Major, where the first neighbour lives; the masies stand alone.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace sample {

struct Street {
    std::string_view kind;
    std::string_view name;
};

struct Zone {
    std::string_view district; // 01 to 04
    std::string_view section;  // 001 to 008
    std::string_view postal_code;
};

struct Place {
    std::int32_t latitude; // in millionths of a degree, for there are no doubles that differ between machines
    std::int32_t longitude;
};

std::span<Street const> streets();
std::size_t first_masia(); // the streets from here on are masies
Zone zone_of(std::size_t street);
Place place_of(std::size_t street, std::uint32_t number);

} // namespace sample
