// SPDX-License-Identifier: EUPL-1.2
// Over libcurl, which looks names up, connects and checks certificates as it does for everything else that goes out.
#include "net/wire.h"

#include "net/curl.h"

#include <poll.h>

namespace net {

struct Wire::Line {
    Handle handle = curl_handle();
    curl_socket_t socket = CURL_SOCKET_BAD;
};

Wire::Wire(WireTo const& to) : line(std::make_unique<Line>()), until(std::chrono::steady_clock::now() + to.whole)
{
    auto* const handle = line->handle.get();
    // The scheme stands for TLS only: nothing of HTTP is said.
    auto const url = (to.tls ? "https://" : "http://") + to.host + ":" + std::to_string(to.port) + "/";
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_CONNECT_ONLY, 1L);
    if (!to.unix_socket.empty()) curl_easy_setopt(handle, CURLOPT_UNIX_SOCKET_PATH, to.unix_socket.c_str());
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_SSL_ENABLE_ALPN, 0L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, long(std::min(to.connect, to.whole).count()));
    trust(handle, to.ca_file);
    wrong = fault_of(curl_easy_perform(handle));
    if (wrong == Fault::None && curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &line->socket) != CURLE_OK)
        wrong = Fault::Broken;
}

Wire::~Wire() = default;

bool Wire::wait_for(short events)
{
    using namespace std::chrono;
    auto const left = duration_cast<milliseconds>(until - steady_clock::now()).count();
    pollfd watched{line->socket, events, 0};
    auto const ready = left > 0 ? poll(&watched, 1, int(left)) : 0;
    if (ready <= 0) wrong = ready == 0 ? Fault::TimedOut : Fault::Broken;
    return ready > 0;
}

bool Wire::send(std::string_view bytes)
{
    while (wrong == Fault::None && !bytes.empty()) {
        std::size_t count = 0;
        auto const code = curl_easy_send(line->handle.get(), bytes.data(), bytes.size(), &count);
        if (code == CURLE_AGAIN) {
            wait_for(POLLOUT);
            continue;
        }
        if (code != CURLE_OK) wrong = Fault::Broken;
        bytes.remove_prefix(count);
    }
    return wrong == Fault::None;
}

std::optional<std::string> Wire::receive(std::size_t wanted)
{
    std::string bytes(wanted, '\0');
    std::size_t have = 0;
    while (wrong == Fault::None && have < wanted) {
        std::size_t count = 0;
        auto const code = curl_easy_recv(line->handle.get(), bytes.data() + have, wanted - have, &count);
        if (code == CURLE_AGAIN) {
            wait_for(POLLIN);
            continue;
        }
        if (code != CURLE_OK || count == 0) wrong = Fault::Broken; // nothing more comes: they hung up
        have += count;
    }
    if (wrong != Fault::None) return {};
    return bytes;
}

}
