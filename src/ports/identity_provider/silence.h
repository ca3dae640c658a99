// SPDX-License-Identifier: EUPL-1.2
// Who lately did not answer: left in peace for a while, so that one silent server does not hold everybody up. Any
// thread.
#pragma once
#include "base/time.h"

#include <map>
#include <mutex>
#include <string>

namespace identity_provider {

class Silence {
public:
    bool lately(std::string const& url, base::Instant at) const
    {
        std::lock_guard const hold(mutex);
        auto const found = since.find(url);
        return found != since.end() && at < found->second + std::chrono::seconds(30);
    }
    void note(std::string const& url, base::Instant at)
    {
        std::lock_guard const hold(mutex);
        if (since.size() > 100) since.clear();
        since.insert_or_assign(url, at);
    }

private:
    mutable std::mutex mutex;
    std::map<std::string, base::Instant> since;
};

}
