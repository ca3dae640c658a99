// SPDX-License-Identifier: EUPL-1.2
// CSV in one pass.
#include "base/csv.h"

#include "base/text.h"

namespace base {
namespace {

class Reader {
public:
    explicit Reader(std::string_view text) : rest(text) {}

    bool at_end() const { return rest.empty(); }

    CsvRow row(char separator)
    {
        CsvRow row;
        row.line = line;
        for (;;) {
            row.cells.push_back(rest.starts_with('"') ? quoted(row.broken) : plain(separator));
            if (rest.empty()) return row;
            auto const next = rest.front();
            rest.remove_prefix(1);
            if (next == '\r') {
                if (rest.starts_with('\n')) rest.remove_prefix(1);
                ++line;
                return row;
            }
            if (next == '\n') {
                ++line;
                return row;
            }
            if (next != separator) row.broken = true; // text behind a closing quote
        }
    }

private:
    std::string plain(char separator)
    {
        char const ends[]{separator, '\r', '\n', '\0'};
        auto const cell = rest.substr(0, rest.find_first_of(ends));
        rest.remove_prefix(cell.size());
        return std::string(base::trimmed(cell));
    }

    std::string quoted(bool& broken)
    {
        std::string cell;
        rest.remove_prefix(1);
        for (;;) {
            auto const end = rest.find('"');
            auto const piece = rest.substr(0, end);
            for (auto const c : piece) line += c == '\n' ? 1 : 0;
            cell.append(piece);
            if (end == rest.npos) {
                broken = true;
                rest = {};
                return cell;
            }
            rest.remove_prefix(end + 1);
            if (!rest.starts_with('"')) return cell;
            cell += '"';
            rest.remove_prefix(1);
        }
    }

    std::string_view rest;
    std::size_t line = 1;
};

char separator_of(std::string_view file)
{
    auto const header = file.substr(0, file.find('\n'));
    return header.find(';') != header.npos ? ';' : ',';
}

}

base::Result<Csv> read_csv(std::string_view file)
{
    using base::Refusal;
    if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
    auto const recoded = base::is_utf8(file) ? std::string() : base::from_latin1(file);
    std::string_view const text = recoded.empty() ? file : recoded;
    auto const separator = separator_of(text);
    Reader reader(text);
    if (reader.at_end()) return Refusal{Refusal::Why::Unprocessable, "field.csv-empty"};
    Csv csv;
    auto const header = reader.row(separator);
    for (std::size_t i = 0; i < header.cells.size(); ++i)
        if (!csv.columns.emplace(base::folded(header.cells[i]), i).second)
            return Refusal{Refusal::Why::Unprocessable,
                           "field.csv-column-twice",
                           header.cells[i],
                           {{"column", header.cells[i].substr(0, 60)}}};
    while (!reader.at_end()) {
        auto row = reader.row(separator);
        if (row.cells.size() == 1 && row.cells[0].empty()) continue; // an empty line
        row.broken = row.broken || row.cells.size() != header.cells.size();
        csv.rows.push_back(std::move(row));
    }
    return csv;
}

}
