// SPDX-License-Identifier: EUPL-1.2
// Token buckets. When too many keys are held, the full ones (nobody there) are forgotten.
#include "web/limits.h"

#include <algorithm>

namespace web {

bool RateLimits::take(std::string const& name, std::string const& key, base::Instant now)
{
    return look(name, key, now, 1);
}

bool RateLimits::open(std::string const& name, std::string const& key, base::Instant now)
{
    return look(name, key, now, 0);
}

bool RateLimits::look(std::string const& name, std::string const& key, base::Instant now, double cost)
{
    auto const limit = limits.find(name);
    if (limit == limits.end() || limit->second.times == 0) return true;
    double const most = limit->second.times, a_second = most / limit->second.seconds;
    std::lock_guard const hold(mutex);
    if (buckets.size() > 100'000)
        std::erase_if(buckets, [&](auto const& each) {
            return double(now.micros - each.second.seen.micros) / 1e6 > limit->second.seconds;
        });
    auto& bucket = buckets.try_emplace(name + "\n" + key, Bucket{most, now}).first->second;
    auto const passed = std::max(0.0, double(now.micros - bucket.seen.micros) / 1e6);
    bucket.left = std::min(most, bucket.left + passed * a_second);
    bucket.seen = now;
    if (bucket.left < 1) return false;
    bucket.left -= cost;
    return true;
}

}
