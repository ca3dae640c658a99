// SPDX-License-Identifier: EUPL-1.2
// Days and hours as people type them. Only this room includes it.
#pragma once
#include "base/time.h"

namespace calendar {

// 27/3/2026, 27-03-2026, 27.3.2026 or 2026-03-27; nothing for anything else, also for days that do not exist.
std::optional<base::Day> typed_day(std::string_view);
// 9:05, 09.05 or 9h05, and a bare 9; nothing for anything else.
std::optional<std::chrono::minutes> typed_hour(std::string_view);
// A number of at most four digits.
std::optional<int> typed_number(std::string_view);

}
