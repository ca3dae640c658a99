// SPDX-License-Identifier: EUPL-1.2
// calendar.yaml: a town's non-working days, year by year (docs/operations.md), read strictly: a day that is misread is
// a wrong deadline. Only this room includes it.
#pragma once
#include "rooms/calendar/calendar.h"

#include <variant>

namespace calendar {

// Every name must be there in each of the languages.
std::variant<base::Calendar, Fault> read_calendar(std::string const& file_name, std::string const& yaml,
                                                  std::vector<std::string> const& languages);

}
