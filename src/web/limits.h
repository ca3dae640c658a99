// SPDX-License-Identifier: EUPL-1.2
// Rate limits: so many in so long for one key (an address, mostly), held in memory.
#pragma once
#include "base/time.h"

#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

namespace web {

struct RateLimit {
    int times = 0; // 0: no limit
    int seconds = 60;
};

class RateLimits {
public:
    explicit RateLimits(std::map<std::string, RateLimit> named) : limits(std::move(named)) {}
    // Counts one more for `key` under the limit called `name`; false when it is over. Unknown names are unlimited.
    bool take(std::string const& name, std::string const& key, base::Instant now);
    // The same without counting.
    bool open(std::string const& name, std::string const& key, base::Instant now);

private:
    struct Bucket {
        double left;
        base::Instant seen;
    };
    bool look(std::string const& name, std::string const& key, base::Instant now, double cost);
    std::map<std::string, RateLimit> limits;
    std::mutex mutex;
    std::unordered_map<std::string, Bucket> buckets;
};

}
