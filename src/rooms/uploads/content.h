// SPDX-License-Identifier: EUPL-1.2
// The bytes of an upload wherever they lie: read anywhere in it, one part in memory at a time. Only this room and its
// fuzzer include it.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace uploads {

struct Content {
    std::int64_t size = 0;
    // Some bytes from `at` on (0 ≤ at < size): at least one, up to the end of the part in which they lie. Valid until
    // the next call. Throws when they cannot be read.
    std::function<std::string_view(std::int64_t at)> from;

    // Exactly `count` bytes from `at`, fewer where it ends.
    std::string bytes(std::int64_t at, std::int64_t count) const
    {
        std::string out;
        while (at >= 0 && at < size && count > 0) {
            auto const piece = from(at).substr(0, std::size_t(count));
            out += piece;
            at += std::int64_t(piece.size());
            count -= std::int64_t(piece.size());
        }
        return out;
    }
};

// What lies in memory; `whole` outlives it.
inline Content content_of(std::string_view whole)
{
    return {std::int64_t(whole.size()), [whole](std::int64_t at) { return whole.substr(std::size_t(at)); }};
}

}
