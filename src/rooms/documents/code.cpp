// SPDX-License-Identifier: EUPL-1.2
// Verification codes.
#include "rooms/documents/code.h"

#include "base/crypto.h"

namespace documents {
namespace {

constexpr std::size_t length = 26;
constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

}

std::string fresh_code()
{
    // Five bits of a byte each: every character is drawn alone, none is padding.
    auto bytes = base::random_bytes(length);
    for (auto& byte : bytes) byte = letters[std::uint8_t(byte) & 31];
    return bytes;
}

std::string grouped(std::string_view code)
{
    std::string text;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (i > 0 && i % 4 == 0) text += '-';
        text += code[i];
    }
    return text;
}

std::string read_code(std::string_view typed)
{
    std::string code;
    bool possible = typed.size() <= 80;
    for (auto c : typed.substr(0, 80)) {
        if (c == ' ' || c == '-' || c == '\t') continue;
        if (c >= 'a' && c <= 'z') c = char(c - 32);
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        possible = possible && letters.find(c) != letters.npos;
        code += c;
    }
    if (!possible || code.size() != length) code.assign(length, '!');
    return code;
}

}
