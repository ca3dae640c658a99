// SPDX-License-Identifier: EUPL-1.2
// A WebSocket's frames in pieces: texts stay within their bound and are UTF-8, what is said back is whole frames, and
// after the goodbye nothing more is heard or said.
#include "base/text.h"
#include "net/websocket_codec.h"
#include "net/websocket_testing.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size == 0) return 0;
    constexpr std::size_t most = 1000;
    bool over = false;
    net::WebSocketCodec codec(most, [&](std::string_view text) {
        if (over || text.size() > most || !base::is_utf8(text)) std::abort();
        return !text.starts_with("out");
    });
    std::string_view bytes(reinterpret_cast<char const*>(data) + 1, size - 1);
    auto const piece = std::size_t(data[0]) + 1;
    while (!bytes.empty()) {
        codec.read(bytes.substr(0, piece));
        bytes.remove_prefix(std::min(piece, bytes.size()));
        auto const said = codec.take();
        std::size_t counted = 0;
        for (auto const& frame : net::testing::frames(said)) counted += 2 + frame.payload.size();
        if (counted != said.size()) std::abort(); // pongs and closes are short
        if (over && !said.empty()) std::abort();
        over = codec.over();
    }
    return 0;
}
