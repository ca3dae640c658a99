// SPDX-License-Identifier: EUPL-1.2
// A connection that has become a WebSocket: one half hears, the other speaks, both on the connection's loop.
#include "net/connection.h"
#include "net/websocket.h"
#include "net/websocket_codec.h"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace net {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds between_pings{15};
constexpr std::chrono::seconds silence_borne{40}; // two pings and some delay
constexpr std::chrono::seconds to_say_goodbye{5};
constexpr std::size_t most_unwritten = 256 * 1024;

// So many in each minute; more are too many.
class Rate {
public:
    explicit Rate(int each_minute) : most(each_minute) {}
    bool one_more()
    {
        auto const now = Clock::now();
        if (now - begun > std::chrono::minutes(1)) {
            begun = now;
            count = 0;
        }
        return ++count <= most;
    }

private:
    int most, count = 0;
    Clock::time_point begun = Clock::now();
};

struct Talk {
    Talk(Stream& of, Shared const& with, Conversation& about, asio::any_io_executor const& loop) :
        stream(of),
        shared(with),
        conversation(about),
        rate(about.most_messages_a_minute),
        codec(about.most_message_bytes,
              [this](std::string_view text) {
                  return rate.one_more() && conversation.heard && conversation.heard(text);
              }),
        bell(std::make_shared<asio::steady_timer>(loop))
    {
    }
    Stream& stream;
    Shared const& shared;
    Conversation& conversation;
    Rate rate;
    WebSocketCodec codec;
    std::shared_ptr<asio::steady_timer> const bell; // cancelled when there is something to write
    bool leaving = false;
};

Async<void> hear(Talk& talk, std::unique_ptr<Incoming> rest)
{
    // What came on the heels of the request is theirs already.
    talk.codec.read({rest->bytes.data(), rest->have});
    rest.reset();
    std::array<char, 4096> bytes;
    while (!talk.codec.over()) {
        talk.bell->cancel();
        if (!talk.leaving) talk.stream.deadline = Clock::now() + silence_borne;
        auto const count = co_await talk.stream.read(bytes);
        if (count == 0) break;
        talk.codec.read({bytes.data(), count});
        if (talk.codec.unwritten() > most_unwritten) break; // it asks and asks and reads no answer
    }
    talk.bell->cancel();
}

Async<void> speak(Talk& talk)
{
    auto const loop = co_await asio::this_coro::executor;
    auto const wake = [bell = talk.bell, loop] { asio::post(loop, [bell] { bell->cancel(); }); };
    auto& say = *talk.conversation.say;
    while (!talk.shared.stopping) {
        for (auto const& piece : say.take(wake)) talk.codec.say(*piece);
        if (!say.open() && !talk.leaving) {
            talk.leaving = true;
            talk.stream.deadline = Clock::now() + to_say_goodbye;
            talk.codec.say_goodbye();
        }
        auto const bytes = talk.codec.take();
        if (bytes.empty()) {
            if (talk.codec.over()) co_return;
            talk.bell->expires_after(between_pings);
            auto const [error] = co_await talk.bell->async_wait(asio::as_tuple(asio::use_awaitable));
            if (!error) talk.codec.ping();
            continue;
        }
        std::array<asio::const_buffer, 1> const pieces{asio::buffer(bytes)};
        if (!co_await talk.stream.write(pieces)) co_return;
    }
}

}

Async<void> converse(Stream& stream, Shared const& shared, Conversation& conversation, std::unique_ptr<Incoming> rest)
{
    using namespace asio::experimental::awaitable_operators;
    Talk talk(stream, shared, conversation, co_await asio::this_coro::executor);
    Leaving const leaving{*conversation.say};
    co_await (hear(talk, std::move(rest)) || speak(talk));
}

}
