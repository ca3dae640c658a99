// SPDX-License-Identifier: EUPL-1.2
#include "ports/sms/alphabet.h"

#include "base/text.h"

namespace ports {
namespace {

constexpr char escape = 0x1b;
// TS 23.038, 6.2.1: the place of each character is its septet; U+FFFF where the escape stands.
constexpr std::u32string_view basic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uffffÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    U"¿abcdefghijklmnopqrstuvwxyzäöñüà";
static_assert(basic.size() == 128);

// TS 23.038, 6.2.1.1.
char extension(char32_t c)
{
    switch (c) {
    case U'\f':
        return 0x0a;
    case U'^':
        return 0x14;
    case U'{':
        return 0x28;
    case U'}':
        return 0x29;
    case U'\\':
        return 0x2f;
    case U'[':
        return 0x3c;
    case U'~':
        return 0x3d;
    case U']':
        return 0x3e;
    case U'|':
        return 0x40;
    case U'€':
        return 0x65;
    default:
        return 0;
    }
}

bool begins_a_pair(std::string_view utf16, std::size_t at)
{
    return at + 1 < utf16.size() && (std::uint8_t(utf16[at]) & 0xfc) == 0xd8;
}

// Pieces of at most `room` octets that cut neither an escape from its character nor a pair in two.
std::vector<std::string> pieces(std::string_view octets, std::size_t room, bool in_ucs2)
{
    std::vector<std::string> list;
    while (!octets.empty()) {
        auto length = std::min(room, octets.size());
        if (length < octets.size()) {
            if (in_ucs2 && begins_a_pair(octets, length - 2)) length -= 2;
            if (!in_ucs2 && octets[length - 1] == escape) length -= 1;
        }
        list.emplace_back(octets.substr(0, length));
        octets.remove_prefix(length);
    }
    return list;
}

}

std::optional<std::string> gsm7(std::string_view text)
{
    std::string septets;
    for (auto const c : base::code_points(text)) {
        auto const place = c == U'\uffff' ? basic.npos : basic.find(c);
        if (place != basic.npos)
            septets += char(place);
        else if (auto const more = extension(c); more != 0)
            septets.append({escape, more});
        else
            return {};
    }
    return septets;
}

std::string ucs2(std::string_view text)
{
    std::string octets;
    auto const put = [&](std::uint32_t unit) { octets.append({char(unit >> 8 & 0xff), char(unit & 0xff)}); };
    for (auto const c : base::code_points(text)) {
        auto const point = std::uint32_t(c);
        if (point < 0x10000) {
            put(point);
            continue;
        }
        put(0xd800 + ((point - 0x10000) >> 10));
        put(0xdc00 + ((point - 0x10000) & 0x3ff));
    }
    return octets;
}

std::optional<Parts> parts_of(std::string_view text, std::uint8_t reference)
{
    if (text.empty() || text.size() > 10'000 || !base::is_utf8(text)) return {};
    auto const composed = base::composed(text); // é of two code points is in the alphabet too
    auto const plain = gsm7(composed);
    Parts parts;
    parts.in_ucs2 = !plain;
    auto const octets = plain ? *plain : ucs2(composed);
    std::size_t const alone = plain ? 160 : 140, beside_header = plain ? 153 : 134; // TS 23.040, 9.2.3.24
    parts.with_header = octets.size() > alone;
    parts.octets = pieces(octets, parts.with_header ? beside_header : alone, parts.in_ucs2);
    if (parts.octets.size() > most_parts) return {};
    if (!parts.with_header) return parts;
    // TS 23.040, 9.2.3.24.1: five octets follow; concatenation with an 8-bit reference; three octets; which of how
    // many.
    for (std::size_t i = 0; i < parts.octets.size(); ++i)
        parts.octets[i].insert(0, std::string{5, 0, 3, char(reference), char(parts.octets.size()), char(i + 1)});
    return parts;
}

}
