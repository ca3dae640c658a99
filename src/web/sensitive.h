// SPDX-License-Identifier: EUPL-1.2
// Personal data that a page of the office shows covered until somebody gives a reason; then the look is recorded with
// it. There is no other way to make one, so nothing leaves uncovered by oversight, as HTML or as JSON.
#pragma once
#include "web/call.h"

#include <boost/describe.hpp>
#include <string>

namespace web {

enum class Mask { Document, Name };
// "***4567**" (the digits 4 to 7, as the AEPD's guidance of 2019 for Ley Orgánica 3/2018, DA 7); "N. P. F." for a name.
std::string covered(std::string_view value, Mask);

struct Covered {
    std::string view = "web/part-covered";
    std::string shown;
    bool masked = true;
};
BOOST_DESCRIBE_STRUCT(Covered, (), (view, shown, masked))

// The form that asks for the reason: a POST to `action` with one hidden field, shown while something is covered.
struct Uncover {
    std::string view = "web/part-uncover";
    std::string action, field, value, label;
};
BOOST_DESCRIBE_STRUCT(Uncover, (), (view, action, field, value, label))

// `what` names the look in the trail ("documents.holder"); the call's reason uncovers.
Covered sensitive(Call const&, std::string const& value, Mask, act::PersonId const& subject, std::string what);

}
