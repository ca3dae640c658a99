// SPDX-License-Identifier: EUPL-1.2
// The shapes of household, with shares and ages after those the census finds in towns of the Vallès.
// Each is founded by one person, whom the others join.
#include "app/sample/households.h"

#include <algorithm>
#include <utility>

namespace sample {

namespace {

constexpr int majority = 18;

} // namespace

Households::Shape Households::shape_for(std::size_t at_most)
{
    if (at_most < 2) return &Households::single;
    if (at_most < 8) return &Households::couple;
    constexpr Shape shapes[] = {
        &Households::single,
        &Households::single_elder,
        &Households::couple,
        &Households::elder_couple,
        &Households::family,
        &Households::single_parent,
        &Households::three_generations,
        &Households::shared_flat,
        &Households::elders_with_grown_child,
        &Households::with_kin,
    };
    constexpr int weights[] = {112, 108, 146, 136, 352, 80, 28, 24, 36, 5};
    return shapes[dice.weighted(weights)];
}

Household Households::any(std::size_t at_most) { return numbered((this->*shape_for(at_most))()); }

Household Households::numbered(Household household)
{
    for (auto& person : household.members) person.code = next_code++;
    for (auto& person : household.members) {
        if (age_on(person.birth, today) >= majority) continue;
        for (auto parent : person.parents) person.guardians.push_back(household.members[parent].code);
    }
    return household;
}

void Households::remember_mother(Household const& household)
{
    auto const& founder = household.members.front();
    auto age = age_on(founder.birth, today);
    // At least 18 years older than any minor; and she still lives in the town.
    auto fits = founder.sex == 'F' && age >= 36 && age <= 50 && !founder.surname2.empty();
    if (fits && lives_here(founder)) absent_mother = founder;
}

Household Households::single()
{
    auto age = working_age();
    return founded_by(adult_aged(age, any_sex()));
}

Household Households::single_elder()
{
    auto age = 65 + std::min(dice.between(0, 37), dice.between(0, 37));
    auto household = founded_by(adult_aged(age, dice.percent(70) ? 'F' : 'M'));
    if (dice.percent(30)) add_late_spouse(household);
    return household;
}

Household Households::couple()
{
    auto age = working_age();
    auto household = founded_by(adult_aged(age, any_sex()));
    add(household, people.partner_of(household.members.front(), std::max(20, age + dice.between(-5, 4))));
    return household;
}

Household Households::elder_couple()
{
    auto age = 66 + std::min(dice.between(0, 28), dice.between(0, 28));
    auto household = founded_by(adult_aged(age, 'M'));
    add(household, people.partner_of(household.members.front(), age - dice.between(-2, 6)));
    if (dice.percent(10)) add_grown_child_who_left(household);
    return household;
}

Household Households::family()
{
    constexpr int counts[] = {42, 44, 11, 3};
    auto age = dice.between(27, 60);
    auto household = founded_by(adult_aged(age, 'F'));
    add(household, people.partner_of(household.members.front(), std::max(22, age + dice.between(-3, 7))));
    auto eldest = std::clamp(age - dice.between(22, 38), 0, 29);
    add_children(household, 1 + static_cast<int>(dice.weighted(counts)), eldest);
    return household;
}

Household Households::single_parent()
{
    constexpr int counts[] = {65, 28, 7};
    auto age = dice.between(26, 60);
    auto household = founded_by(adult_aged(age, dice.percent(82) ? 'F' : 'M'));
    auto eldest = std::clamp(age - dice.between(21, 36), 0, 28);
    add_children(household, 1 + static_cast<int>(dice.weighted(counts)), eldest);
    return household;
}

Household Households::three_generations()
{
    auto household = family();
    auto const mother = household.members.front();
    auto mother_age = age_on(mother.birth, today);
    auto grandmother = people.adult(*mother.origin, mother_age + dice.between(21, 36), 'F');
    if (!mother.surname2.empty()) grandmother.surname1 = mother.surname2;
    add(household, std::move(grandmother));
    return household;
}

Household Households::shared_flat()
{
    auto age = dice.between(20, 36);
    auto household = founded_by(adult_aged(age, any_sex()));
    for (auto others = dice.between(1, 4); others > 0; --others) {
        auto sex = any_sex();
        add(household, adult_aged(dice.between(19, 38), sex));
    }
    return household;
}

Household Households::elders_with_grown_child()
{
    auto household = elder_couple();
    auto mother_age = age_on(household.members[1].birth, today);
    add_child(household, 2, std::max(20, mother_age - dice.between(24, 38)));
    return household;
}

Household Households::with_kin()
{
    auto age = dice.between(56, 76);
    auto household = founded_by(people.adult(local_origin(dice), age, 'M'));
    add(household, people.partner_of(household.members.front(), age - dice.between(-1, 5)));
    auto grandchild = people.child_of(household.members.front(), nullptr, dice.between(3, 17), household);
    // The child of a son of theirs: the grandfather's surname, then that of the mother, who lives elsewhere or is not
    // known here.
    grandchild.surname1 = household.members.front().surname1;
    if (absent_mother.code != 0 && dice.percent(50)) {
        grandchild.surname2 = absent_mother.surname1;
        grandchild.guardians.push_back(std::exchange(absent_mother.code, 0));
    }
    household.members.push_back(std::move(grandchild));
    return household;
}

Household Households::collective(std::size_t residents, int lowest_age, int highest_age, int longest_years)
{
    Household household;
    household.collective = true;
    household.stays.push_back({day_of(year_of(today) - 30, 9, 1)});
    while (household.members.size() < residents) {
        auto age = dice.between(lowest_age, highest_age);
        auto person = adult_aged(age, age > 60 && dice.percent(70) ? 'F' : any_sex());
        auto earliest = std::max(years_after(today, -longest_years), years_after(person.birth, majority));
        person.joined = between(earliest, today);
        remember_earlier_life(person);
        household.members.push_back(std::move(person));
    }
    return numbered(std::move(household));
}

Household Households::home_for_the_elderly(std::size_t residents) { return collective(residents, 74, 101, 8); }

Household Households::youth_residence(std::size_t residents) { return collective(residents, 18, 25, 3); }

} // namespace sample
