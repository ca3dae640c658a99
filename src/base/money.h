// SPDX-License-Identifier: EUPL-1.2
// Money in whole cents of euro.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace base {

struct Money {
    std::int64_t cents = 0;
    auto operator<=>(Money const&) const = default;
};

// "1.234,50 €" in Catalan and Spanish, "€1,234.50" in English.
std::string in_words(Money, std::string_view language);

}
