// SPDX-License-Identifier: EUPL-1.2
// The homes of the sample town: how its buildings are numbered and divided, and who finds which home
// free on which day.
#include "app/sample/town.h"

#include "app/sample/identifiers.h"

#include <algorithm>
#include <span>

namespace sample {

namespace {

constexpr std::string_view floors[] = {"baixos", "1r", "2n", "3r", "4t", "5è", "6è", "7è", "àtic"};
constexpr std::size_t attic = 8;
constexpr std::string_view numbered_doors[] = {"1a", "2a", "3a", "4a"};
constexpr std::string_view handed_doors[] = {"dreta", "esquerra"};
constexpr std::string_view single_door[] = {""};
constexpr std::string_view one_stair[] = {""};
constexpr std::string_view two_stairs[] = {"A", "B"};
constexpr std::string_view blocks[] = {"1", "2", "3"};

using Texts = std::span<std::string_view const>;

struct Plan {
    Texts stairs;
    std::size_t storeys; // above the ground
    Texts doors;
    bool has_attic;
};

Plan any_plan(Dice& dice)
{
    constexpr int weights[] = {25, 20, 20, 25, 10};
    auto storeys = [&](int low, int high) { return static_cast<std::size_t>(dice.between(low, high)); };
    switch (dice.weighted(weights)) {
    case 0:
        return {one_stair, 0, single_door, false};
    case 1:
        return {one_stair, storeys(1, 3), single_door, false};
    case 2:
        return {one_stair, storeys(2, 4), handed_doors, dice.percent(30)};
    case 3:
        return {one_stair, storeys(3, 5), Texts{numbered_doors}.first(storeys(2, 4)), dice.percent(30)};
    default:
        return {two_stairs, storeys(4, 7), Texts{numbered_doors}.first(storeys(2, 4)), dice.percent(50)};
    }
}

} // namespace

Town::Town(Dice& chance) : dice{chance}, sides(streets().size() * 2), next_masia{first_masia()} {}

std::size_t Town::street_for_building()
{
    if (next_masia < streets().size() && dice.percent(3)) return next_masia++;
    return dice.below(first_masia());
}

std::uint32_t Town::start_building(std::size_t street)
{
    auto hand = dice.below(2);
    auto& side = sides[street * 2 + hand];
    // A building squeezed in between two numbers takes the first of them with a letter.
    side.has_letter = side.last != 0 && !side.has_letter && dice.percent(3);
    if (!side.has_letter) side.last = side.last == 0 ? (hand == 0 ? 1 : 2) : side.last + 2;
    auto at = static_cast<std::uint32_t>(buildings.size());
    auto number = std::to_string(side.last) + (side.has_letter ? "B" : "");
    auto parcel =
        std::to_string(10'101 + at / 48) + padded(1 + at % 48, 2) + "DG20" + padded(street, 2).substr(0, 2) + "S";
    buildings.push_back({street, side.last, std::move(number), {}, std::move(parcel)});
    return at;
}

void Town::build_masia(std::size_t street)
{
    auto at = static_cast<std::uint32_t>(buildings.size());
    // Rural references: municipality, sector A, polygon and parcel.
    auto parcel = "08999A" + padded(1 + street % 20, 3) + padded(at + 1, 5);
    buildings.push_back({street, 0, "s/n", {}, std::move(parcel)});
    add_home(at, "", "", "");
}

void Town::build(std::size_t street)
{
    if (street >= first_masia()) return build_masia(street);
    auto at = start_building(street);
    auto plan = any_plan(dice);
    if (plan.stairs.size() > 1 && dice.percent(40)) buildings[at].block = dice.pick(blocks);
    if (plan.storeys == 0) return add_home(at, "", "", "");
    for (auto stair : plan.stairs) {
        // Below there are shops where the house has several doors to a landing.
        for (std::size_t floor = plan.doors.size() > 1 ? 1 : 0; floor <= plan.storeys; ++floor) {
            for (auto door : plan.doors) add_home(at, stair, floors[floor], door);
        }
        if (plan.has_attic) add_home(at, stair, floors[attic], "");
    }
}

void Town::add_home(std::uint32_t building, std::string_view stair, std::string_view floor, std::string_view door)
{
    auto unit = homes.empty() || homes.back().building != building ? 1U : homes.back().unit + 1;
    homes.push_back({building, unit, stair, floor, door, Day::max(), false});
}

HomeNumber Town::occupy(HomeNumber number, Day since)
{
    homes[number].lived_in_since = since;
    homes[number].ever_lived_in = true;
    return number;
}

HomeNumber Town::empty_home(Day since)
{
    // One home in twelve stands empty today: second homes, flats to let, ruins.
    if (next_empty < homes.size() && dice.percent(8)) ++next_empty;
    while (next_empty < homes.size() && homes[next_empty].ever_lived_in) ++next_empty;
    if (next_empty >= homes.size()) build(street_for_building());
    return occupy(static_cast<HomeNumber>(next_empty++), since);
}

HomeNumber Town::earlier_home(Day since, Day until)
{
    // Strictly later, so that nobody moves out of a home into the same one.
    for (int attempt = 0; attempt < 10; ++attempt) {
        auto number = static_cast<HomeNumber>(dice.below(homes.size()));
        if (homes[number].lived_in_since > until) return occupy(number, since);
    }
    return empty_home(since);
}

HomeNumber Town::home_in(std::size_t street, Day since)
{
    auto number = static_cast<HomeNumber>(homes.size());
    build(street);
    return occupy(number, since);
}

HomeNumber Town::first_home(Day since)
{
    auto at = static_cast<std::uint32_t>(buildings.size());
    sides[1].last = 12;
    buildings.push_back({0, 12, "12", {}, "1010099DG2000S"});
    for (std::size_t floor = 1; floor <= 4; ++floor) {
        for (auto door : Texts{numbered_doors}.first(2)) add_home(at, "", floors[floor], door);
    }
    return occupy(2, since);
}

HomeNumber Town::whole_building(Day since)
{
    auto at = start_building(dice.below(first_masia()));
    add_home(at, "", "", "");
    return occupy(static_cast<HomeNumber>(homes.size() - 1), since);
}

std::string Town::code(HomeNumber number) const { return "D" + padded(number + 1, 6); }

std::string Town::cadastral_reference_of(HomeNumber number) const
{
    auto const& building = building_of(number);
    auto rural = building.street >= first_masia();
    return cadastral_reference(building.cadastral_parcel + padded(rural ? 0 : homes[number].unit, 4));
}

std::size_t Town::homes_ever_lived_in() const
{
    return static_cast<std::size_t>(std::ranges::count_if(homes, &Home::ever_lived_in));
}

} // namespace sample
