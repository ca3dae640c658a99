// SPDX-License-Identifier: EUPL-1.2
// Where the people of the sample town come from: heritage, nationality, how many of every thousand
// households, and the places they were born in.
#pragma once

#include "app/sample/dice.h"
#include "app/sample/names.h"

#include <string_view>

namespace sample {

struct Origin {
    Heritage heritage;
    std::string_view nationality;
    int weight;
    Names places;
};

inline constexpr std::string_view home_town = "Vilanova del Riu (Barcelona)";

bool is_local(Origin const& origin); // Catalan or Spanish
Origin const& any_origin(Dice& dice);
Origin const& local_origin(Dice& dice);
std::string_view birth_place_nearby(Dice& dice); // of a child of neighbours
std::string_view birth_place_of_adult(Dice& dice, Origin const& origin, int age);

} // namespace sample
