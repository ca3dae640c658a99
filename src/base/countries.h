// SPDX-License-Identifier: EUPL-1.2
// Countries as passports name who issued them: ISO 3166, two letters.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace base {

std::vector<std::string> const& country_codes();
bool is_country_code(std::string_view);

}
