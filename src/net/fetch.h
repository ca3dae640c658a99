// SPDX-License-Identifier: EUPL-1.2
// Outgoing HTTP: one question, one answer, over libcurl. It waits, so it is for worker threads, never for a loop's.
#pragma once
#include "net/http.h"

#include <chrono>

namespace net {

struct Fetch {
    std::string url; // http or https
    std::string method = "GET";
    Headers headers = {};
    std::string body = {};                   // sent when it is not empty or the method is POST
    std::chrono::milliseconds timeout{5000}; // from the first look-up to the last byte
    std::size_t max_bytes = 1024 * 1024;     // of the answer's body
    int redirects = 0;                       // how many are followed
    std::string ca_file = {};                // PEM authorities for https; the system's when empty
};

struct Fetched {
    enum class Fault { None, BadAddress, Unresolved, Unreachable, Untrusted, TimedOut, TooLarge, Broken };
    Fault fault = Fault::None; // None: an answer came, whatever its status
    int status = 0;
    Headers headers;
    std::string body;

    bool good() const { return fault == Fault::None && status == 200; }
};

// Never throws for what the network does; never logs an address, whose query may hold secrets.
Fetched fetch(Fetch const&);
// "timed-out", as logs and evidence write it.
std::string_view name(Fetched::Fault);

}
