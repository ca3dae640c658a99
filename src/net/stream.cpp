// SPDX-License-Identifier: EUPL-1.2
// Plain TCP streams.
#include "net/stream.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace net {
namespace {

namespace asio = boost::asio;
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

class Plain final : public Stream {
public:
    explicit Plain(asio::ip::tcp::socket own) : socket(std::move(own)) {}

    Async<bool> open() override { co_return true; }

    Async<std::size_t> read(std::span<char> into) override
    {
        auto const [error, count] = co_await socket.async_read_some(asio::buffer(into.data(), into.size()), quietly);
        co_return error ? 0 : count;
    }
    Async<bool> write(std::span<asio::const_buffer const> pieces) override
    {
        auto const [error, count] = co_await asio::async_write(socket, pieces, quietly);
        co_return !error;
    }
    Async<void> close() override
    {
        boost::system::error_code ignored;
        socket.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        co_return;
    }
    void cancel() override
    {
        boost::system::error_code ignored;
        socket.close(ignored);
    }
    std::string peer() const override
    {
        boost::system::error_code error;
        auto const end = socket.remote_endpoint(error);
        return error ? std::string() : end.address().to_string();
    }
    bool secure() const override { return false; }

private:
    asio::ip::tcp::socket socket;
};

}

std::unique_ptr<Stream> plain_stream(asio::ip::tcp::socket socket)
{
    return std::make_unique<Plain>(std::move(socket));
}

}
