// SPDX-License-Identifier: EUPL-1.2
// Writes the lines of the padró CSV (docs/padro-csv.md): fields apart by semicolons, no quotes, and
// gathered before they reach the stream, which costs more per call than per byte.
#pragma once

#include "app/sample/days.h"

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace sample {

class Csv {
public:
    explicit Csv(std::ostream& out) : stream{out} {}

    Csv& field(std::string_view value); // throws std::logic_error for what would break the line
    Csv& field(std::optional<Day> day);
    Csv& degrees(std::int32_t millionths);
    void end_line();
    void finish();

private:
    void separate();

    std::ostream& stream;
    std::string gathered;
    bool line_is_empty = true;
};

} // namespace sample
