// SPDX-License-Identifier: EUPL-1.2
// The rules of the register's documents, each with its source.
#include "rooms/padro/rules.h"

#include <algorithm>

namespace padro {
namespace {

using base::Refusal;
constexpr auto conflict = Refusal::Why::Conflict, forbidden = Refusal::Why::Forbidden;

// Resolution of 17-2-2020, 2.2.4: from sixteen on, a person acts for themselves before the register.
constexpr int acting_age = 16, adult_age = 18;

int age(Resident const& resident, base::Day today) { return base::years_between(resident.birth_date, today); }

bool represents(Resident const& person, Resident const& minor)
{
    return minor.guardian1 == person.code || minor.guardian2 == person.code;
}

// Resolution 8: a private person gets the household's data with the consent of all (the sheet's checkbox suffices);
// the interests of protected persons and of minors whom the person does not represent prevail.
bool may_be_told(Member const& member, Resident const& asking, base::Day today)
{
    auto const& other = member.resident;
    if (other.code == asking.code) return true;
    if (other.is_protected) return false;
    if (age(other, today) < adult_age) return represents(asking, other);
    return other.consents;
}

bool lives_here(Situation const& situation) { return !situation.stays.empty() && !situation.stays.back().until; }

std::optional<Refusal> why_no_household(Situation const& situation)
{
    // Resolution 8: in collective establishments certificates are always individual.
    if (situation.stays.back().dwelling.collective) return Refusal{conflict, "padro.collective", "kind"};
    auto const all = std::ranges::all_of(situation.members, [&](Member const& member) {
        return may_be_told(member, *situation.person, situation.today);
    });
    // One answer for every cause: which of them it is would itself tell something of somebody.
    if (!all) return Refusal{forbidden, "padro.household-not-possible", "kind"};
    return {};
}

}

std::optional<Refusal> why_not(Kind kind, Situation const& situation)
{
    if (!situation.person || situation.stays.empty()) return Refusal{conflict, "padro.not-registered"};
    auto const& person = *situation.person;
    if ((situation.today - situation.as_of).count() > situation.days_allowed)
        return Refusal{Refusal::Why::Unavailable, "padro.old-data"};
    if (age(person, situation.today) < acting_age) return Refusal{forbidden, "padro.too-young"};
    // Not to leave the house by a channel that somebody else may be holding: in person, with help.
    if (person.is_protected) return Refusal{forbidden, "padro.in-person"};
    if (person.status == Status::UnderDeregistration) return Refusal{conflict, "padro.under-deregistration"};
    if (kind == Kind::historical) return {};
    if (!lives_here(situation)) return Refusal{conflict, "padro.left", "kind"};
    return kind == Kind::household ? why_no_household(situation) : std::nullopt;
}

Shown shown_for(Purpose purpose)
{
    // document, birth date, birth place, nationality, since, cadastral reference
    switch (purpose) {
    case Purpose::school:
        return {true, true, false, false, true, false};
    case Purpose::bank:
        return {true, false, false, false, true, false};
    case Purpose::mortgage:
        return {true, true, false, false, true, true};
    case Purpose::foreign_office:
        return {true, true, true, true, true, false};
    case Purpose::administration:
        return {true, true, false, false, true, false};
    case Purpose::other:
        break;
    }
    return {true, false, false, false, true, false};
}

Listed listed(std::vector<Member> const& members)
{
    Listed out;
    for (auto const& member : members) {
        // Resolution 8: persons under deregistration appear as a number, with a note in the observations.
        if (member.resident.status == Status::UnderDeregistration)
            ++out.only_counted;
        else
            out.named.push_back(member);
    }
    return out;
}

}
