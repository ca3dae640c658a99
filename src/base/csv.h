// SPDX-License-Identifier: EUPL-1.2
// A CSV file (RFC 4180) as rows of named columns: `;` or `,`, UTF-8 or Latin-1, any column order.
#pragma once
#include "base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace base {

struct CsvRow {
    std::size_t line = 0;           // where it begins in the file, from 1
    std::vector<std::string> cells; // as many as the header has, or the row is broken
    bool broken = false;
};

struct Csv {
    std::map<std::string, std::size_t, std::less<>> columns; // by name, folded
    std::vector<CsvRow> rows;

    std::string const& cell(CsvRow const& row, std::string_view column) const
    {
        static std::string const none;
        auto const found = columns.find(column);
        return found == columns.end() || found->second >= row.cells.size() ? none : row.cells[found->second];
    }
};

// Refuses a file without a header or with a column named twice.
base::Result<Csv> read_csv(std::string_view file);

}
