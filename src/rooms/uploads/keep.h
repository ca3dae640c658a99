// SPDX-License-Identifier: EUPL-1.2
// Parts put into the store and read back. Only this room includes it.
#pragma once
#include "rooms/uploads/content.h"
#include "rooms/uploads/store.h"

namespace uploads {

// A part is what is encrypted and held in memory at once.
constexpr std::int64_t largest_part = 1 << 20;

// Puts bytes that stand at `first` of their upload, in parts.
std::vector<store::Part> put(Room&, std::int64_t first, std::string_view bytes);
// Stored parts with what is not stored yet behind them (`tail` outlives it); reading throws std::runtime_error when
// stored bytes are damaged.
Content content_of(Room const&, std::vector<store::Part> parts, std::string_view tail = {});

}
