// SPDX-License-Identifier: EUPL-1.2
// Instants, days and the clock. Instants are microseconds of UTC; days are local days of the town
// (Europe/Madrid); only main makes a SystemClock, everything else is given the time.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// A point in time, microseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t micros = 0;
    auto operator<=>(Instant const&) const = default;
};

using Day = std::chrono::sys_days;

constexpr Instant operator+(Instant at, std::chrono::microseconds more) { return {at.micros + more.count()}; }
constexpr Instant operator-(Instant at, std::chrono::microseconds less) { return {at.micros - less.count()}; }

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

// RFC 3339 in UTC with whole seconds: 2026-11-22T09:30:00Z.
std::string rfc3339(Instant);
// ISO 8601 calendar day: 2026-11-22.
std::string iso(Day);
// Strict YYYY-MM-DD; nothing for anything else, also for days that do not exist.
std::optional<Day> day_from_iso(std::string_view);
// The day and the time of day that the town's wall clock shows at an instant.
Day local_day(Instant);
std::string local_time(Instant); // 09:30
Instant local_midnight(Day);
// The instant at which the wall clock shows a time of that day; of two, the earlier; of none, the change of hour.
Instant local_instant(Day, std::chrono::minutes since_midnight);
// Whole years between two days, as a birthday counts them (29 February becomes of age on 1 March).
int years_between(Day from, Day to);
// "22 de novembre de 2026", "1 d'abril de 2026"; Spanish and English likewise. Unknown languages read Catalan.
std::string day_in_words(Day, std::string_view language);

}
