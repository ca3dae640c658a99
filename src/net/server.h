// SPDX-License-Identifier: EUPL-1.2
// The HTTP/1.1 server: the only event loop of the program. One loop a thread; a connection lives on one of them.
#pragma once
#include "net/http.h"

#include <cstdint>

namespace net {

struct Listening {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; // 0: any free one
};

struct Limits {
    std::size_t header_bytes = 16 * 1024;
    std::size_t connections = 20'000;
    int seconds_to_read = 30; // a request, from its first byte to its last, or one piece of a long body
    int seconds_idle = 75;    // between requests
};

class Server {
public:
    // How many bytes of body a request of this method and target may have.
    using BodyLimit = std::function<std::size_t(std::string_view method, std::string_view target)>;
    // Called on a loop thread: it may compute, but must not wait.
    using Handle = std::function<Outcome(Request&)>;

    // Binds at once and throws std::system_error when the port is taken.
    Server(Listening, Limits, std::size_t threads, BodyLimit, Handle);
    ~Server();
    std::uint16_t port() const;
    // Serves until `stop`. Blocks the caller, which becomes the first loop thread.
    void run();
    // From any thread or signal watcher: no new connections, those under way get a moment to end.
    void stop();
    // Calls `then` on a loop thread at SIGTERM and SIGINT.
    void on_signal(std::function<void()> then);
    std::size_t open_connections() const;

private:
    struct Loops;
    std::unique_ptr<Loops> loops;
};

}
