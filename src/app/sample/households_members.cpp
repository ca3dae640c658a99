// SPDX-License-Identifier: EUPL-1.2
// The people of a household and when they came: founders, those who joined them, children, those no
// longer there, and the household every demonstration begins with.
#include "app/sample/households.h"

#include <algorithm>
#include <utility>

namespace sample {

Origin const& Households::origin_for(int age)
{
    // Few newcomers have grown old here yet.
    return age >= 65 && dice.percent(80) ? local_origin(dice) : any_origin(dice);
}

char Households::any_sex() { return dice.percent(50) ? 'F' : 'M'; }

// Throws never stand side by side among the arguments of one call: their order would be the compiler's.
int Households::working_age()
{
    auto one = dice.between(24, 64);
    auto other = dice.between(10, 64);
    return std::max(one, other);
}

Person Households::adult_aged(int age, char sex)
{
    auto const& origin = origin_for(age);
    return people.adult(origin, age, sex);
}

Day Households::between(Day from, Day to)
{
    if (from >= to) return to;
    return from + std::chrono::days{dice.between(0, static_cast<int>((to - from).count()))};
}

std::vector<Stay> Households::stays_of(Person const& founder)
{
    constexpr int counts[] = {67, 25, 8};
    auto longest = is_local(*founder.origin) ? 45 : 22;
    auto years = std::clamp(age_on(founder.birth, today) - 22, 1, longest);
    auto earliest = years_after(today, -years);
    auto start = std::max(between(earliest, today), between(earliest, today));
    auto days = static_cast<int>((today - start).count());
    auto count = days < 1200 ? 1 : 1 + static_cast<int>(dice.weighted(counts));
    std::vector<Stay> stays{{start}};
    for (int at = 1; at < count; ++at) {
        stays.push_back({start + std::chrono::days{days / count * at + dice.between(0, days / count / 2)}});
    }
    return stays;
}

void Households::remember_earlier_life(Person& person)
{
    auto of_age = years_after(person.birth, 18);
    if (person.birth_place == home_town && person.joined > of_age && dice.percent(45)) {
        person.before = Alone{person.birth, "birth"};
    } else if (person.joined > of_age && dice.percent(14)) {
        person.before =
            Alone{std::max(of_age, person.joined - std::chrono::days{dice.between(200, 5000)}), "residence_change"};
    } else if (dice.percent(3)) {
        person.cause_joined = "omission";
    }
    if (person.before) person.cause_joined = "address_change";
}

Household Households::founded_by(Person founder)
{
    Household household;
    household.stays = stays_of(founder);
    founder.joined = founded(household);
    remember_earlier_life(founder);
    household.members.push_back(std::move(founder));
    return household;
}

void Households::add(Household& household, Person adult)
{
    adult.joined = std::min(today, std::max(founded(household), years_after(adult.birth, 18)));
    if (dice.percent(12)) adult.joined = between(adult.joined, today);
    remember_earlier_life(adult);
    household.members.push_back(std::move(adult));
}

void Households::add_child(Household& household, std::size_t parents, int age)
{
    auto& members = household.members;
    auto const* other = parents > 1 ? &members[1] : nullptr;
    auto taken = [&](Person const& child) {
        return std::ranges::any_of(members, [&](Person const& known) { return known.given_name == child.given_name; });
    };
    auto child = people.child_of(members[0], other, age, household);
    for (int attempt = 0; attempt < 5 && taken(child); ++attempt)
        child = people.child_of(members[0], other, age, household);
    // The order of the surnames of the eldest holds for all (Codi civil, art. 109).
    if (members.size() > parents) {
        child.surname1 = members[parents].surname1;
        child.surname2 = members[parents].surname2;
    }
    for (std::size_t at = 0; at < parents; ++at) child.parents.push_back(at);
    members.push_back(std::move(child));
}

void Households::add_children(Household& household, int count, int eldest_age)
{
    auto parents = household.members.size();
    for (auto age = eldest_age; count > 0 && age >= 0; --count) {
        add_child(household, parents, age);
        age -= dice.between(2, 5);
    }
}

void Households::add_late_spouse(Household& household)
{
    auto const& survivor = household.members.front();
    auto spouse = people.partner_of(survivor, age_on(survivor.birth, today) + dice.between(-2, 5));
    spouse.joined = founded(household);
    if (spouse.joined + std::chrono::days{60} >= today) return;
    remember_earlier_life(spouse);
    spouse.departure = Departure{between(spouse.joined + std::chrono::days{30}, today), "death"};
    household.members.push_back(std::move(spouse));
}

void Households::add_grown_child_who_left(Household& household)
{
    auto mother_age = age_on(household.members[1].birth, today);
    add_child(household, 2, std::max(20, mother_age - dice.between(24, 38)));
    auto& child = household.members.back();
    auto earliest = std::max(child.joined, years_after(child.birth, 18)) + std::chrono::days{30};
    if (earliest >= today) return;
    child.departure = Departure{between(earliest, today), "left"};
}

Person& Households::add_neighbour(Household& household, FullName const& name, char sex, Day birth)
{
    auto& person = household.members.emplace_back();
    person.origin = &local_origin(dice);
    person.nationality = "ES";
    person.given_name = name.given;
    person.surname1 = name.surname1;
    person.surname2 = name.surname2;
    person.sex = sex;
    person.birth = birth;
    person.birth_place = home_town;
    person.joined = std::max(birth, founded(household));
    person.cause_joined = birth > founded(household) ? "birth" : "residence_change";
    return person;
}

Household Households::first()
{
    Household household;
    household.stays = {{day_of(2010, 9, 1)}, {day_of(year_of(today) - 10, 6, 15)}};
    auto& nuria = add_neighbour(household, {"Núria", "Puig", "Ferrer"}, 'F', day_of(1984, 3, 27));
    nuria.document_kind = "nif";
    nuria.document_number = "12345678Z";
    nuria.before = Alone{nuria.birth, "birth"};
    nuria.cause_joined = "address_change";
    add_neighbour(household, {"Marc", "Soler", "Vidal"}, 'M', day_of(1982, 11, 5)).birth_place = "Terrassa (Barcelona)";
    add_neighbour(household, {"Jana", "Soler", "Puig"}, 'F', day_of(year_of(today) - 12, 5, 6)).parents = {0, 1};
    add_neighbour(household, {"Pol", "Soler", "Puig"}, 'M', day_of(year_of(today) - 8, 10, 19)).parents = {0, 1};
    return numbered(std::move(household));
}

} // namespace sample
