// SPDX-License-Identifier: EUPL-1.2
// Accepting, spreading connections over the loops, sweeping away those past their deadline.
#include "net/server.h"

#include "base/log.h"
#include "net/connection.h"
#include "net/tls.h"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <ctime>
#include <list>
#include <system_error>
#include <thread>

namespace net {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

std::string date_field()
{
    std::time_t const now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[64];
    std::strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
    return text;
}

// One thread's loop and the connections that live on it.
struct Loop {
    Loop(Limits const& limits, Server::BodyLimit const& body_limit, Server::Handle const& handle,
         std::atomic<bool> const& stopping) :
        shared{limits, body_limit, handle, stopping, date_field()}
    {
    }
    asio::io_context context{1};
    Shared shared;
    std::list<std::unique_ptr<Stream>> streams;
};

// How many of each there are, on all loops.
struct Counts {
    std::atomic<std::size_t> connections = 0, handshakes = 0;
};

// The handshake of a stream that has one: few at a time and each in its time, so that nobody can spend our cores.
Async<bool> opened(Stream& stream, Limits const& limits, std::atomic<std::size_t>& under_way)
{
    if (!stream.secure()) co_return true;
    if (under_way >= limits.handshakes) co_return false;
    ++under_way;
    stream.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(limits.seconds_to_shake_hands);
    auto const good = co_await stream.open();
    --under_way;
    co_return good;
}

Async<void> live(Loop& loop, std::list<std::unique_ptr<Stream>>::iterator place, Counts& counts)
{
    try {
        if (co_await opened(**place, loop.shared.limits, counts.handshakes)) co_await serve(**place, loop.shared);
    } catch (std::exception const& failure) {
        base::log::error("connection.failed", {{"what", failure.what()}});
    }
    loop.streams.erase(place);
    --counts.connections;
}

Async<void> sweep(Loop& loop)
{
    asio::steady_timer timer(loop.context);
    for (;;) {
        timer.expires_after(std::chrono::seconds(1));
        co_await timer.async_wait(quietly);
        loop.shared.date = date_field();
        auto const now = std::chrono::steady_clock::now();
        for (auto const& stream : loop.streams)
            if (stream->deadline < now) {
                stream->deadline = Deadline::max();
                stream->cancel();
            }
    }
}

}

// An address to accept at; with a certificate or plain.
struct Listener {
    Listener(asio::io_context& context, Listening const& where) :
        acceptor(context), tls(where.identities.empty() ? nullptr : std::make_unique<Tls>(where))
    {
        try {
            tcp::endpoint const end(asio::ip::make_address(where.address), where.port);
            acceptor.open(end.protocol());
            acceptor.set_option(tcp::acceptor::reuse_address(true));
            acceptor.bind(end);
            acceptor.listen(1024);
        } catch (boost::system::system_error const& failure) { // Boost's is no std::system_error
            throw std::system_error(failure.code(),
                                    "cannot listen on " + where.address + ":" + std::to_string(where.port));
        }
    }
    std::unique_ptr<Stream> stream(tcp::socket socket) const
    {
        return tls ? tls->stream(std::move(socket)) : plain_stream(std::move(socket));
    }
    tcp::acceptor acceptor;
    std::unique_ptr<Tls> tls;
};

struct Server::Loops {
    Loops(Listening where, Limits allowed, std::size_t count, BodyLimit body, Handle with) :
        limits(allowed), body_limit(std::move(body)), handle(std::move(with))
    {
        for (std::size_t i = 0; i < count; ++i)
            all.push_back(std::make_unique<Loop>(limits, body_limit, handle, stopping));
        listeners.push_back(std::make_unique<Listener>(all[0]->context, where));
    }

    Async<void> accept(Listener& listener)
    {
        for (std::size_t next = 0;; next = (next + 1) % all.size()) {
            auto& loop = *all[next];
            auto [error, socket] = co_await listener.acceptor.async_accept(loop.context, quietly);
            if (stopping) co_return;
            if (error) {
                // Out of descriptors, most likely: let some connections end before trying again.
                asio::steady_timer pause(all[0]->context, std::chrono::milliseconds(50));
                co_await pause.async_wait(quietly);
                continue;
            }
            if (counts.connections >= limits.connections) continue; // dropped: closed by its destructor
            ++counts.connections;
            boost::system::error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            auto const held = std::make_shared<tcp::socket>(std::move(socket));
            asio::post(loop.context, [this, &loop, &listener, held] {
                loop.streams.push_front(listener.stream(std::move(*held)));
                asio::co_spawn(loop.context, live(loop, loop.streams.begin(), counts), asio::detached);
            });
        }
    }

    Limits limits;
    BodyLimit body_limit;
    Handle handle;
    std::atomic<bool> stopping = false;
    std::vector<std::unique_ptr<Loop>> all;
    std::vector<std::unique_ptr<Listener>> listeners;
    std::optional<asio::signal_set> signals;
    Counts counts;
};

Server::Server(Listening where, Limits limits, std::size_t threads, BodyLimit body_limit, Handle handle) :
    loops(std::make_unique<Loops>(std::move(where), limits, std::max<std::size_t>(threads, 1), std::move(body_limit),
                                  std::move(handle)))
{
}

Server::~Server() = default;

std::uint16_t Server::port() const { return loops->listeners.front()->acceptor.local_endpoint().port(); }

std::uint16_t Server::listen(Listening where)
{
    auto const& made = loops->listeners.emplace_back(std::make_unique<Listener>(loops->all[0]->context, where));
    return made->acceptor.local_endpoint().port();
}

void Server::run()
{
    for (auto& listener : loops->listeners)
        asio::co_spawn(loops->all[0]->context, loops->accept(*listener), asio::detached);
    for (auto& loop : loops->all) asio::co_spawn(loop->context, sweep(*loop), asio::detached);
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < loops->all.size(); ++i)
        threads.emplace_back([this, i] { loops->all[i]->context.run(); });
    loops->all[0]->context.run();
    for (auto& thread : threads) thread.join();
}

void Server::stop()
{
    asio::post(loops->all[0]->context, [this] {
        loops->stopping = true;
        boost::system::error_code ignored;
        for (auto& listener : loops->listeners) listener->acceptor.close(ignored);
        auto const timer = std::make_shared<asio::steady_timer>(loops->all[0]->context);
        auto const wait = std::make_shared<std::function<void(int)>>();
        *wait = [this, timer, wait](int left) {
            if (left == 0 || loops->counts.connections == 0) {
                for (auto& loop : loops->all) loop->context.stop();
                *wait = nullptr;
                return;
            }
            // Idle connections are closed at once; those at work get up to a second.
            for (auto& loop : loops->all)
                asio::post(loop->context, [&loop] {
                    for (auto const& stream : loop->streams)
                        if (stream->deadline != Deadline::max()) stream->cancel();
                });
            timer->expires_after(std::chrono::milliseconds(20));
            timer->async_wait([wait, left](boost::system::error_code) {
                if (auto const again = *wait) again(left - 1);
            });
        };
        auto const first = *wait;
        first(50);
    });
}

void Server::on_signal(std::function<void()> then)
{
    loops->signals.emplace(loops->all[0]->context, SIGTERM, SIGINT);
    loops->signals->async_wait([then = std::move(then)](boost::system::error_code error, int) {
        if (!error) then();
    });
}

std::size_t Server::open_connections() const { return loops->counts.connections; }

}
