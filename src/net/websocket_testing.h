// SPDX-License-Identifier: EUPL-1.2
// A WebSocket's other end for tests, byte by byte, so that it can say what no browser would.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace net::testing {

enum Opcode : std::uint8_t { Continued = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

// A client's frame, masked as it must be unless the test wants it bare.
inline std::string frame(std::uint8_t opcode, std::string_view payload, bool last = true, bool masked = true)
{
    std::string out(1, char((last ? 0x80 : 0) | opcode));
    auto const mask_bit = masked ? 0x80 : 0;
    if (payload.size() < 126) {
        out += char(mask_bit | int(payload.size()));
    } else if (payload.size() < 65536) {
        out += char(mask_bit | 126);
        for (int shift = 8; shift >= 0; shift -= 8) out += char(payload.size() >> shift & 0xff);
    } else {
        out += char(mask_bit | 127);
        for (int shift = 56; shift >= 0; shift -= 8) out += char(std::uint64_t(payload.size()) >> shift & 0xff);
    }
    if (!masked) return out.append(payload);
    constexpr std::string_view mask = "\x11\x22\x33\x44";
    out.append(mask);
    for (std::size_t i = 0; i < payload.size(); ++i) out += char(payload[i] ^ mask[i % 4]);
    return out;
}

struct Frame {
    std::uint8_t opcode;
    std::string payload;
    // Of a close; 0 when it names none.
    int status() const { return payload.size() < 2 ? 0 : std::uint8_t(payload[0]) * 256 + std::uint8_t(payload[1]); }
    bool operator==(Frame const&) const = default;
};

// A server's frames, which are whole and bare.
inline std::vector<Frame> frames(std::string_view bytes)
{
    std::vector<Frame> list;
    while (bytes.size() >= 2) {
        std::size_t length = std::uint8_t(bytes[1]), at = 2;
        auto const more = length == 126 ? 2U : length == 127 ? 8U : 0U;
        if (bytes.size() < at + more) break;
        if (more > 0) length = 0;
        for (; at < 2 + more; ++at) length = length * 256 + std::uint8_t(bytes[at]);
        if (bytes.size() < at + length) break;
        list.push_back({std::uint8_t(bytes[0] & 0x0f), std::string(bytes.substr(at, length))});
        bytes.remove_prefix(at + length);
    }
    return list;
}

}
