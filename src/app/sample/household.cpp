// SPDX-License-Identifier: EUPL-1.2
// What follows from who lives in a household: how many count as residents, and who can obtain a
// document about all of its members.
#include "app/sample/household.h"

#include <algorithm>

namespace sample {

std::size_t residents_of(Household const& household)
{
    return static_cast<std::size_t>(std::ranges::count_if(household.members, lives_here));
}

bool may_ask_for_the_home(Household const& household, std::size_t member, Day today)
{
    auto const& asking = household.members[member];
    auto identified = asking.document_kind == "nif" || asking.document_kind == "nie";
    if (household.collective || !lives_here(asking) || !identified || asking.under_deregistration) return false;
    if (age_on(asking.birth, today) < 18) return false;
    // RPadró 8: nothing about the home without the consent of all, nor about minors one does not represent.
    return std::ranges::all_of(household.members, [&](Person const& person) {
        if (!lives_here(person)) return true;
        if (person.is_protected || !person.consents) return false;
        return age_on(person.birth, today) >= 18 ||
               std::ranges::find(person.guardians, asking.code) != person.guardians.end();
    });
}

} // namespace sample
