// SPDX-License-Identifier: EUPL-1.2
#include "net/feed.h"

#include <utility>

namespace net {

bool Feed::push(Piece piece)
{
    std::function<void()> wake;
    {
        std::lock_guard const hold(mutex);
        if (closed) return false;
        bytes += piece->size();
        if (bytes > limit) {
            closed = true;
            waiting.clear();
        } else {
            waiting.push_back(std::move(piece));
        }
        wake = std::exchange(wake_up, nullptr);
    }
    if (wake) wake();
    return open();
}

void Feed::close()
{
    std::function<void()> wake;
    {
        std::lock_guard const hold(mutex);
        closed = true;
        wake = std::exchange(wake_up, nullptr);
    }
    if (wake) wake();
}

void Feed::leave()
{
    std::function<void()> dropped; // destroyed after the lock
    std::lock_guard const hold(mutex);
    closed = true;
    waiting.clear();
    dropped = std::exchange(wake_up, nullptr);
}

bool Feed::open() const
{
    std::lock_guard const hold(mutex);
    return !closed;
}

std::vector<Piece> Feed::take(std::function<void()> const& wake)
{
    std::lock_guard const hold(mutex);
    bytes = 0;
    auto taken = std::exchange(waiting, {});
    if (taken.empty() && !closed) wake_up = wake;
    return taken;
}

}
