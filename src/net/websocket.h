// SPDX-License-Identifier: EUPL-1.2
// A WebSocket (RFC 6455) as what two sides say to each other: our pieces pushed from any thread, theirs handed to a
// function. Text only. The connection answers pings, pings by itself, and lets go of who is silent for too long.
#pragma once
#include "net/feed.h"
#include "net/http.h"

#include <functional>
#include <memory>
#include <string_view>

namespace net {

struct Conversation {
    // Each piece is one message; closing it ends the conversation (status 1000).
    std::shared_ptr<Feed> say = std::make_shared<Feed>();
    // What the other side said, whole and valid UTF-8; on the connection's loop, so it must not wait. False: it has no
    // business saying that, and the conversation ends (status 1008). Nothing set: nobody listens, every word is one
    // too many.
    std::function<bool(std::string_view)> heard = {};

    std::size_t most_message_bytes = 64 * 1024;
    int most_messages_a_minute = 1200; // a fast typist's keys, one a message, and room to spare
};

// Whether a request asks to go on as a WebSocket (RFC 6455, 4.1).
bool asks_for_websocket(Request const&);
// The answer that agrees (4.2.2), or what is wrong with the asking: 400, or 426 for another version.
Response websocket_answer(Request const&, std::shared_ptr<Conversation>);

}
