// SPDX-License-Identifier: EUPL-1.2
// HTML views: templates with automatic escaping, loaded once per language, filled from a JSON object.
#pragma once
#include "web/texts.h"

#include <boost/json.hpp>
#include <map>

namespace web {

namespace json = boost::json;

class Views {
public:
    // `files` by name ("padro/slip" for rooms/padro/views/slip.html). The `_(…)` in them are said in each language.
    // Throws std::runtime_error naming the view that cannot be loaded.
    Views(std::map<std::string, std::string> const& files, Texts const&, std::vector<std::string> const& languages);

    // Members become upper-case markers; text T also shows section HAS_T or NO_T, a bool B section B or NOT_B, an
    // array one section an item; an object that names its `view` is included through that view.
    std::string render(std::string const& view, std::string_view language, json::object const& value,
                       json::object const& everywhere = {}) const;
    bool has(std::string const& view, std::string_view language) const;
    // The texts in `_(…)` of a view, for the check that every language has them.
    static std::vector<std::string> texts_of(std::string_view file);

private:
    std::string prefix; // names this object's templates apart from others' in the library's cache
};

}
