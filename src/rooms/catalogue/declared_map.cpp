// SPDX-License-Identifier: EUPL-1.2
#include "rooms/catalogue/declared_map.h"

#include "base/text.h"

#include <algorithm>

namespace catalogue {

std::string const& Text::in(std::string const& language) const
{
    static std::string const none;
    auto found = by_language.find(language);
    if (found == by_language.end()) found = by_language.find("ca");
    return found == by_language.end() ? none : found->second;
}

namespace declared {

void wrong(YAML::Node const& at, std::string reason)
{
    auto const line = at.IsDefined() ? at.Mark().line + 1 : 0;
    throw Wrong{line, std::move(reason)};
}

Map::Map(YAML::Node of, std::string named, std::vector<std::string> const& spoken) :
    node(std::move(of)), name(std::move(named)), languages(spoken)
{
    if (!node.IsMap()) wrong(node, name + " must be a map");
    std::set<std::string> seen;
    for (auto const& pair : node)
        if (auto const key = pair.first.Scalar(); !seen.insert(key).second) wrong(pair.first, key + " stands twice");
}

YAML::Node Map::at(char const* key)
{
    known.insert(key);
    YAML::Node const& constant = node;
    auto found = constant[key];
    if (!found.IsDefined()) wrong(node, name + " lacks " + key);
    return found;
}
bool Map::has(char const* key)
{
    known.insert(key);
    YAML::Node const& constant = node;
    return constant[key].IsDefined();
}

std::string Map::word(char const* key, List const& allowed)
{
    auto const found = at(key);
    if (!found.IsScalar()) wrong(found, std::string(key) + " must be one value");
    auto text = found.Scalar();
    if (!allowed.empty() && std::ranges::find(allowed, text) == allowed.end())
        wrong(found, std::string(key) + " cannot be '" + text.substr(0, 40) + "'");
    return text;
}

bool Map::yes_or_no(char const* key) { return word(key, {"true", "false"}) == "true"; }

std::int64_t Map::number(char const* key, std::int64_t most)
{
    auto const found = at(key);
    std::int64_t value = -1;
    if (!found.IsScalar() || !YAML::convert<std::int64_t>::decode(found, value) || value < 0 || value > most)
        wrong(found, std::string(key) + " must be a whole number from 0 to " + std::to_string(most));
    return value;
}

std::vector<std::string> Map::words(char const* key, List const& allowed)
{
    auto const found = at(key);
    if (!found.IsSequence()) wrong(found, std::string(key) + " must be a list");
    std::vector<std::string> list;
    for (auto const& item : found) {
        if (!item.IsScalar()) wrong(item, std::string(key) + " holds something that is not a word");
        if (!allowed.empty() && std::ranges::find(allowed, item.Scalar()) == allowed.end())
            wrong(item, std::string(key) + " cannot hold '" + item.Scalar().substr(0, 40) + "'");
        list.push_back(item.Scalar());
    }
    return list;
}

Text Map::text_of(YAML::Node const& from, std::string const& called, std::size_t longest,
                  std::vector<std::string> const& languages)
{
    Map map(from, called, languages);
    Text text;
    for (auto const& language : languages) {
        auto const value = map.at(language.c_str());
        auto const words = value.IsScalar() ? value.Scalar() : std::string();
        if (base::trimmed(words).empty()) wrong(value, called + " has no text in " + language);
        if (!base::is_utf8(words)) wrong(value, called + " is not UTF-8 in " + language);
        if (base::length_in_characters(words) > longest)
            wrong(value, called + " is longer than " + std::to_string(longest) + " characters in " + language);
        text.by_language[language] = words;
    }
    map.finish();
    return text;
}

void Map::finish()
{
    for (auto const& pair : node)
        if (!known.contains(pair.first.Scalar()))
            wrong(pair.first, name + " has an unknown key: " + pair.first.Scalar());
}

}
}
