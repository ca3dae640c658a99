// SPDX-License-Identifier: EUPL-1.2
// One HTTP/1.1 connection: requests in, answers out, one after another. Only net/ includes this.
#pragma once
#include "net/framing.h"
#include "net/server.h"
#include "net/stream.h"

#include <atomic>

namespace net {

// What all connections of one loop share; touched only on that loop's thread.
struct Shared {
    Limits const& limits;
    Server::BodyLimit const& body_limit;
    Server::Handle const& handle;
    std::atomic<bool> const& stopping;
    std::string date; // "Date: …\r\n", made anew each second
};

// Leaves the feed however the connection ends, also when its loop is taken down around it.
struct Leaving {
    Feed& feed;
    ~Leaving() { feed.leave(); }
};

// A short text of our own, after which the connection closes.
Response short_answer(int status);
Async<bool> write_out(Stream&, Shared const&, Response const&);
// The reply of what `start` starts, back on this loop.
Async<Response> replied(std::function<void(Reply)> const& start);
Deadline in(int seconds);

// A request whose head has come and whose body the route takes in pieces (intake.cpp): hands them up, answers it, and
// says whether the connection goes on.
Async<bool> take_in(Stream&, Shared const&, Parser&, Incoming&, Request);

// Hears and speaks until either side ends it. `rest`: what came already (conversation.cpp).
Async<void> converse(Stream&, Shared const&, Conversation&, std::unique_ptr<Incoming> rest);

// Serves until the peer leaves, misbehaves or asks to close. `stream` and `shared` outlive it.
Async<void> serve(Stream& stream, Shared const& shared);

}
