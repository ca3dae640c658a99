// SPDX-License-Identifier: EUPL-1.2
// Reading YAML of town.yaml key by key; what is wrong is told with its place. Only what reads it includes this.
#pragma once
#include "app/config.h"

#include <algorithm>
#include <initializer_list>
#include <yaml-cpp/yaml.h>

namespace app {

class Section {
public:
    Section(YAML::Node const& of, std::string in) : node(of), place(std::move(in)) {}

    std::string text(char const* key, std::optional<std::string> otherwise = {}) const
    {
        auto const found = node[key];
        if (found && !found.IsScalar() && !found.IsNull()) fail_at(key, "must be a text");
        if (found && found.IsScalar() && (otherwise || !found.Scalar().empty())) return found.Scalar();
        if (!otherwise) fail(std::string("lacks ") + key);
        return *otherwise;
    }
    int number(char const* key, int otherwise) const
    {
        auto const found = node[key];
        if (!found) return otherwise;
        int value = 0;
        if (!YAML::convert<int>::decode(found, value)) fail_at(key, "must be a whole number");
        return value;
    }
    bool yes(char const* key) const
    {
        auto const said = text(key, "false");
        if (said != "true" && said != "false") fail_at(key, "must be true or false");
        return said == "true";
    }
    // A file of the town's folder, or an absolute path; empty when none is named.
    std::string file(char const* key, std::filesystem::path const& folder) const
    {
        auto const name = text(key, "");
        if (name.empty()) return {};
        auto const path = folder / name;
        if (!std::filesystem::is_regular_file(path)) fail_at(key, "names a file that does not exist: " + path.string());
        return path.string();
    }
    Section inner(char const* key) const
    {
        auto const found = node[key];
        if (found && !found.IsMap() && !found.IsNull()) fail_at(key, "must have its settings below it");
        return {found && found.IsMap() ? found : YAML::Node(YAML::NodeType::Map), place + ": " + key};
    }
    std::vector<std::string> list(char const* key, std::vector<std::string> otherwise) const
    {
        auto const found = node[key];
        if (!found) return otherwise;
        std::vector<std::string> values;
        for (auto const& item : found) values.push_back(item.Scalar());
        return values;
    }
    std::map<std::string, YAML::Node> pairs() const
    {
        std::map<std::string, YAML::Node> found;
        for (auto const& pair : node) found.emplace(pair.first.Scalar(), pair.second);
        return found;
    }
    YAML::Node member(char const* key) const { return node[key]; }
    // Refuses whatever else is there: a mistyped key would be a setting that is silently not made.
    void only(std::initializer_list<std::string_view> known) const
    {
        for (auto const& [key, value] : pairs())
            if (std::ranges::find(known, key) == known.end()) fail_at(key.c_str(), "is no setting of it");
    }
    [[noreturn]] void fail(std::string const& what) const
    {
        throw ConfigError(place + (whole_file() ? "" : line_of(node)) + " " + what);
    }
    [[noreturn]] void fail_at(char const* key, std::string const& what) const
    {
        auto const found = node[key];
        throw ConfigError(place + line_of(found ? found : node) + ": " + key + " " + what);
    }

private:
    bool whole_file() const { return place.find(':') == place.npos; }
    static std::string line_of(YAML::Node const& of)
    {
        auto const mark = of.Mark();
        return mark.is_null() ? "" : " (line " + std::to_string(mark.line + 1) + ")";
    }

    YAML::Node node;
    std::string place;
};

// config_post.cpp
void read_post(Section const&, std::filesystem::path const& folder, Config&);
// config_uploads.cpp
void read_uploads(Section const&, Config&);

}
