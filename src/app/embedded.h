// SPDX-License-Identifier: EUPL-1.2
// What the program carries in itself, so that it is one file: gathered at build time by tools/embed.mjs.
#pragma once
#include "db/migrate.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace app {

struct Embedded {
    std::map<std::string, std::string> views;      // "padro/slip" for rooms/padro/views/slip.html
    std::map<std::string, std::string> catalogues; // gettext's binary form by language: "ca"
    std::map<std::string, std::string> assets;     // "fin.css", "source-sans-3.woff2"…
    std::map<std::string, std::string> procedures; // YAML by name: "volant-empadronament"
    std::map<std::string, std::string> samples;    // YAML of the sample town by name: "calendar"
    std::vector<db::Migration> migrations;         // of all rooms, not in the order to apply them in
    std::string_view regular_font, bold_font;      // TrueType, for documents
    std::string_view colour_profile;               // ICC, for documents
};

// Made at the first call; lasts as long as the program. Any thread.
Embedded const& embedded();

}
