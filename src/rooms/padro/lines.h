// SPDX-License-Identifier: EUPL-1.2
// Lines of the import file read as residents, dwellings and stays. Only this room includes it.
#pragma once
#include "base/csv.h"
#include "rooms/padro/padro.h"
#include "rooms/padro/people.h"

namespace padro {

struct Line {
    std::size_t number = 0;
    Resident resident;
    Dwelling dwelling;
    Stay stay;
};

// The first column that the file lacks, if it lacks one.
std::optional<std::string> missing_column(base::Csv const&);
base::Result<Line> read_line(base::Csv const&, base::CsvRow const&,
                             std::function<bool(std::string_view)> const& printable);

}
