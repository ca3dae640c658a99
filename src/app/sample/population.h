// SPDX-License-Identifier: EUPL-1.2
// The padró of the sample town, for demonstrations, load tests and the first minutes of a new office.
// Nobody in it exists; everything in it could.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace sample {

struct Wanted {
    std::size_t residents = 20'000; // in force; four at least, for the first household counts four
    std::uint64_t seed = 8999;
    std::string today; // such as "2026-11-22", from 2024 on
};

struct Written {
    std::size_t persons = 0;
    std::size_t in_force = 0;
    std::size_t rows = 0;
    std::size_t dwellings = 0;
    std::vector<std::string> adults; // document numbers of those who can ask for anything, 12345678Z first
};

// Writes the CSV of docs/padro-csv.md. The same residents, seed and today give the same bytes everywhere.
// Throws std::invalid_argument for fewer than four residents or a day that is none.
Written write_population(Wanted const& wanted, std::ostream& csv);

} // namespace sample
