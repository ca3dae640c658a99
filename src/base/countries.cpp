// SPDX-License-Identifier: EUPL-1.2
#include "base/countries.h"

#include <algorithm>
#include <unicode/locid.h>

namespace base {

std::vector<std::string> const& country_codes()
{
    static std::vector<std::string> const codes = [] {
        std::vector<std::string> list;
        for (auto const* each = icu::Locale::getISOCountries(); *each; ++each) list.emplace_back(*each);
        std::ranges::sort(list);
        return list;
    }();
    return codes;
}

bool is_country_code(std::string_view code) { return std::ranges::binary_search(country_codes(), code); }

}
