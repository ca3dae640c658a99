// SPDX-License-Identifier: EUPL-1.2
// Frames of RFC 6455 over libwslay, without a socket in sight, so that fuzz/websocket.cpp can feed it.
// Only net/ includes this, and the fuzzer.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct wslay_event_context;

namespace net {

class WebSocketCodec {
public:
    // A server's end. `heard` is called by `read` with each whole text message; false objects to it.
    WebSocketCodec(std::size_t most_message_bytes, std::function<bool(std::string_view)> heard);
    ~WebSocketCodec();
    WebSocketCodec(WebSocketCodec const&) = delete;

    // Bytes that came. What breaks the protocol or is not welcome is answered by a close, and nothing more is read.
    void read(std::string_view bytes);
    void say(std::string_view text);
    void ping();
    // After what was said; theirs is waited for.
    void say_goodbye();
    // Bytes to be written now.
    std::string take();
    // Bytes that wait to be taken.
    std::size_t unwritten() const;
    // Both sides have closed, or ours has after a breach: what `take` gives is the last.
    bool over() const;

private:
    struct Calls;
    void object(std::uint16_t status);
    struct Free {
        void operator()(wslay_event_context*) const;
    };
    std::unique_ptr<wslay_event_context, Free> context;
    std::function<bool(std::string_view)> heard;
    std::string_view incoming;
    std::string outgoing;
    bool failed = false;
};

}
