// SPDX-License-Identifier: EUPL-1.2
#include "base/name_match.h"

#include "base/text.h"

#include <algorithm>

namespace base {
namespace {

bool begins_a_word(std::string_view name, std::string_view word)
{
    constexpr std::string_view between = " -'.,";
    for (auto at = name.find(word); at != name.npos; at = name.find(word, at + 1))
        if (at == 0 || between.find(name[at - 1]) != between.npos) return true;
    return false;
}

}

NameMatch::NameMatch(std::string_view typed) : wanted(split(folded(typed), ' ')) { std::erase(wanted, ""); }

bool NameMatch::operator()(std::string_view name) const
{
    auto const whole = folded(name);
    return !wanted.empty() && std::ranges::all_of(wanted, [&](auto const& word) { return begins_a_word(whole, word); });
}

}
