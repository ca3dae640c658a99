// SPDX-License-Identifier: EUPL-1.2
// A household of the sample town: the people of one home, and the stays in earlier homes through
// which they came to it.
#pragma once

#include "app/sample/days.h"
#include "app/sample/origins.h"
#include "app/sample/town.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sample {

using PersonCode = std::uint32_t;

struct Alone { // a stay in the town before joining the household
    Day since;
    std::string_view cause;
    HomeNumber home = 0;
};

struct Departure {
    Day day;
    std::string_view cause;
};

struct Person {
    PersonCode code = 0;
    Origin const* origin = nullptr;
    std::string_view nationality;
    std::string_view document_kind = "none";
    std::string document_number;
    std::string_view given_name, surname1, surname2;
    char sex = 'F';
    Day birth;
    std::string_view birth_place;
    Day joined; // the household
    std::string_view cause_joined = "residence_change";
    std::optional<Alone> before;
    std::optional<Departure> departure;
    std::vector<std::size_t> parents; // members of the same household
    std::vector<PersonCode> guardians;
    bool under_deregistration = false;
    bool is_protected = false;
    bool consents = true;
};

struct Stay {
    Day since;
    HomeNumber home = 0;
};

struct Household {
    std::vector<Stay> stays; // in order; the last one is the present home
    std::optional<Day> left; // when all are gone
    bool collective = false;
    std::vector<Person> members;
};

inline Day founded(Household const& household) { return household.stays.front().since; }

inline bool lives_here(Person const& person) { return !person.departure; }

std::size_t residents_of(Household const& household);
bool may_ask_for_the_home(Household const& household, std::size_t member, Day today);

} // namespace sample
