// SPDX-License-Identifier: EUPL-1.2
// Instants, days and their names. Time zone rules come from the system's zone database.
#include "base/time.h"

#include <array>
#include <date/tz.h>
#include <fmt/format.h>

namespace base {
namespace {

using Names = std::array<std::string_view, 12>;
constexpr Names catalan{"de gener",  "de febrer", "de març",     "d'abril",   "de maig",     "de juny",
                        "de juliol", "d'agost",   "de setembre", "d'octubre", "de novembre", "de desembre"};
constexpr Names spanish{"enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
                        "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
constexpr Names english{"January", "February", "March",     "April",   "May",      "June",
                        "July",    "August",   "September", "October", "November", "December"};

date::time_zone const& madrid()
{
    static auto const& zone = *date::locate_zone("Europe/Madrid");
    return zone;
}

auto local(Instant at)
{
    date::sys_time<std::chrono::microseconds> const utc{std::chrono::microseconds(at.micros)};
    return madrid().to_local(utc);
}

std::chrono::year_month_day civil(Day day) { return std::chrono::year_month_day{day}; }

}

Instant SystemClock::now() const
{
    using namespace std::chrono;
    return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

std::string rfc3339(Instant at)
{
    using namespace std::chrono;
    auto const whole = floor<seconds>(sys_time<microseconds>{microseconds(at.micros)});
    auto const day = floor<days>(whole);
    hh_mm_ss const time{whole - day};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", iso(day), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::string iso(Day day)
{
    auto const ymd = civil(day);
    return fmt::format("{:04}-{:02}-{:02}", int(ymd.year()), unsigned(ymd.month()), unsigned(ymd.day()));
}

std::optional<Day> day_from_iso(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    int number[3]{};
    constexpr std::size_t starts[]{0, 5, 8}, lengths[]{4, 2, 2};
    for (std::size_t part = 0; part < 3; ++part)
        for (auto const digit : text.substr(starts[part], lengths[part])) {
            if (digit < '0' || digit > '9') return {};
            number[part] = number[part] * 10 + (digit - '0');
        }
    std::chrono::year_month_day const ymd{std::chrono::year(number[0]), std::chrono::month(unsigned(number[1])),
                                          std::chrono::day(unsigned(number[2]))};
    if (!ymd.ok()) return {};
    return Day(ymd);
}

Day local_day(Instant at)
{
    auto const days = date::floor<date::days>(local(at)).time_since_epoch();
    return Day(std::chrono::days(days.count()));
}

std::string local_time(Instant at)
{
    auto const here = local(at);
    date::hh_mm_ss const time{date::floor<std::chrono::minutes>(here) - date::floor<date::days>(here)};
    return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

Instant local_midnight(Day day) { return local_instant(day, std::chrono::minutes(0)); }

Instant local_instant(Day day, std::chrono::minutes since_midnight)
{
    date::local_days const here{date::days(day.time_since_epoch().count())};
    auto const utc = madrid().to_sys(here + since_midnight, date::choose::earliest);
    return {std::chrono::duration_cast<std::chrono::microseconds>(utc.time_since_epoch()).count()};
}

int years_between(Day from, Day to)
{
    auto const a = civil(from), b = civil(to);
    auto const before_birthday =
        std::pair(unsigned(b.month()), unsigned(b.day())) < std::pair(unsigned(a.month()), unsigned(a.day()));
    return int(b.year()) - int(a.year()) - (before_birthday ? 1 : 0);
}

std::string day_in_words(Day day, std::string_view language)
{
    auto const ymd = civil(day);
    auto const month = unsigned(ymd.month()) - 1;
    auto const number = unsigned(ymd.day());
    auto const year = int(ymd.year());
    if (language == "es") return fmt::format("{} de {} de {}", number, spanish[month], year);
    if (language == "en") return fmt::format("{} {} {}", number, english[month], year);
    return fmt::format("{} {} de {}", number, catalan[month], year);
}

}
