// SPDX-License-Identifier: EUPL-1.2
#include "net/websocket_codec.h"

#include <new>
#include <utility>
#include <wslay/wslay.h>

namespace net {

struct WebSocketCodec::Calls {
    static WebSocketCodec& of(void* self) { return *static_cast<WebSocketCodec*>(self); }

    static ssize_t receive(wslay_event_context_ptr context, std::uint8_t* to, std::size_t room, int, void* self)
    {
        auto& bytes = of(self).incoming;
        if (bytes.empty()) {
            wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
            return -1;
        }
        auto const count = bytes.copy(reinterpret_cast<char*>(to), room);
        bytes.remove_prefix(count);
        return ssize_t(count);
    }

    static ssize_t send(wslay_event_context_ptr, std::uint8_t const* from, std::size_t count, int, void* self)
    {
        of(self).outgoing.append(reinterpret_cast<char const*>(from), count);
        return ssize_t(count);
    }

    static void message(wslay_event_context_ptr, wslay_event_on_msg_recv_arg const* came, void* self)
    {
        auto& codec = of(self);
        if (came->opcode == WSLAY_BINARY_FRAME) return codec.object(WSLAY_CODE_UNSUPPORTED_DATA);
        if (came->opcode != WSLAY_TEXT_FRAME) return; // closes and pings are answered by the library
        std::string_view const text(reinterpret_cast<char const*>(came->msg), came->msg_length);
        if (!codec.heard || !codec.heard(text)) codec.object(WSLAY_CODE_POLICY_VIOLATION);
    }
};

void WebSocketCodec::Free::operator()(wslay_event_context* held) const { wslay_event_context_free(held); }

WebSocketCodec::WebSocketCodec(std::size_t most_message_bytes, std::function<bool(std::string_view)> with) :
    heard(std::move(with))
{
    wslay_event_callbacks const calls{Calls::receive, Calls::send, nullptr, nullptr, nullptr, nullptr, Calls::message};
    wslay_event_context_ptr made = nullptr;
    if (wslay_event_context_server_init(&made, &calls, this) != 0) throw std::bad_alloc();
    context.reset(made);
    wslay_event_config_set_max_recv_msg_length(made, most_message_bytes);
}

WebSocketCodec::~WebSocketCodec() = default;

void WebSocketCodec::read(std::string_view bytes)
{
    incoming = bytes;
    if (wslay_event_get_read_enabled(context.get()) != 0) failed |= wslay_event_recv(context.get()) != 0;
    incoming = {};
}

void WebSocketCodec::say(std::string_view text)
{
    wslay_event_msg const message{WSLAY_TEXT_FRAME, reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
    wslay_event_queue_msg(context.get(), &message);
}

void WebSocketCodec::ping()
{
    wslay_event_msg const message{WSLAY_PING, nullptr, 0};
    wslay_event_queue_msg(context.get(), &message);
}

// Control frames overtake texts: what was said goes out first.
void WebSocketCodec::say_goodbye()
{
    failed |= wslay_event_send(context.get()) != 0;
    wslay_event_queue_close(context.get(), WSLAY_CODE_NORMAL_CLOSURE, nullptr, 0);
}

void WebSocketCodec::object(std::uint16_t status)
{
    wslay_event_queue_close(context.get(), status, nullptr, 0);
    wslay_event_shutdown_read(context.get());
}

std::string WebSocketCodec::take()
{
    failed |= wslay_event_send(context.get()) != 0;
    return std::exchange(outgoing, {});
}

std::size_t WebSocketCodec::unwritten() const
{
    return outgoing.size() + wslay_event_get_queued_msg_length(context.get());
}

bool WebSocketCodec::over() const
{
    return failed || (wslay_event_want_read(context.get()) == 0 && wslay_event_want_write(context.get()) == 0 &&
                      outgoing.empty());
}

}
