// SPDX-License-Identifier: EUPL-1.2
// Invents the people of the sample town one by one. Children take their names from their parents, so
// parents always come first.
#include "app/sample/people.h"

#include <algorithm>
#include <utility>

namespace sample {

Day People::birth_at(int age)
{
    // Nobody in the padró of the town is older than 104.
    auto youngest_of_that_age = years_after(today, -std::clamp(age, 0, 103));
    return youngest_of_that_age - std::chrono::days{dice.between(0, 364)};
}

std::string_view People::given_name(Origin const& origin, char sex, Day birth)
{
    auto const& culture = culture_of(origin.heritage);
    auto names = sex == 'F' ? culture.women : culture.men;
    if (!culture.by_generation) return dice.pick(names);
    auto size = static_cast<int>(names.size());
    auto centre = (year_of(birth) - 1925) * size / 100;
    auto low = std::clamp(centre - size / 5, 0, size - size / 5);
    auto high = std::clamp(centre + size / 5, size / 5, size) - 1;
    return names[static_cast<std::size_t>(dice.between(low, std::max(low, high)))];
}

std::string_view People::surname(Origin const& origin) { return dice.pick_early(culture_of(origin.heritage).surnames); }

char People::other_sex_mostly(char sex)
{
    auto same = dice.percent(2);
    return same == (sex == 'F') ? 'F' : 'M';
}

Person People::adult(Origin const& origin, int age, char sex)
{
    Person person;
    person.origin = &origin;
    person.sex = sex;
    person.birth = birth_at(age);
    person.given_name = given_name(origin, sex, person.birth);
    person.surname1 = surname(origin);
    if (culture_of(origin.heritage).two_surnames) person.surname2 = surname(origin);
    person.birth_place = birth_place_of_adult(dice, origin, age);
    // Two years of residence are enough for Ibero-Americans to become Spanish (Codi civil, art. 22), ten for others.
    auto naturalised = origin.heritage == Heritage::LatinAmerican ? 25 : 10;
    person.nationality = !is_local(origin) && dice.percent(naturalised) ? "ES" : origin.nationality;
    return person;
}

Person People::partner_of(Person const& person, int age)
{
    auto local = is_local(*person.origin);
    auto const& origin = local ? (dice.percent(93) ? local_origin(dice) : any_origin(dice))
                               : (dice.percent(85) ? *person.origin : local_origin(dice));
    auto partner = adult(origin, age, other_sex_mostly(person.sex));
    if (&origin == person.origin && culture_of(origin.heritage).spouses_share && dice.percent(60))
        partner.surname1 = person.surname1;
    return partner;
}

void People::name_child(Person& child, Person const& parent, Person const* other_parent)
{
    auto first = parent.surname1;
    auto second = other_parent ? other_parent->surname1 : surname(*parent.origin);
    auto father_first = other_parent ? parent.sex == 'M' || other_parent->sex == 'F' : parent.sex == 'M';
    // Since 2017 parents choose the order (Llei 20/2011, art. 49.2); few choose the mother's first.
    if (year_of(child.birth) >= 2017 && dice.percent(12)) father_first = !father_first;
    if (!father_first) std::swap(first, second);
    child.surname1 = first;
    auto spanish_custom = child.nationality == "ES" || culture_of(child.origin->heritage).two_surnames;
    if (spanish_custom) child.surname2 = second;
}

void People::give_nationality(Person& child, Person const& parent, Person const* other_parent)
{
    auto spanish = parent.nationality == "ES" || (other_parent && other_parent->nationality == "ES");
    // Many Ibero-American laws leave those born here without nationality, so they are Spanish (Codi civil,
    // art. 17.1.c).
    auto presumed =
        parent.origin->heritage == Heritage::LatinAmerican && child.cause_joined == "birth" && dice.percent(70);
    child.nationality = spanish || presumed ? "ES" : parent.nationality;
}

Person People::child_of(Person const& parent, Person const* other_parent, int age, Household const& household)
{
    Person child;
    child.origin = other_parent && dice.percent(50) ? other_parent->origin : parent.origin;
    child.sex = dice.percent(51) ? 'M' : 'F';
    child.birth = birth_at(age);
    auto born_here = child.birth >= founded(household);
    child.joined = born_here ? child.birth : founded(household);
    child.cause_joined = born_here ? "birth" : "residence_change";
    child.birth_place =
        born_here || is_local(*child.origin) ? birth_place_nearby(dice) : dice.pick_early(child.origin->places);
    // Families with Spanish surnames give their children Catalan names as often as not.
    auto const& named_after = is_local(*child.origin) ? local_origin(dice) : *child.origin;
    child.given_name = given_name(named_after, child.sex, child.birth);
    give_nationality(child, parent, other_parent);
    name_child(child, parent, other_parent);
    return child;
}

} // namespace sample
