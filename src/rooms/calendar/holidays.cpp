// SPDX-License-Identifier: EUPL-1.2
// Strict reading of calendar.yaml: every key known, every day in its year and once, every name in every language.
#include "rooms/calendar/holidays.h"

#include "base/text.h"

#include <algorithm>
#include <set>
#include <yaml-cpp/yaml.h>

namespace calendar {
namespace {

using Words = std::vector<std::string>;

struct Wrong {
    int line;
    std::string reason;
};

[[noreturn]] void wrong(YAML::Node const& at, std::string reason)
{
    throw Wrong{at.IsDefined() ? at.Mark().line + 1 : 0, std::move(reason)};
}

// The members of a map that has no key twice and none but these.
std::map<std::string, YAML::Node> members(YAML::Node const& node, std::string const& name, Words const& allowed)
{
    if (!node.IsMap()) wrong(node, name + " must be a map");
    std::map<std::string, YAML::Node> found;
    for (auto const& pair : node) {
        auto const key = pair.first.Scalar();
        if (!allowed.empty() && std::ranges::find(allowed, key) == allowed.end())
            wrong(pair.first, name + " has an unknown key: " + key.substr(0, 40));
        if (!found.emplace(key, pair.second).second) wrong(pair.first, key + " stands twice");
    }
    return found;
}

YAML::Node member(std::map<std::string, YAML::Node> const& of, YAML::Node const& node, std::string const& name,
                  char const* key)
{
    auto const found = of.find(key);
    if (found == of.end()) wrong(node, name + " lacks " + key);
    return found->second;
}

std::string word(YAML::Node const& node, std::string const& name)
{
    auto text = node.IsScalar() ? node.Scalar() : std::string();
    if (base::trimmed(text).empty() || !base::is_utf8(text) || base::length_in_characters(text) > 200)
        wrong(node, name + " must be a short text");
    return text;
}

base::HolidayKind kind(YAML::Node const& node)
{
    auto const text = word(node, "kind");
    if (text == "national") return base::HolidayKind::National;
    if (text == "catalan") return base::HolidayKind::Catalan;
    if (text == "local") return base::HolidayKind::Local;
    wrong(node, "kind cannot be '" + text.substr(0, 40) + "'");
}

base::Holiday read_holiday(YAML::Node const& node, int year, Words const& languages)
{
    auto const of = members(node, "a holiday", {"day", "kind", "name"});
    base::Holiday made;
    auto const written = member(of, node, "a holiday", "day");
    auto const day = base::day_from_iso(word(written, "day"));
    if (!day) wrong(written, "day must be a day such as 2026-12-25");
    if (base::year_of(*day) != year) wrong(written, "day is not in " + std::to_string(year));
    made.day = *day;
    made.kind = kind(member(of, node, "a holiday", "kind"));
    auto const name = member(of, node, "a holiday", "name");
    auto const names = members(name, "name", languages);
    for (auto const& language : languages)
        made.names[language] = word(member(names, name, "name", language.c_str()), "name in " + language);
    return made;
}

base::CalendarYear read_year(int number, YAML::Node const& node, Words const& languages)
{
    auto const name = std::to_string(number);
    auto const of = members(node, name, {"published", "source", "holidays"});
    base::CalendarYear made;
    made.number = number;
    auto const published = member(of, node, name, "published");
    auto const said = word(published, "published");
    if (said != "true" && said != "false") wrong(published, "published must be true or false");
    made.published = said == "true";
    if (auto const source = of.find("source"); source != of.end()) made.source = word(source->second, "source");
    auto const list = member(of, node, name, "holidays");
    // An empty year would let every weekday count.
    if (!list.IsSequence() || list.size() == 0) wrong(list, "holidays must be a list with at least one day");
    std::set<base::Day> days;
    for (auto const& item : list) {
        made.holidays.push_back(read_holiday(item, number, languages));
        if (!days.insert(made.holidays.back().day).second)
            wrong(item, base::iso(made.holidays.back().day) + " stands twice");
    }
    return made;
}

base::Calendar read(YAML::Node const& root, Words const& languages)
{
    auto const of = members(root, "the file", {"years"});
    auto const years = member(of, root, "the file", "years");
    std::vector<base::CalendarYear> made;
    for (auto const& [key, node] : members(years, "years", {})) {
        int number = 0;
        if (!YAML::convert<int>::decode(YAML::Node(key), number) || number < 2000 || number > 2999)
            wrong(node, "years: '" + key.substr(0, 40) + "' is no year");
        made.push_back(read_year(number, node, languages));
    }
    if (made.empty()) wrong(years, "years is empty");
    return base::Calendar(std::move(made));
}

}

std::variant<base::Calendar, Fault> read_calendar(std::string const& file_name, std::string const& yaml,
                                                  std::vector<std::string> const& languages)
{
    try {
        if (yaml.size() > 200'000) return Fault{file_name, 0, "the file is larger than 200 kB"};
        return read(YAML::Load(yaml), languages);
    } catch (Wrong const& found) {
        return Fault{file_name, found.line, found.reason};
    } catch (YAML::Exception const& failure) {
        return Fault{file_name, failure.mark.line + 1, failure.msg};
    }
}

}
