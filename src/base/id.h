// SPDX-License-Identifier: EUPL-1.2
// Typed identifiers: 128 bits, ordered by the time of their making, written as 26 base32 letters.
// They name rows and stand in URLs; none is a secret and none opens anything by itself.
#pragma once
#include "base/time.h"

#include <string>
#include <string_view>

namespace base {

// 48 bits of milliseconds and 80 random bits in Crockford's base32, lower case.
std::string fresh_id_text(Instant);
// Whether a text has the form of an identifier; says nothing about its existence.
bool is_id_text(std::string_view);

template<class Tag> struct Id {
    std::string text;

    static Id fresh(Instant at) { return {fresh_id_text(at)}; }
    explicit operator bool() const { return !text.empty(); }
    auto operator<=>(Id const&) const = default;
};

}
