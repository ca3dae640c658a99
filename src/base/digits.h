// SPDX-License-Identifier: EUPL-1.2
// Codes made of digits, as people type or paste them.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// The `count` digits of what was typed; spaces (also unbreakable ones) and hyphens are left out. Nothing for anything
// else.
std::optional<std::string> digits_typed(std::string_view typed, std::size_t count);

// `count` digits out of random or pseudo-random bytes, each code as likely as any other up to 10^count / 2^64. Takes
// the first eight bytes, at most 18 digits.
std::string digits_of(std::string_view bytes, std::size_t count);

}
