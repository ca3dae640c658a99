// SPDX-License-Identifier: EUPL-1.2
// A text of a procedure's file.
#pragma once
#include <map>
#include <string>

namespace catalogue {

// The same text in each language; Catalan is always there.
struct Text {
    std::map<std::string, std::string> by_language;
    // In `language`, else in Catalan; empty for a text that is not there.
    std::string const& in(std::string const& language) const;
};

}
