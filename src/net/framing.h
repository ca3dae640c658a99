// SPDX-License-Identifier: EUPL-1.2
// Bytes into requests with Beast's parser, strict about framing; no socket shows here, so that fuzz/http.cpp can feed
// it. Only net/ includes this, and the fuzzer.
#pragma once
#include "net/server.h"

#include <array>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/parser.hpp>

namespace net {

using Error = boost::system::error_code;

// A body in a string, which may be taken out of the parser while more comes. Room is made for a piece at most: what
// length a stranger claims costs nothing.
struct Body {
    using value_type = std::string;
    static constexpr std::size_t most_room = 1 << 20;
    class reader {
    public:
        template<bool is_request, class Fields>
        reader(boost::beast::http::header<is_request, Fields>&, value_type& into) : body(into)
        {
        }
        void init(boost::optional<std::uint64_t> const& length, Error& error)
        {
            body.reserve(std::size_t(std::min<std::uint64_t>(length.value_or(0), most_room)));
            error = {};
        }
        template<class Buffers> std::size_t put(Buffers const& buffers, Error& error)
        {
            std::size_t count = 0;
            for (auto const buffer : boost::beast::buffers_range_ref(buffers)) {
                body.append(static_cast<char const*>(buffer.data()), buffer.size());
                count += buffer.size();
            }
            error = {};
            return count;
        }
        void finish(Error& error) { error = {}; }

    private:
        value_type& body;
    };
};

using Parser = boost::beast::http::request_parser<Body>;

// What came and is not yet understood.
struct Incoming {
    std::array<char, 16 * 1024> bytes;
    std::size_t have = 0;
    void drop(std::size_t used);
};

// Feeds what has come, to the end of the header first; true when the message is whole.
bool feed(Parser&, Incoming&, Error&);
// Once the header is there: whether its framing is plain, and how much body its route allows. True when that comes in
// pieces.
bool judge_header(Parser&, Server::BodyLimit const&, Error&);
// The status that answers what cannot be read.
int status_for(Error const&);
// Takes the whole message out of the parser.
Request request_of(Parser&);

}
