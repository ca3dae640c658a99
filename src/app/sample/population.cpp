// SPDX-License-Identifier: EUPL-1.2
// The padró of the sample town: invents the households, then finds homes for their earlier lives
// once all know where they live today, then writes them down.
#include "app/sample/population.h"

#include "app/sample/households.h"
#include "app/sample/papers.h"
#include "app/sample/rows.h"

#include <algorithm>
#include <stdexcept>

namespace sample {

namespace {

constexpr auto one_day = std::chrono::days{1};

// Closes a household: those still in it left together, or the last of them died. False when some came only today.
bool dissolve(Household& household, Dice& dice, Day today)
{
    auto latest = household.stays.back().since;
    auto oldest_only = true;
    for (auto const& person : household.members) {
        // Whoever went before counts too: the home is free for others only after the last has gone.
        latest = std::max({latest, person.joined, person.departure ? person.departure->day : person.joined});
        oldest_only = oldest_only && age_on(person.birth, today) >= 75;
    }
    if (latest + one_day >= today) return false;
    auto day = latest + one_day + std::chrono::days{dice.between(0, static_cast<int>((today - latest).count()) - 1)};
    auto cause = oldest_only && dice.percent(70) ? "death" : "left";
    for (auto& person : household.members) {
        if (!person.departure) person.departure = Departure{day, cause};
    }
    household.left = day;
    return true;
}

std::vector<Household> all_households(Wanted const& wanted, Dice& dice, Day today)
{
    Households households{dice, today};
    std::vector<Household> all;
    std::size_t residents = 0;
    std::size_t persons = 0;
    auto keep = [&](Household household) {
        residents += residents_of(household);
        persons += household.members.size();
        households.remember_mother(household);
        all.push_back(std::move(household));
    };
    keep(households.first());
    // In a town too small for a home of sixty, the homes are small too.
    if (auto elders = std::min<std::size_t>(60, wanted.residents * 6 / 100))
        keep(households.home_for_the_elderly(elders));
    if (auto young = std::min<std::size_t>(15, wanted.residents * 15 / 1000)) keep(households.youth_residence(young));
    while (residents < wanted.residents) {
        keep(households.any(wanted.residents - residents));
        // One household in some forty has gone; those who went alone make up the rest of the six per cent.
        if (persons < residents + residents * 6 / 100) {
            auto gone = households.any(wanted.residents);
            if (dissolve(gone, dice, today)) keep(std::move(gone));
        }
    }
    return all;
}

// The first household lives where the manual says, and came there by way of two other streets.
void house_first(Household& household, Town& town)
{
    constexpr std::size_t street_of_birth = 2;
    constexpr std::size_t street_of_the_start = 31;
    household.stays[1].home = town.first_home(household.stays[1].since);
    household.stays[0].home = town.home_in(street_of_the_start, household.stays[0].since);
    auto& before = household.members.front().before;
    before->home = town.home_in(street_of_birth, before->since);
}

void house_today(Household& household, Town& town)
{
    if (household.left) return;
    auto& stay = household.stays.back();
    // Since ever, so that nobody is found to have lived in a collective dwelling before.
    stay.home = household.collective ? town.whole_building(Day::min()) : town.empty_home(stay.since);
}

void house_earlier(Household& household, Town& town)
{
    auto& stays = household.stays;
    if (household.left) stays.back().home = town.earlier_home(stays.back().since, *household.left);
    for (auto at = stays.size() - 1; at-- > 0;)
        stays[at].home = town.earlier_home(stays[at].since, stays[at + 1].since);
    for (auto& person : household.members) {
        if (person.before) person.before->home = town.earlier_home(person.before->since, person.joined);
    }
}

void house(std::vector<Household>& households, Town& town)
{
    house_first(households.front(), town);
    for (std::size_t at = 1; at < households.size(); ++at) house_today(households[at], town);
    for (std::size_t at = 1; at < households.size(); ++at) house_earlier(households[at], town);
}

void note_adults(Household const& household, Day today, std::vector<std::string>& adults)
{
    for (std::size_t at = 0; at < household.members.size(); ++at) {
        if (may_ask_for_the_home(household, at, today)) adults.push_back(household.members[at].document_number);
    }
}

Written write_down(std::vector<Household> const& households, Town const& town, Day today, std::ostream& out)
{
    Csv csv{out};
    Written written;
    write_header(csv);
    for (auto const& household : households) {
        written.persons += household.members.size();
        written.in_force += residents_of(household);
        written.rows += write_rows(csv, town, household);
        note_adults(household, today, written.adults);
    }
    csv.finish();
    written.dwellings = town.homes_ever_lived_in();
    return written;
}

} // namespace

Written write_population(Wanted const& wanted, std::ostream& csv)
{
    if (wanted.residents < 4) throw std::invalid_argument{"the sample town has four residents at least"};
    auto today = read_day(wanted.today);
    if (year_of(today) < 2024) throw std::invalid_argument{"the sample town has no padró before 2024"};
    Dice dice{wanted.seed};
    auto households = all_households(wanted, dice, today);
    Papers papers{dice, wanted.seed, today};
    papers.give_documents(households.front());
    for (std::size_t at = 1; at < households.size(); ++at) papers.complete(households[at]);
    Town town{dice};
    house(households, town);
    return write_down(households, town, today, csv);
}

} // namespace sample
