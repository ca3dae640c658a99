// SPDX-License-Identifier: EUPL-1.2
// A server for tests: on a free port of this machine, in a thread of its own, until the object ends.
#pragma once
#include "net/server.h"

#include <thread>

namespace net::testing {

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
