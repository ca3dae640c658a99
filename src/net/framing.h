// SPDX-License-Identifier: EUPL-1.2
// Bytes into requests with Beast's parser, strict about framing; no socket shows here, so that fuzz/http.cpp can feed
// it. Only net/ includes this, and the fuzzer.
#pragma once
#include "net/server.h"

#include <array>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace net {

using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
using Error = boost::system::error_code;

// What came and is not yet understood.
struct Incoming {
    std::array<char, 16 * 1024> bytes;
    std::size_t have = 0;
    void drop(std::size_t used);
};

// Feeds what has come, to the end of the header first; true when the message is whole.
bool feed(Parser&, Incoming&, Error&);
// Once the header is there: whether its framing is plain, and how much body its route allows.
void judge_header(Parser&, Server::BodyLimit const&, Error&);
// The status that answers what cannot be read.
int status_for(Error const&);
// Takes the whole message out of the parser.
Request request_of(Parser&);

}
