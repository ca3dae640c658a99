// SPDX-License-Identifier: EUPL-1.2
// Residents, dwellings and stays as values.
#pragma once
#include "base/time.h"

#include <optional>
#include <string>
#include <vector>

namespace padro {

enum class Status { InForce, UnderDeregistration, Closed };

struct Resident {
    std::string code;
    std::string document_kind, document_number;
    std::string given_name, surname1, surname2;
    std::string sex;
    base::Day birth_date;
    std::string birth_place, nationality;
    Status status = Status::InForce;
    bool is_protected = false, consents = false;
    std::string guardian1, guardian2; // codes of those who represent a minor

    std::string name() const
    {
        auto text = given_name + " " + surname1;
        return surname2.empty() ? text : text + " " + surname2;
    }
};

struct Dwelling {
    std::string code;
    std::string street_kind, street, number, block, stair, floor, door;
    std::string postal_code, district, section, cadastral_reference, latitude, longitude;
    bool collective = false;
};

struct Stay {
    Dwelling dwelling;
    base::Day since;
    std::string cause_in; // residence_change, birth, omission, address_change
    std::optional<base::Day> until;
    std::string cause_out;
};

struct Member {
    Resident resident;
    base::Day since;
};

// "carrer Major, 12, 2n 1a". Parts that the register lacks are left out.
std::string address(Dwelling const&);

}
