// SPDX-License-Identifier: EUPL-1.2
// Sizes of files for people: as registers and computers count, a MB is a million bytes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace base {

// "812 bytes", "3,4 kB", "12 MB"; a decimal point in English.
std::string size_in_words(std::int64_t bytes, std::string_view language);

}
