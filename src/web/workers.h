// SPDX-License-Identifier: EUPL-1.2
// A few threads for what would hold up a loop that serves everybody: password hashing, asking another server.
// Bounded on purpose: as many at once as there are threads, and a queue that says no when it is full.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace web {

class Workers {
public:
    Workers(std::size_t threads, std::size_t queue_limit);
    // Finishes what waits, then ends.
    ~Workers();
    Workers(Workers const&) = delete;
    // From any thread; false when the queue is full, and then `work` is never run. `work` must not throw.
    bool submit(std::function<void()> work);
    // Waits for everything submitted so far.
    void drain();

private:
    void run();

    std::size_t const limit;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> waiting;
    std::condition_variable quiet;
    std::size_t busy = 0;
    bool stopping = false;
    std::vector<std::thread> threads;
};

}
