// SPDX-License-Identifier: EUPL-1.2
// Composes the households of the sample town: who lives with whom, since when, and who of them has
// died or moved away.
#pragma once

#include "app/sample/household.h"
#include "app/sample/people.h"

namespace sample {

class Households {
public:
    Households(Dice& chance, Day now) : dice{chance}, people{chance, now}, today{now} {}

    Household first(); // Núria Puig Ferrer's
    Household any(std::size_t at_most);
    Household home_for_the_elderly(std::size_t residents);
    Household youth_residence(std::size_t residents);
    void remember_mother(Household const& household); // a candidate for children who live with their grandparents

private:
    using Shape = Household (Households::*)();

    struct FullName {
        std::string_view given, surname1, surname2;
    };

    Shape shape_for(std::size_t at_most);
    Household numbered(Household household);
    Household single();
    Household single_elder();
    Household couple();
    Household elder_couple();
    Household family();
    Household single_parent();
    Household three_generations();
    Household shared_flat();
    Household elders_with_grown_child();
    Household with_kin();

    Origin const& origin_for(int age);
    char any_sex();
    int working_age();
    Person adult_aged(int age, char sex);
    Household founded_by(Person founder);
    std::vector<Stay> stays_of(Person const& founder);
    void add(Household& household, Person adult);
    Person& add_neighbour(Household& household, FullName const& name, char sex, Day birth);
    void add_children(Household& household, int count, int eldest_age);
    void add_child(Household& household, std::size_t parents, int age);
    void add_late_spouse(Household& household);
    void add_grown_child_who_left(Household& household);
    void remember_earlier_life(Person& person);
    Day between(Day from, Day to);
    Household collective(std::size_t residents, int lowest_age, int highest_age, int longest_years);

    Dice& dice;
    People people;
    Day today;
    PersonCode next_code = 10'000'001;
    Person absent_mother; // code 0 while there is none
};

} // namespace sample
