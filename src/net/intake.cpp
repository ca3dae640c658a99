// SPDX-License-Identifier: EUPL-1.2
// Bodies that come in pieces: each is handed up when it is full, and nothing more is read until it has been dealt with,
// so that an upload takes the memory of one piece whatever its size. What a cut connection brought is handed up too.
#include "net/connection.h"

#include <array>
#include <boost/asio/this_coro.hpp>

namespace net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
// A piece is a mebibyte at most: what one read brings may come on top of this.
constexpr std::size_t full = Body::most_room - sizeof(Incoming::bytes);
// Of a body that nobody wants, as much is still read so that the peer sees the answer and not a reset (RFC 9112, 9.6).
constexpr std::size_t most_unwanted = 16 << 20;

// The next piece. `error`: the framing is broken, or there is more than the route allows.
Async<Intake::Piece> next_piece(Stream& stream, Shared const& shared, Parser& parser, Incoming& incoming, Error& error)
{
    Intake::Piece piece;
    auto const slowest = in(shared.limits.seconds_for_piece);
    auto& body = parser.get().body();
    for (;;) {
        piece.last = feed(parser, incoming, error);
        if (error || piece.last || body.size() >= full) break;
        stream.deadline = std::min(slowest, in(shared.limits.seconds_to_read));
        auto const room = incoming.bytes.size() - incoming.have;
        auto const count = room ? co_await stream.read({incoming.bytes.data() + incoming.have, room}) : 0;
        incoming.have += count;
        if (count == 0) {
            piece.cut = true;
            break;
        }
    }
    piece.cut = piece.cut || error;
    piece.bytes = std::move(body);
    body.clear();
    stream.deadline = Deadline::max(); // our own work is not the peer's fault
    co_return piece;
}

// Reads on for a moment, so that who still sends hears what was said.
Async<void> let_finish(Stream& stream, Shared const& shared, Parser& parser, Incoming& incoming)
{
    Error error;
    std::size_t dropped = 0;
    stream.deadline = in(std::min(5, shared.limits.seconds_to_read));
    while (dropped < most_unwanted && !feed(parser, incoming, error) && !error) {
        parser.get().body().clear();
        auto const room = incoming.bytes.size() - incoming.have;
        auto const count = room ? co_await stream.read({incoming.bytes.data() + incoming.have, room}) : 0;
        if (count == 0) break;
        incoming.have += count;
        dropped += count;
    }
}

Async<bool> say_continue(Stream& stream)
{
    std::array<asio::const_buffer, 1> const go{asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25)};
    co_return co_await stream.write(go);
}

// Hands up piece after piece until one is answered; nothing when there is nobody left to answer.
Async<std::optional<Response>> poured(Stream& stream, Shared const& shared, Parser& parser, Incoming& incoming,
                                      Intake const& intake)
{
    for (std::int64_t at = 0;;) {
        Error error;
        auto piece = co_await next_piece(stream, shared, parser, incoming, error);
        piece.at = at;
        at += std::int64_t(piece.bytes.size());
        auto const cut = piece.cut;
        auto response = co_await replied([&](Reply reply) { intake.take(std::move(piece), std::move(reply)); });
        if (error) co_return short_answer(status_for(error));
        if (cut) co_return std::nullopt;
        if (response.status != 100) co_return response;
    }
}

}

Async<bool> take_in(Stream& stream, Shared const& shared, Parser& parser, Incoming& incoming, Request request)
{
    auto const keep_alive = parser.get().keep_alive();
    auto const waits = parser.get()[http::field::expect] == "100-continue";
    stream.deadline = Deadline::max();
    auto outcome = shared.handle(request);
    std::optional<Response> response;
    if (auto const* const intake = std::get_if<std::shared_ptr<Intake>>(&outcome)) {
        if (waits && !co_await say_continue(stream)) co_return false;
        response = co_await poured(stream, shared, parser, incoming, **intake);
    } else if (auto* const ready = std::get_if<Response>(&outcome)) {
        response = std::move(*ready);
    } else {
        response = co_await replied(std::get<std::function<void(Reply)>>(outcome));
    }
    if (!response) co_return false;
    // Whoever waits to be told to go on has sent nothing yet, and now never will.
    auto const whole = parser.is_done();
    response->close = response->close || !keep_alive || shared.stopping || !whole;
    stream.deadline = in(shared.limits.seconds_to_read);
    auto const written = co_await write_out(stream, shared, *response);
    if (written && !whole) co_await let_finish(stream, shared, parser, incoming);
    co_return written && !response->close;
}

}
