// SPDX-License-Identifier: EUPL-1.2
// A connection's bytes, in pieces of every size, as net/connection.cpp feeds them; then the body as the web reads it.
#include "net/framing.h"
#include "web/form.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace {

constexpr std::size_t most_body = 4096;

// One request out of the bytes; how many of them it took, none when it is not whole or not plain.
std::size_t read_one(std::string_view bytes, std::size_t piece)
{
    net::Parser parser;
    parser.header_limit(2048);
    parser.body_limit(boost::none);
    net::Incoming incoming;
    net::Error error;
    auto header_seen = false;
    std::size_t given = 0;
    for (;;) {
        auto const whole = net::feed(parser, incoming, error);
        if (error) {
            auto const status = net::status_for(error);
            if (status != 400 && status != 413 && status != 431) std::abort();
            return 0;
        }
        if (parser.is_header_done() && !header_seen) {
            header_seen = true;
            net::judge_header(
                parser, [](std::string_view, std::string_view) { return most_body; }, error);
            if (error) return 0;
            continue;
        }
        if (whole) break;
        auto const next = std::min({piece, bytes.size() - given, incoming.bytes.size() - incoming.have});
        if (next == 0) return 0;
        std::memcpy(incoming.bytes.data() + incoming.have, bytes.data() + given, next);
        incoming.have += next;
        given += next;
    }
    auto const request = net::request_of(parser);
    if (request.body.size() > most_body) std::abort();
    auto const path = web::url_decoded(std::string_view(request.target).substr(0, request.target.find('?')));
    auto const fields = web::read_body(request);
    return path || fields ? given - incoming.have : 0;
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size < 2) return 0;
    auto const piece = std::size_t(data[0]) + 1;
    std::string_view bytes(reinterpret_cast<char const*>(data) + 1, size - 1);
    // Several may come on one connection.
    for (int requests = 0; requests < 8 && !bytes.empty(); ++requests) {
        auto const used = read_one(bytes, piece);
        if (used == 0) break;
        bytes.remove_prefix(used);
    }
    return 0;
}
