// SPDX-License-Identifier: EUPL-1.2
// People looked for by name: every word that is typed begins some word of the name ("puig nur" is Núria Puig, and "ana"
// is not Joana), without accents or case.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace base {

class NameMatch {
public:
    explicit NameMatch(std::string_view typed);
    // Nobody where nothing was typed.
    bool operator()(std::string_view name) const;

private:
    std::vector<std::string> wanted;
};

}
