// SPDX-License-Identifier: EUPL-1.2
// Pages that are the same for every unidentified visitor, written out once and kept for a moment.
#pragma once
#include "base/time.h"
#include "net/http.h"

#include <shared_mutex>
#include <unordered_map>

namespace web {

class SharedPages {
public:
    struct Page {
        std::shared_ptr<std::string const> written; // the whole answer but its Date
        std::string etag;
        std::uint64_t revision = 0;
        base::Instant until;
    };
    std::optional<Page> find(std::string const& key, std::uint64_t revision, base::Instant now) const;
    // Takes the response's body and headers; adds the entity tag.
    Page keep(std::string const& key, std::uint64_t revision, base::Instant now, net::Response const&);

private:
    mutable std::shared_mutex mutex;
    std::unordered_map<std::string, Page> pages;
};

}
