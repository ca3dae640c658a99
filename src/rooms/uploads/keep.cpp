// SPDX-License-Identifier: EUPL-1.2
#include "rooms/uploads/keep.h"

#include "base/crypto.h"

#include <algorithm>
#include <stdexcept>

namespace uploads {
namespace {

// The part in which a place lies, held until another one is asked for.
class Reader {
public:
    Reader(Room const& of, std::vector<store::Part> in_order, std::string_view behind) :
        room(of), parts(std::move(in_order)), tail(behind)
    {
        if (!parts.empty()) stored = parts.back().first_byte + parts.back().bytes;
    }

    std::int64_t size() const { return stored + std::int64_t(tail.size()); }

    std::string_view from(std::int64_t at)
    {
        if (at >= stored) return tail.substr(std::size_t(at - stored));
        auto const behind =
            std::ranges::upper_bound(parts, at, {}, [](store::Part const& part) { return part.first_byte; });
        if (behind == parts.begin()) throw std::runtime_error("an upload lacks a part");
        auto const& part = *std::prev(behind);
        if (at >= part.first_byte + part.bytes) throw std::runtime_error("an upload lacks a part");
        if (held_first != part.first_byte) {
            held.clear();
            auto plain = room.blobs.get(part.blob);
            if (!plain || std::int64_t(plain->size()) != part.bytes)
                throw std::runtime_error("an upload's part is damaged");
            held = std::move(*plain);
            held_first = part.first_byte;
        }
        return std::string_view(held).substr(std::size_t(at - part.first_byte));
    }

private:
    Room const& room;
    std::vector<store::Part> parts;
    std::string_view tail;
    std::int64_t stored = 0, held_first = -1;
    std::string held;
};

}

std::vector<store::Part> put(Room& room, std::int64_t first, std::string_view bytes)
{
    std::vector<store::Part> parts;
    while (!bytes.empty()) {
        auto const piece = bytes.substr(0, std::size_t(largest_part));
        auto const size = std::int64_t(piece.size());
        parts.push_back({first, size, room.blobs.put(piece, base::sha256(piece))});
        first += size;
        bytes.remove_prefix(piece.size());
    }
    return parts;
}

Content content_of(Room const& room, std::vector<store::Part> parts, std::string_view tail)
{
    auto const reader = std::make_shared<Reader>(room, std::move(parts), tail);
    return {reader->size(), [reader](std::int64_t at) { return reader->from(at); }};
}

}
