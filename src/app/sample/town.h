// SPDX-License-Identifier: EUPL-1.2
// The homes of the sample town. Buildings rise when the homes run out, and each home remembers since
// when it is lived in, so that earlier neighbours of it left before the present ones came.
#pragma once

#include "app/sample/days.h"
#include "app/sample/dice.h"
#include "app/sample/streets.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sample {

using HomeNumber = std::uint32_t; // place in the town's list

struct Home {
    std::uint32_t building;
    std::uint32_t unit;
    std::string_view stair, floor, door;
    Day lived_in_since; // the earliest day anybody is known to have lived here
    bool ever_lived_in;
};

struct Building {
    std::size_t street;
    std::uint32_t along; // the number without its letter, for the place on the map
    std::string number, block, cadastral_parcel;
};

class Town {
public:
    explicit Town(Dice& dice);

    HomeNumber first_home(Day since);                  // carrer Major 12, 2n 1a
    HomeNumber home_in(std::size_t street, Day since); // in a new building there
    HomeNumber empty_home(Day since);
    HomeNumber earlier_home(Day since, Day until); // free again on `until`
    HomeNumber whole_building(Day since);          // for a collective dwelling

    Home const& home(HomeNumber number) const { return homes[number]; }
    Building const& building_of(HomeNumber number) const { return buildings[homes[number].building]; }
    std::string code(HomeNumber number) const;
    std::string cadastral_reference_of(HomeNumber number) const;
    std::size_t homes_ever_lived_in() const;

private:
    struct Side {
        std::uint32_t last = 0;
        bool has_letter = false;
    };

    std::size_t street_for_building();
    void build(std::size_t street);
    void build_masia(std::size_t street);
    std::uint32_t start_building(std::size_t street);
    void add_home(std::uint32_t building, std::string_view stair, std::string_view floor, std::string_view door);
    HomeNumber occupy(HomeNumber number, Day since);

    Dice& dice;
    std::vector<Building> buildings;
    std::vector<Home> homes;
    std::vector<Side> sides; // two for each street: odd numbers on the left, even ones on the right
    std::size_t next_empty = 0;
    std::size_t next_masia;
};

} // namespace sample
