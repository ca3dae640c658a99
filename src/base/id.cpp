// SPDX-License-Identifier: EUPL-1.2
// Identifiers: time first, so that rows made together lie together in an index.
#include "base/id.h"

#include "base/crypto.h"

#include <algorithm>

namespace base {

std::string fresh_id_text(Instant at)
{
    auto bytes = std::string(16, '\0');
    auto const millis = std::uint64_t(at.micros / 1000);
    for (int i = 0; i < 6; ++i) bytes[std::size_t(i)] = char(millis >> (8 * (5 - i)));
    fill_random({bytes.data() + 6, 10});
    auto text = base32(bytes);
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

bool is_id_text(std::string_view text)
{
    constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
    return text.size() == 26 && std::ranges::all_of(text, [&](char c) { return letters.find(c) != letters.npos; });
}

}
