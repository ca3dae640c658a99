// SPDX-License-Identifier: EUPL-1.2
// HTTP messages as values: what a connection hands up and takes down. No network type shows through.
#pragma once
#include "net/feed.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace net {

struct Conversation;

using Headers = std::vector<std::pair<std::string, std::string>>;

// The first header of a name, compared without case; empty when there is none.
std::string_view find(Headers const&, std::string_view name);
bool same_name(std::string_view a, std::string_view b);

struct Request {
    std::string method;
    std::string target; // as sent: path and query
    Headers headers;
    std::string body;
    std::string peer; // the address of the other end, without its port
    bool secure = false;
    bool certificate_asked = false;        // the connection's listener asks for certificates
    std::vector<std::string> client_chain; // what came, DER, the person's own first; nothing here has judged it
};

struct Response {
    int status = 200;
    Headers headers;
    std::string body;
    // A whole answer written out before (status line excluded Date), shared by many requests; then the rest is unused.
    std::shared_ptr<std::string const> prepared;
    std::shared_ptr<Feed> feed;                 // the body goes on after the head until either side ends it
    std::shared_ptr<Conversation> conversation; // after the head it is a WebSocket (status 101)
    bool without_body = false;                  // HEAD: Content-Length tells, nothing follows
    bool close = false;
};

using Reply = std::function<void(Response)>;

// Takes a long body as it comes: one piece, and no other before the last one was answered.
struct Intake {
    struct Piece {
        std::string bytes;
        std::int64_t at = 0; // bytes of the body before it
        bool last = false;   // with it the body is whole
        bool cut = false;    // the peer left or was too slow: this came, and nobody hears the answer
    };
    // Called on a loop thread; the reply may come from any, exactly once: status 100 for more, else the end of it.
    std::function<void(Piece, Reply)> take;
};

// The answer; or what starts the work that will give it (from any thread, exactly once); or, of a request whose body
// comes in pieces, what takes them.
using Outcome = std::variant<Response, std::function<void(Reply)>, std::shared_ptr<Intake>>;

// The text of a response up to and including its blank line, without the Date field.
std::string head_of(Response const&);
char const* reason(int status);

}
