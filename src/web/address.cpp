// SPDX-License-Identifier: EUPL-1.2
#include "web/address.h"

#include <algorithm>
#include <cstdint>

namespace web {

std::string local_address(std::optional<std::string> const& wanted, std::string const& otherwise)
{
    auto const ours = wanted && wanted->starts_with('/') && !wanted->starts_with("//") &&
                      wanted->find('\\') == std::string::npos &&
                      std::ranges::none_of(*wanted, [](char c) { return std::uint8_t(c) < 0x20; }); // "/\t/elsewhere"
    return ours ? *wanted : otherwise;
}

}
