// SPDX-License-Identifier: EUPL-1.2
// Lines of the padró CSV: one for each person and period of residence, in the columns of
// docs/padro-csv.md.
#pragma once

#include "app/sample/csv.h"
#include "app/sample/household.h"

namespace sample {

void write_header(Csv& csv);
std::size_t write_rows(Csv& csv, Town const& town, Household const& household); // how many

} // namespace sample
