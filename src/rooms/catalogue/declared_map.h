// SPDX-License-Identifier: EUPL-1.2
// Strict reading of YAML: every key known and there once, every text in every language, every value allowed. What is
// wrong is thrown with its line, for whoever writes the file. Only the catalogue includes this.
#pragma once
#include "rooms/catalogue/text.h"

#include <set>
#include <string_view>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace catalogue::declared {

using List = std::vector<std::string_view>;

struct Wrong {
    int line;
    std::string reason;
};
[[noreturn]] void wrong(YAML::Node const& at, std::string reason);

class Map {
public:
    // `named`: what it is, for the reasons. Throws Wrong, as all of it does.
    Map(YAML::Node of, std::string named, std::vector<std::string> const& spoken);

    YAML::Node at(char const* key);
    bool has(char const* key);
    std::string word(char const* key, List const& allowed = {});
    bool yes_or_no(char const* key);
    std::int64_t number(char const* key, std::int64_t most);
    std::vector<std::string> words(char const* key, List const& allowed);
    Text text(char const* key, std::size_t longest) { return text_of(at(key), key, longest, languages); }
    static Text text_of(YAML::Node const& from, std::string const& called, std::size_t longest,
                        std::vector<std::string> const& languages);
    Map inner(char const* key) { return {at(key), key, languages}; }
    // Whatever was not asked for is unknown.
    void finish();

private:
    YAML::Node node;
    std::string name;
    std::vector<std::string> const& languages;
    std::set<std::string> known;
};

}
