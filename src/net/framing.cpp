// SPDX-License-Identifier: EUPL-1.2
#include "net/framing.h"

#include <cstring>

namespace net {

namespace http = boost::beast::http;

void Incoming::drop(std::size_t used)
{
    std::memmove(bytes.data(), bytes.data() + used, have - used);
    have -= used;
}

bool feed(Parser& parser, Incoming& incoming, Error& error)
{
    while (incoming.have > 0 && !parser.is_done()) {
        auto const header_was_done = parser.is_header_done();
        auto const used = parser.put(boost::asio::const_buffer(incoming.bytes.data(), incoming.have), error);
        incoming.drop(used);
        if (error == http::error::need_more) {
            error = {};
            return false;
        }
        if (error || (used == 0 && !parser.is_done())) return false;
        // The parser makes room for the length that a stranger claims: first it must be judged.
        if (!header_was_done && parser.is_header_done()) break;
    }
    return parser.is_done();
}

bool judge_header(Parser& parser, Server::BodyLimit const& body_limit, Error& error)
{
    auto const& message = parser.get();
    // RFC 9112, 3.2 and 6.1: exactly one Host; a body whose end nobody can tell is no request.
    auto const endless = message.count(http::field::transfer_encoding) > 0 && !parser.chunked();
    if (endless || (message.version() >= 11 && message.count(http::field::host) != 1)) {
        error = http::error::bad_field;
        return false;
    }
    auto const allowed = body_limit(message.method_string(), message.target());
    if (parser.content_length().value_or(0) > allowed.bytes) {
        error = http::error::body_limit;
        return false;
    }
    parser.body_limit(allowed.bytes);
    parser.eager(true);
    return allowed.in_pieces;
}

int status_for(Error const& error)
{
    if (error == http::error::body_limit) return 413;
    if (error == http::error::header_limit) return 431;
    return 400;
}

Request request_of(Parser& parser)
{
    auto& message = parser.get();
    Request request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    for (auto const& field : message)
        request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    request.body = std::move(message.body());
    return request;
}

}
