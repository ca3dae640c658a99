// SPDX-License-Identifier: EUPL-1.2
// Writes the lines of the padró CSV. A value that would need quoting is a mistake in our own tables,
// so it throws instead of being repaired.
#include "app/sample/csv.h"

#include "app/sample/identifiers.h"

#include <stdexcept>

namespace sample {

namespace {

constexpr std::size_t enough = 1 << 18;

bool breaks_line(char character)
{
    return character == ';' || character == '"' || character == '\n' || character == '\r';
}

} // namespace

void Csv::separate()
{
    if (!line_is_empty) gathered += ';';
    line_is_empty = false;
}

Csv& Csv::field(std::string_view value)
{
    for (auto character : value) {
        if (breaks_line(character)) throw std::logic_error{"value breaks the line: " + std::string{value}};
    }
    separate();
    gathered += value;
    return *this;
}

Csv& Csv::field(std::optional<Day> day)
{
    separate();
    if (day) append_day(gathered, *day);
    return *this;
}

Csv& Csv::degrees(std::int32_t millionths)
{
    separate();
    gathered += std::to_string(millionths / 1'000'000);
    gathered += '.';
    gathered += padded(static_cast<std::uint64_t>(millionths % 1'000'000), 6);
    return *this;
}

void Csv::end_line()
{
    gathered += '\n';
    line_is_empty = true;
    if (gathered.size() > enough) finish();
}

void Csv::finish()
{
    stream.write(gathered.data(), static_cast<std::streamsize>(gathered.size()));
    gathered.clear();
}

} // namespace sample
