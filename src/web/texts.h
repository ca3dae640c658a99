// SPDX-License-Identifier: EUPL-1.2
// Text for people: gettext catalogues per language. A key or a Catalan original goes in, the person's words come out.
#pragma once
#include "base/result.h"

#include <locale>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace web {

class Texts {
public:
    // Catalogues in gettext's binary form, by language code ("ca", "es", "en").
    explicit Texts(std::map<std::string, std::string> const& catalogues);

    // The text of a key with its {markers} filled; the key itself when no catalogue has it.
    std::string say(std::string_view language, std::string const& key, base::Refusal::Arguments const& with = {}) const;
    bool knows(std::string_view language, std::string const& key) const;
    bool has(std::string_view language) const;

private:
    std::map<std::string, std::locale, std::less<>> locales;
};

// The language of a request: the first of these that the town has. `header` is Accept-Language.
std::string chosen_language(std::vector<std::string> const& town, std::vector<std::string> const& wishes,
                            std::string_view header);
// A language's own name: "Català".
std::string_view endonym(std::string_view language);

}
