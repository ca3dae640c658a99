// SPDX-License-Identifier: EUPL-1.2
#include "base/digits.h"

#include "base/text.h"

#include <cstdint>

namespace base {

std::optional<std::string> digits_typed(std::string_view typed, std::size_t count)
{
    std::string digits;
    for (auto const c : code_points(typed)) {
        if (c >= U'0' && c <= U'9')
            digits += char(c);
        else if (c != U' ' && c != U'-' && c != U'\u00a0' && c != U'\u202f')
            return {};
    }
    if (digits.size() != count) return {};
    return digits;
}

std::string digits_of(std::string_view bytes, std::size_t count)
{
    std::uint64_t number = 0;
    for (auto const c : bytes.substr(0, 8)) number = (number << 8) | std::uint8_t(c);
    std::string digits(count, '0');
    for (auto i = count; i-- > 0; number /= 10) digits[i] = char('0' + number % 10);
    return digits;
}

}
