// SPDX-License-Identifier: EUPL-1.2
// Finding entries. Only this room includes it.
#pragma once
#include "rooms/registry/book.h"

#include <limits>

namespace registry {

struct Filter {
    std::string direction; // entry, exit; empty: both
    std::string kind, unit, procedure;
    std::string document;                                           // of a party, as `base::document_number` writes it
    std::string words;                                              // of the subject; each must begin a word of it
    base::Instant from{}, until{};                                  // presented; until 0: no end
    std::int64_t before = std::numeric_limits<std::int64_t>::max(); // place in the log: the newest come first
    std::int64_t after = -1;                                        // the same, for the strict order of a day only
    int limit = 50;
};

// An entry in a list: nothing of its parties.
struct Row {
    EntryId id;
    Number number;
    base::Instant presented_at{};
    std::optional<base::Instant> effective_at;
    std::string kind, subject, unit, procedure, channel;
    std::int64_t leaf = 0, notes = 0, papers = 0;
};
std::vector<Row> newest_first(db::Snapshot const&, Filter const&);
// Art. 16.2: in the strict order of time.
std::vector<Row> in_order(db::Snapshot const&, Filter const&);

// Who a party with this number is, empty when the office does not know them: whose data a search by it looks at.
act::PersonId person_with(db::Snapshot const&, std::string_view document);

// A day of a book: what its diligences tell.
struct BookDay {
    base::Day day;
    std::int64_t count = 0, first = 0, last = 0;
    base::Digest hash; // SHA-256 of the day's leaf hashes, one after the other
};
std::vector<BookDay> days_of_book(db::Snapshot const&, std::int64_t year, Direction);

}
