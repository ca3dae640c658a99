// SPDX-License-Identifier: EUPL-1.2
// PDF (ISO 32000-2): its header, its end, and whether it opens without a password.
#include "rooms/uploads/sniff.h"

#include <algorithm>
#include <charconv>

namespace uploads {
namespace {

constexpr std::int64_t tail_bytes = 4096, most_looked_at = 2 << 20;

bool plain_name_ends(std::string_view text, std::size_t at)
{
    return at >= text.size() || std::string_view(" \t\r\n\f<[(/").find(text[at]) != std::string_view::npos;
}

// 7.5.5 and 7.5.8: the trailer, or the dictionary of a cross-reference stream, names the encryption in the clear.
bool names_encryption(std::string_view text)
{
    constexpr std::string_view key = "/Encrypt";
    for (auto at = text.find(key); at != text.npos; at = text.find(key, at + 1))
        if (plain_name_ends(text, at + key.size())) return true;
    return false;
}

// Where the last cross-reference section begins, as the end of the file says; -1 when it does not.
std::int64_t last_cross_reference(std::string_view tail)
{
    auto at = tail.rfind("startxref");
    if (at == tail.npos) return -1;
    at = tail.find_first_of("0123456789", at);
    if (at == tail.npos) return -1;
    std::int64_t place = -1;
    auto const [end, error] = std::from_chars(tail.data() + at, tail.data() + tail.size(), place);
    return error == std::errc() ? place : -1;
}

}

Sniffed sniff_pdf(Content const& content, std::string_view head)
{
    auto const header = head.substr(0, 1024).find("%PDF-");
    if (header == head.npos) return {};
    // Readers take a header anywhere in the first kilobyte: whatever stands before it is another file (or rubbish).
    if (header != 0 || ends_as_zip(content)) return {"", "uploads.polyglot"};
    Sniffed found{"application/pdf", ""};
    auto const tail = content.bytes(std::max<std::int64_t>(0, content.size - tail_bytes), tail_bytes);
    auto const place = last_cross_reference(tail);
    if (tail.find("%%EOF") == tail.npos || place < 0 || place >= content.size) {
        found.fault = "uploads.damaged";
        return found;
    }
    auto const reach = std::min(content.size - place, most_looked_at);
    if (names_encryption(content.bytes(place, reach)) || names_encryption(tail)) found.fault = "uploads.protected";
    return found;
}

}
