// SPDX-License-Identifier: EUPL-1.2
// calendar.yaml: what is read, and where each fault is.
#include "rooms/calendar/holidays.h"

#include "app/embedded.h"
#include "db/testing.h"

#include <algorithm>
#include <fstream>

namespace calendar {
namespace {

std::vector<std::string> const languages{"ca", "es"};

std::string const good = R"(years:
  2026:
    published: true
    source: "DOGC"
    holidays:
      - {day: 2026-01-01, kind: national, name: {ca: "Cap d'Any", es: "Año Nuevo"}}
      - {day: 2026-05-25, kind: local, name: {ca: "Segona Pasqua", es: "Segunda Pascua"}}
  2027:
    published: false
    holidays:
      - {day: 2027-09-11, kind: catalan, name: {ca: "Diada", es: "Diada"}}
)";

std::string with(std::string_view what, std::string_view instead)
{
    auto text = good;
    auto const at = text.find(what);
    if (at == text.npos) throw std::logic_error("the test's text is not there: " + std::string(what));
    return text.replace(at, what.size(), instead);
}

TEST(CalendarFile, IsReadWithItsYearsDaysKindsAndNames)
{
    auto const read = read_calendar("calendar.yaml", good, languages);
    auto const* const calendar = std::get_if<base::Calendar>(&read);
    ASSERT_TRUE(calendar) << std::get<Fault>(read).reason;
    ASSERT_EQ(calendar->years().size(), 2u);
    EXPECT_TRUE(calendar->year(2026)->published);
    EXPECT_EQ(calendar->year(2026)->source, "DOGC");
    EXPECT_FALSE(calendar->year(2027)->published);
    auto const* const local = calendar->holiday(*base::day_from_iso("2026-05-25"));
    ASSERT_TRUE(local);
    EXPECT_EQ(local->kind, base::HolidayKind::Local);
    EXPECT_EQ(local->names.at("es"), "Segunda Pascua");
}

TEST(CalendarFile, IsRefusedWithTheLineAndTheReason)
{
    struct Broken {
        std::string yaml;
        int line;
        std::string reason;
    };
    for (auto const& [yaml, line, reason] :
         {Broken{with("2026-05-25", "2027-05-25"), 7, "day is not in 2026"},
          {with("2026-05-25", "2026-02-30"), 7, "day must be a day such as 2026-12-25"},
          {with("2026-05-25", "25/5/2026"), 7, "day must be a day such as 2026-12-25"},
          {with("2026-05-25", "2026-01-01"), 7, "2026-01-01 stands twice"},
          {with("kind: local", "kind: town"), 7, "kind cannot be 'town'"},
          {with("kind: local, ", ""), 7, "a holiday lacks kind"},
          {with("kind: local", "king: local"), 7, "a holiday has an unknown key: king"},
          {with(", es: \"Diada\"", ""), 11, "name lacks es"},
          {with("es: \"Diada\"", "es: \" \""), 11, "name in es must be a short text"},
          {with("published: false", "published: maybe"), 9, "published must be true or false"},
          {with("    published: true\n", ""), 3, "2026 lacks published"},
          {with("  2027:", "  2026:"), 8, "2026 stands twice"},
          {with("  2027:", "  next:"), 9, "years: 'next' is no year"},
          {with("years:", "anys:"), 1, "the file has an unknown key: anys"},
          {"years: {2026: {published: true, holidays: []}}", 1, "holidays must be a list with at least one day"},
          {"years: {}", 1, "years is empty"},
          {"- 2026", 1, "the file must be a map"},
          {std::string(300'000, ' '), 0, "the file is larger than 200 kB"}}) {
        auto const read = read_calendar("calendar.yaml", yaml, languages);
        auto const* const fault = std::get_if<Fault>(&read);
        ASSERT_TRUE(fault) << reason;
        EXPECT_EQ(fault->reason, reason);
        EXPECT_EQ(fault->line, line) << reason;
        EXPECT_EQ(fault->file, "calendar.yaml");
    }
    auto const broken = read_calendar("calendar.yaml", "years: [", languages);
    EXPECT_TRUE(std::holds_alternative<Fault>(broken));
}

base::Day easter(int year)
{
    // Meeus, Astronomical Algorithms, chapter 8.
    int const a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
    int const g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int const l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return base::Day(std::chrono::year(year) / std::chrono::month(unsigned(n / 31)) /
                     std::chrono::day(unsigned(n % 31 + 1)));
}

TEST(SampleCalendar, HasThreeYearsWithTwoLocalDaysAndEasterInItsPlace)
{
    auto const read = read_calendar("calendar.yaml", app::embedded().samples.at("calendar"), {"ca", "es", "en"});
    auto const* const calendar = std::get_if<base::Calendar>(&read);
    ASSERT_TRUE(calendar) << std::get<Fault>(read).line << " " << std::get<Fault>(read).reason;
    for (auto const number : {2025, 2026, 2027}) {
        ASSERT_TRUE(calendar->year(number)) << number;
        auto const& holidays = calendar->year(number)->holidays;
        EXPECT_EQ(std::ranges::count(holidays, base::HolidayKind::Local, &base::Holiday::kind), 2) << number;
        for (auto const after : {-2, 1, 50})
            EXPECT_TRUE(calendar->holiday(easter(number) + std::chrono::days(after))) << number << " " << after;
    }
    EXPECT_TRUE(calendar->year(2026)->published);
    EXPECT_FALSE(calendar->year(2027)->published);
    EXPECT_EQ(calendar->year(2026)->holidays.size(), 14u);
}

Room room(std::string const& yaml)
{
    auto const file = db::testing::folder() / "calendar.yaml";
    std::ofstream(file) << yaml;
    return {file, languages};
}

Health health_on(Room const& room, char const* day) { return health(room, *base::day_from_iso(day)); }

TEST(CalendarHealth, NeedsTheCurrentYear)
{
    auto const opened = room(good);
    EXPECT_TRUE(health_on(opened, "2026-03-01").ready);
    EXPECT_FALSE(health_on(opened, "2028-03-01").ready);
    EXPECT_EQ(health_on(opened, "2026-03-01").detail, "2026, 2027 (not published)");
}

TEST(CalendarHealth, WarnsOfTheNextYearFromOctoberOn)
{
    auto const opened = room(good);
    auto const warned = [&](char const* day, std::string_view of) {
        return std::ranges::any_of(health_on(opened, day).warnings,
                                   [&](std::string const& warning) { return warning.starts_with(of); });
    };
    EXPECT_FALSE(warned("2026-09-30", "2027"));
    EXPECT_TRUE(warned("2026-10-01", "2027 is marked as not published"));
    EXPECT_FALSE(warned("2027-09-30", "2028"));
    EXPECT_TRUE(warned("2027-10-01", "2028 is missing"));
    EXPECT_TRUE(warned("2026-03-01", "2026 has 1 local days instead of 2"));
}

TEST(CalendarHealth, TellsWhyTheFileIsRefused)
{
    auto const broken = room(with("kind: local", "kind: town"));
    auto const told = health_on(broken, "2026-03-01");
    EXPECT_FALSE(told.ready);
    EXPECT_NE(told.detail.find(":7: kind cannot be 'town'"), std::string::npos) << told.detail;
    EXPECT_TRUE(broken.calendar.years().empty());
    Room const none("/nowhere/calendar.yaml", languages);
    EXPECT_EQ(health_on(none, "2026-03-01").detail, "calendar.yaml: there is no such file");
}

}
}
