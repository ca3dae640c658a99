// SPDX-License-Identifier: EUPL-1.2
// CSV files, and the register of residents in them.
#include "rooms/padro/lines.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const csv = base::read_csv({reinterpret_cast<char const*>(data), size});
    if (!csv) return 0;
    for (auto const& row : csv->rows)
        if (!row.broken && row.cells.size() < csv->columns.size()) std::abort();
    if (padro::missing_column(*csv)) return 0;
    for (auto const& row : csv->rows)
        if (!row.broken) (void)padro::read_line(*csv, row, [](std::string_view) { return true; });
    return 0;
}
