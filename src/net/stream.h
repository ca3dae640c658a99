// SPDX-License-Identifier: EUPL-1.2
// One connection's bytes, plain or under TLS, behind one type. Only net/ includes this.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace net {

template<class T> using Async = boost::asio::awaitable<T>;
using Deadline = std::chrono::steady_clock::time_point;

class Stream {
public:
    virtual ~Stream() = default;
    // What comes before the first byte of HTTP: nothing, or the handshake. False when it fails.
    virtual Async<bool> open() = 0;
    // Bytes read, 0 at the end or after any error.
    virtual Async<std::size_t> read(std::span<char>) = 0;
    virtual Async<bool> write(std::span<boost::asio::const_buffer const>) = 0;
    virtual Async<void> close() = 0;
    virtual void cancel() = 0; // only on the stream's own loop
    virtual std::string peer() const = 0;
    virtual bool secure() const = 0;

    Deadline deadline = Deadline::max();   // after it the sweeper cancels the stream
    bool certificate_asked = false;        // the other end was asked for a certificate
    std::vector<std::string> client_chain; // DER, its own first; known once open
};

std::unique_ptr<Stream> plain_stream(boost::asio::ip::tcp::socket);

}
