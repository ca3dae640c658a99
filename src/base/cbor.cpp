// SPDX-License-Identifier: EUPL-1.2
#include "base/cbor.h"

#include <cstdint>

namespace base {
namespace {

// RFC 8949, 3.1.
enum Major { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };
constexpr unsigned one_byte = 24, eight_bytes = 27; // additional information that announces 1, 2, 4 or 8 bytes

struct Head {
    Major major;
    std::uint64_t value; // the number itself, a length or a count
    std::size_t size;
};

std::optional<Head> head(std::string_view bytes)
{
    if (bytes.empty()) return {};
    auto const first = std::uint8_t(bytes[0]);
    auto const additional = first & 0x1fU;
    Head read{Major(first >> 5), additional, 1};
    if (additional < one_byte) return read;
    if (additional > eight_bytes) return {};
    auto const more = std::size_t(1) << (additional - one_byte);
    if (bytes.size() < 1 + more) return {};
    read.value = 0;
    for (auto const byte : bytes.substr(1, more)) read.value = read.value << 8 | std::uint8_t(byte);
    read.size += more;
    return read;
}

}

std::optional<std::size_t> cbor_item_size(std::string_view bytes, int depth_left)
{
    auto const read = head(bytes);
    if (!read || depth_left == 0) return {};
    auto const left = bytes.size() - read->size;
    switch (read->major) {
    case Unsigned:
    case Negative:
    case Simple:
        return read->size;
    case Bytes:
    case Text:
        if (read->value > left) return {};
        return read->size + std::size_t(read->value);
    case Array:
    case Map:
    case Tag:
        break;
    }
    if (read->value > left) return {}; // each item takes a byte at least
    auto items = read->major == Tag ? 1 : read->major == Map ? 2 * read->value : read->value;
    auto size = read->size;
    for (; items > 0; --items) {
        auto const item = cbor_item_size(bytes.substr(size), depth_left - 1);
        if (!item) return {};
        size += *item;
    }
    return size;
}

}
