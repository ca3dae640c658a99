// SPDX-License-Identifier: EUPL-1.2
// A server for tests: on a free port of this machine, in a thread of its own, until the object ends.
#pragma once
#include "net/server.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace net::testing {

// The other end of a connection: what it sends is what the test wrote.
class Socket {
public:
    explicit Socket(std::uint16_t port) : number(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (number < 0 || connect(number, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
            throw std::system_error(errno, std::generic_category(), "connect");
        int const on = 1;
        setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    Socket(Socket const&) = delete;
    ~Socket() { close(number); }

    // A peer that hangs up on us is an answer too: what it said before is still to be read.
    void say(std::string_view text) const
    {
        while (!text.empty()) {
            auto const count = ::send(number, text.data(), text.size(), MSG_NOSIGNAL);
            if (count <= 0) return;
            text.remove_prefix(std::size_t(count));
        }
    }

    std::string hear(int seconds) const
    {
        timeval const patience{seconds, 0};
        setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        std::string all;
        char piece[16 * 1024];
        for (;;) {
            auto const count = recv(number, piece, sizeof piece, 0);
            if (count <= 0) return all;
            all.append(piece, std::size_t(count));
        }
    }

private:
    int const number;
};

class Served {
public:
    explicit Served(Server::Handle handle, Listening where = {.port = 0}, Limits limits = {}) :
        server(
            std::move(where), limits, 2, [](auto, auto) { return std::size_t(1 << 20); }, std::move(handle)),
        thread([this] { server.run(); })
    {
    }
    ~Served()
    {
        server.stop();
        thread.join();
    }
    Served(Served const&) = delete;

    std::uint16_t port() const { return server.port(); }
    std::string url(std::string const& path = "/", std::string const& scheme = "http") const
    {
        return scheme + "://localhost:" + std::to_string(port()) + path;
    }

private:
    Server server;
    std::thread thread;
};

inline Response text(std::string body, int status = 200)
{
    Response response;
    response.status = status;
    response.headers = {{"Content-Type", "text/plain"}};
    response.body = std::move(body);
    return response;
}

}
