// SPDX-License-Identifier: EUPL-1.2
// A connection out for protocols of their own: bytes there and back under one deadline, with TLS or without. It waits:
// for worker threads.
#pragma once
#include "net/fetch.h"

#include <optional>

namespace net {

struct WireTo {
    std::string host;
    std::uint16_t port = 0;
    bool tls = false;
    std::string ca_file; // PEM authorities; the system's when empty
    std::chrono::milliseconds connect{10'000}, whole{30'000};
    std::string unix_socket = {}; // path of a socket of this machine, instead of host and port
};

class Wire {
public:
    using Fault = Fetched::Fault;

    // Connects; `fault` tells whether it did.
    explicit Wire(WireTo const&);
    ~Wire();
    Wire(Wire const&) = delete;

    // What went wrong first; None while nothing has.
    Fault fault() const { return wrong; }
    // False when not all of it went out in time.
    bool send(std::string_view);
    // That many bytes; nothing when they did not come in time.
    std::optional<std::string> receive(std::size_t count);

private:
    struct Line; // the library's
    bool wait_for(short events);

    std::unique_ptr<Line> line;
    std::chrono::steady_clock::time_point until;
    Fault wrong = Fault::None;
};

}
