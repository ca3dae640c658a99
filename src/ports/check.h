// SPDX-License-Identifier: EUPL-1.2
// What a part of the town says of itself: every port's `check()`, and the rooms' own.
#pragma once
#include <boost/describe.hpp>
#include <string>

namespace ports {

struct Check {
    std::string what; // short name: "seal", "mail"
    bool ready = false;
    std::string detail;  // for the technician, in English; no personal data, no secrets
    std::string of = {}; // which one, where there may be several: "idCAT Mòbil"
};
BOOST_DESCRIBE_STRUCT(Check, (), (what, ready, detail, of))

}
