// SPDX-License-Identifier: EUPL-1.2
// Search over the catalogue that forgives accents, typing mistakes and inflection, in every language at once.
// The index is derived: made anew from the procedures, in a folder that may be deleted at any time.
#pragma once
#include "rooms/catalogue/procedure.h"

#include <filesystem>
#include <memory>
#include <mutex>

namespace Xapian {
class Database;
}

namespace catalogue {

class Search {
public:
    // Writes a fresh index into `folder` (emptied first).
    Search(std::filesystem::path folder, std::vector<Procedure> const&);
    ~Search();
    // Positions of the procedures that fit, best first. Any thread.
    std::vector<std::size_t> find(std::string_view query, std::size_t most) const;

private:
    std::filesystem::path folder;
    mutable std::mutex mutex;
    std::unique_ptr<Xapian::Database> index;
};

}
