// SPDX-License-Identifier: EUPL-1.2
// Requests read, answered and written, one after another; whatever is not plain HTTP/1.1 is answered once and closed.
#include "net/connection.h"

#include "net/websocket.h"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>

namespace net {

namespace asio = boost::asio;
namespace http = boost::beast::http;

Deadline in(int seconds) { return std::chrono::steady_clock::now() + std::chrono::seconds(seconds); }

Response short_answer(int status)
{
    Response response;
    response.status = status;
    response.close = true;
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    response.body = std::string(reason(status)) + "\n";
    return response;
}

Async<Response> replied(std::function<void(Reply)> const& start)
{
    auto const loop = co_await asio::this_coro::executor;
    co_return co_await asio::async_initiate<asio::use_awaitable_t<> const, void(Response)>(
        [&](auto handler) {
            auto const waiting = std::make_shared<decltype(handler)>(std::move(handler));
            start([waiting, loop](Response response) {
                asio::post(loop, [waiting, held = std::move(response)]() mutable { (*waiting)(std::move(held)); });
            });
        },
        asio::use_awaitable);
}

Async<bool> write_out(Stream& stream, Shared const& shared, Response const& response)
{
    // The Date field goes between the status line and the rest, so that a prepared answer can be shared.
    auto const own = response.prepared ? std::string() : head_of(response);
    std::string_view const text = response.prepared ? *response.prepared : own;
    auto const line_end = text.find("\r\n") + 2;
    auto const head_end = text.find("\r\n\r\n") + 4;
    auto const rest = response.without_body ? text.substr(line_end, head_end - line_end) : text.substr(line_end);
    auto const body = response.without_body || response.prepared ? std::string_view() : std::string_view(response.body);
    std::array<asio::const_buffer, 4> const pieces{
        asio::buffer(text.data(), line_end), asio::buffer(shared.date.data(), shared.date.size()),
        asio::buffer(rest.data(), rest.size()), asio::buffer(body.data(), body.size())};
    co_return co_await stream.write(pieces);
}

namespace {

constexpr int seconds_between_heartbeats = 15;

enum class Came { Whole, Head, Nothing, Bad };

// Reads the rest of a header, then allows the body its route's size and reads that; Head when it comes in pieces.
Async<Came> read_request(Stream& stream, Shared const& shared, Parser& parser, Incoming& incoming, Error& error)
{
    parser.header_limit(std::uint32_t(shared.limits.header_bytes));
    parser.body_limit(boost::none);
    auto started = incoming.have > 0, header_seen = false;
    stream.deadline = in(started ? shared.limits.seconds_to_read : shared.limits.seconds_idle);
    for (;;) {
        auto const whole = feed(parser, incoming, error);
        if (error) co_return Came::Bad;
        if (parser.is_header_done() && !header_seen) {
            header_seen = true;
            auto const in_pieces = judge_header(parser, shared.body_limit, error);
            if (error) co_return Came::Bad;
            if (in_pieces) co_return Came::Head;
            if (parser.get()[http::field::expect] == "100-continue") {
                std::array<asio::const_buffer, 1> const go{asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25)};
                co_await stream.write(go);
            }
            continue;
        }
        if (whole) co_return Came::Whole;
        auto const room = incoming.bytes.size() - incoming.have;
        auto const count = room ? co_await stream.read({incoming.bytes.data() + incoming.have, room}) : 0;
        if (count == 0) co_return room && !started ? Came::Nothing : Came::Bad;
        incoming.have += count;
        if (!started || header_seen) stream.deadline = in(shared.limits.seconds_to_read);
        started = true;
    }
}

Async<Response> answer(Shared const& shared, Request& request)
{
    auto outcome = shared.handle(request);
    if (auto* const ready = std::get_if<Response>(&outcome)) co_return std::move(*ready);
    co_return co_await replied(std::get<std::function<void(Reply)>>(outcome));
}

Request taken(Parser& parser, Stream const& stream)
{
    auto request = request_of(parser);
    request.peer = stream.peer();
    request.secure = stream.secure();
    request.certificate_asked = stream.certificate_asked;
    request.client_chain = stream.client_chain;
    return request;
}

// Pours a feed out until it ends or the peer leaves; a comment each quarter of a minute finds out which.
Async<void> pour(Stream& stream, Shared const& shared, Feed& feed)
{
    auto const loop = co_await asio::this_coro::executor;
    // Shared with what wakes it, which may come after the end.
    auto const timer = std::make_shared<asio::steady_timer>(loop);
    auto const wake = [timer, loop] { asio::post(loop, [timer] { timer->cancel(); }); };
    Leaving const leaving{feed};
    static auto const heartbeat = std::make_shared<std::string const>(": \n\n");
    while (!shared.stopping) {
        auto pieces = feed.take(wake);
        if (pieces.empty()) {
            if (!feed.open()) co_return;
            stream.deadline = in(seconds_between_heartbeats + shared.limits.seconds_to_read);
            timer->expires_after(std::chrono::seconds(seconds_between_heartbeats));
            auto const [error] = co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
            if (error) continue; // woken: something came
            pieces.push_back(heartbeat);
        }
        std::vector<asio::const_buffer> buffers;
        for (auto const& piece : pieces) buffers.push_back(asio::buffer(*piece));
        stream.deadline = in(shared.limits.seconds_to_read);
        if (!co_await stream.write(buffers)) break;
    }
}

}

Async<void> serve(Stream& stream, Shared const& shared)
{
    auto incoming = std::make_unique<Incoming>();
    for (;;) {
        Parser parser;
        Error error;
        auto const came = co_await read_request(stream, shared, parser, *incoming, error);
        if (came == Came::Nothing) break;
        if (came == Came::Bad) {
            if (error) co_await write_out(stream, shared, short_answer(status_for(error)));
            break;
        }
        auto const keep_alive = parser.get().keep_alive();
        auto request = taken(parser, stream);
        if (came == Came::Head) {
            if (co_await take_in(stream, shared, parser, *incoming, std::move(request))) continue;
            break;
        }
        stream.deadline = Deadline::max(); // our own work is not the peer's fault
        auto response = co_await answer(shared, request);
        auto const feed = response.feed;
        auto const conversation = response.conversation;
        response.close = response.close || !keep_alive || shared.stopping || feed;
        stream.deadline = in(shared.limits.seconds_to_read);
        auto const written = co_await write_out(stream, shared, response);
        if (conversation) {
            if (written) co_await converse(stream, shared, *conversation, std::move(incoming));
            conversation->say->leave();
            break;
        }
        if (feed && written) {
            incoming.reset(); // thousands may listen: none keeps a buffer that it does not need
            co_await pour(stream, shared, *feed);
        } else if (feed) {
            feed->close();
        }
        if (!written || response.close) break;
    }
    co_await stream.close();
}

}
