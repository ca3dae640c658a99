// SPDX-License-Identifier: EUPL-1.2
// The worker threads.
#include "web/workers.h"

namespace web {

Workers::Workers(std::size_t count, std::size_t queue_limit) : limit(queue_limit)
{
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back([this] { run(); });
}

Workers::~Workers()
{
    {
        std::lock_guard const hold(mutex);
        stopping = true;
    }
    wake.notify_all();
    for (auto& thread : threads) thread.join();
}

bool Workers::submit(std::function<void()> work)
{
    {
        std::lock_guard const hold(mutex);
        if (waiting.size() >= limit) return false;
        waiting.push_back(std::move(work));
    }
    wake.notify_one();
    return true;
}

void Workers::drain()
{
    std::unique_lock hold(mutex);
    quiet.wait(hold, [this] { return waiting.empty() && busy == 0; });
}

void Workers::run()
{
    std::unique_lock hold(mutex);
    for (;;) {
        wake.wait(hold, [this] { return stopping || !waiting.empty(); });
        if (waiting.empty()) return;
        auto const work = std::move(waiting.front());
        waiting.pop_front();
        ++busy;
        hold.unlock();
        work();
        hold.lock();
        --busy;
        quiet.notify_all();
    }
}

}
