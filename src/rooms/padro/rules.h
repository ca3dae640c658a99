// SPDX-License-Identifier: EUPL-1.2
// Who may have which document of the register, and what it shows. Pure: no SQL, no clock, no texts.
// Resolution of 17 February 2020 on the register (BOE-A-2020-4784), 8; RD 1690/1986 (RPDTEL), art. 61.
#pragma once
#include "base/result.h"
#include "rooms/padro/people.h"

#include <boost/describe.hpp>

namespace padro {

BOOST_DEFINE_ENUM_CLASS(Kind, individual, household, historical)
BOOST_DEFINE_ENUM_CLASS(Purpose, school, bank, mortgage, foreign_office, administration, other)

// What is known of the person who asks.
struct Situation {
    base::Day today, as_of; // as_of: the day to which the register's data are true
    int days_allowed = 0;   // older data are not certified
    std::optional<Resident> person;
    std::vector<Stay> stays;     // oldest first; the last is open when the person lives here
    std::vector<Member> members; // everybody in the person's dwelling today, the person included
};

// Why a document may not be had on line, or nothing.
std::optional<base::Refusal> why_not(Kind, Situation const&);

// The data that each purpose needs, beyond name and address (RGPD art. 5.1.c; Resolution 8.1: "only when relevant").
struct Shown {
    bool document, birth_date, birth_place, nationality, since, cadastral_reference;
};
Shown shown_for(Purpose);

// Those of a household who are named, and how many more are only counted because they are being deregistered.
struct Listed {
    std::vector<Member> named;
    std::size_t only_counted = 0;
};
Listed listed(std::vector<Member> const&);

}
