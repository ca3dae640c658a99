// SPDX-License-Identifier: EUPL-1.2
// Money as people read it.
#include "base/money.h"

#include <fmt/format.h>

namespace base {

std::string in_words(Money money, std::string_view language)
{
    auto const english = language == "en";
    auto const negative = money.cents < 0;
    auto const cents = negative ? -std::uint64_t(money.cents) : std::uint64_t(money.cents);
    auto whole = std::to_string(cents / 100);
    for (auto at = std::ptrdiff_t(whole.size()) - 3; at > 0; at -= 3)
        whole.insert(std::size_t(at), 1, english ? ',' : '.');
    auto const* const sign = negative ? "-" : "";
    return english ? fmt::format("{}€{}.{:02}", sign, whole, cents % 100)
                   : fmt::format("{}{},{:02} €", sign, whole, cents % 100);
}

}
