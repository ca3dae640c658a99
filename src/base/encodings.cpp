// SPDX-License-Identifier: EUPL-1.2
// Bytes as text: hexadecimal, base64 in both alphabets, Crockford's base32.
#include "base/crypto.h"

#include <openssl/evp.h>

#include <algorithm>

namespace base {
namespace {

int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}

std::string hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (auto const c : bytes) {
        text += digits[std::uint8_t(c) >> 4];
        text += digits[std::uint8_t(c) & 15];
    }
    return text;
}

std::optional<std::string> from_hex(std::string_view text)
{
    if (text.size() % 2) return {};
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        auto const high = hex_value(text[i]), low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return {};
        bytes += char(high * 16 + low);
    }
    return bytes;
}

std::string base64(std::string_view bytes)
{
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    auto const length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                        reinterpret_cast<unsigned char const*>(bytes.data()), int(bytes.size()));
    text.resize(std::size_t(length));
    return text;
}

std::string base64url(std::string_view bytes)
{
    auto text = base64(bytes);
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    while (!text.empty() && text.back() == '=') text.pop_back();
    return text;
}

std::optional<std::string> from_base64url(std::string_view text)
{
    std::string bytes;
    unsigned bits = 0, held = 0;
    for (auto const c : text) {
        unsigned value = 0;
        if (c >= 'A' && c <= 'Z')
            value = unsigned(c - 'A');
        else if (c >= 'a' && c <= 'z')
            value = unsigned(c - 'a') + 26;
        else if (c >= '0' && c <= '9')
            value = unsigned(c - '0') + 52;
        else if (c == '-')
            value = 62;
        else if (c == '_')
            value = 63;
        else
            return {};
        held = (held << 6 | value) & 0xffffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += char(held >> bits);
        }
    }
    if (text.size() % 4 == 1 || (held & ((1u << bits) - 1)) != 0) return {}; // not what an encoder writes
    return bytes;
}

std::string percent_encoded(std::string_view text)
{
    std::string out;
    for (auto const c : text) {
        auto const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain)
            out += c;
        else
            out.append("%").append(hex(std::string_view(&c, 1)));
    }
    return out;
}

std::string base32(std::string_view bytes)
{
    constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string text;
    text.reserve((bytes.size() * 8 + 4) / 5);
    unsigned bits = 0, held = 0;
    for (auto const c : bytes) {
        held = (held << 8 | std::uint8_t(c)) & 0xffff;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            text += letters[held >> bits & 31];
        }
    }
    if (bits > 0) text += letters[held << (5 - bits) & 31];
    return text;
}

}
