// SPDX-License-Identifier: EUPL-1.2
// A body that goes on as long as both sides want: pieces pushed from any thread, written by the connection's loop
// (server-sent events; WHATWG HTML, 9.2). A listener that lags too far behind is let go: it comes back by itself.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace net {

using Piece = std::shared_ptr<std::string const>;

class Feed {
public:
    explicit Feed(std::size_t most_waiting_bytes = 256 * 1024) : limit(most_waiting_bytes) {}

    // False when the other side is gone, or is cut off because too much waits for it.
    bool push(Piece piece);
    // Ends the answer after what was pushed so far. Any thread.
    void close();
    bool open() const;

    // The connection is gone: nothing is woken any more.
    void leave();
    // For the connection: what waits, and if nothing does, what to call (once, from any thread) when something comes.
    std::vector<Piece> take(std::function<void()> const& wake);

private:
    std::size_t const limit;
    mutable std::mutex mutex;
    std::vector<Piece> waiting;
    std::size_t bytes = 0;
    bool closed = false;
    std::function<void()> wake_up;
};

}
