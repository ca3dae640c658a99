// SPDX-License-Identifier: EUPL-1.2
// Texts as telephones take them (3GPP TS 23.038, 23.040): the 7-bit alphabet when every character is in it, else
// UCS-2, in as many parts as needed, put together again by the telephone.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ports {

// One septet an octet, those of the extension behind their escape; nothing when a character is not in the alphabet.
std::optional<std::string> gsm7(std::string_view utf8);
// UTF-16, most significant octet first.
std::string ucs2(std::string_view utf8);

struct Parts {
    bool in_ucs2 = false;            // else the 7-bit alphabet
    bool with_header = false;        // each begins with a header that says which part of how many it is
    std::vector<std::string> octets; // of the short messages, headers included
};
constexpr std::size_t most_parts = 10;
// `reference` is the same in all parts of one message. Nothing when the text is empty, no UTF-8 or too long.
std::optional<Parts> parts_of(std::string_view utf8, std::uint8_t reference);

}
