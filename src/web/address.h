// SPDX-License-Identifier: EUPL-1.2
// Addresses that come from outside and lead somewhere.
#pragma once
#include <optional>
#include <string>

namespace web {

// `wanted` when it is an address of this house, never another site's (CWE-601); else `otherwise`.
std::string local_address(std::optional<std::string> const& wanted, std::string const& otherwise);

}
