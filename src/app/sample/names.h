// SPDX-License-Identifier: EUPL-1.2
// Names people of the sample town bear, by the culture they come from. Only data and how each
// culture hands surnames down.
#pragma once

#include <span>
#include <string_view>

namespace sample {

using Names = std::span<std::string_view const>;

struct Culture {
    Names men;
    Names women;
    Names surnames;     // most frequent first
    bool by_generation; // given names go from those of the great-grandparents to those of the babies
    bool two_surnames;  // father's first and mother's first
    bool spouses_share; // the wife often takes the husband's
};

enum class Heritage {
    Catalan,
    Spanish,
    LatinAmerican,
    Moroccan,
    Romanian,
    Pakistani,
    Italian,
    French,
    Ukrainian,
    Chinese,
    Senegalese,
    Indian,
    British,
    German,
    Polish
};

Culture const& culture_of(Heritage heritage);

// The tables, one file for those from here and one for the newcomers.
extern Culture const catalan_names, spanish_names;
extern Culture const latin_american_names, moroccan_names, romanian_names, pakistani_names, italian_names, french_names,
    ukrainian_names, chinese_names, senegalese_names, indian_names, british_names, german_names, polish_names;

} // namespace sample
