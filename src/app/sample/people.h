// SPDX-License-Identifier: EUPL-1.2
// Invents the people of the sample town one by one: names after their culture and generation, births,
// nationality and surnames handed down.
#pragma once

#include "app/sample/household.h"

namespace sample {

class People {
public:
    People(Dice& chance, Day now) : dice{chance}, today{now} {}

    Person adult(Origin const& origin, int age, char sex);
    Person partner_of(Person const& person, int age);
    Person child_of(Person const& parent, Person const* other_parent, int age, Household const& household);

private:
    Day birth_at(int age);
    std::string_view given_name(Origin const& origin, char sex, Day birth);
    std::string_view surname(Origin const& origin);
    char other_sex_mostly(char sex);
    void name_child(Person& child, Person const& parent, Person const* other_parent);
    void give_nationality(Person& child, Person const& parent, Person const* other_parent);

    Dice& dice;
    Day today;
};

} // namespace sample
