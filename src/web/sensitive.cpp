// SPDX-License-Identifier: EUPL-1.2
#include "web/sensitive.h"

#include "base/text.h"

namespace web {
namespace {

std::string initials(std::string_view name)
{
    std::string out;
    for (auto const& word : base::split(name, ' ')) {
        if (word.empty()) continue;
        std::size_t size = 1; // of the first letter, in bytes of UTF-8
        while (size < word.size() && (std::uint8_t(word[size]) & 0xC0) == 0x80) ++size;
        out += (out.empty() ? "" : " ") + word.substr(0, size) + ".";
    }
    return out;
}

// The digits in places 4 to 7 stay; a text with fewer keeps none.
std::string middle_digits(std::string_view number)
{
    std::string out;
    int digits = 0;
    for (auto const c : number) {
        auto const digit = c >= '0' && c <= '9';
        digits += digit;
        out += digit && digits >= 4 && digits <= 7 ? c : '*';
    }
    return out;
}

}

std::string covered(std::string_view value, Mask mask)
{
    return mask == Mask::Name ? initials(value) : middle_digits(value);
}

Covered sensitive(Call const& call, std::string const& value, Mask mask, act::PersonId const& subject, std::string what)
{
    if (call.reason.empty()) return {.shown = covered(value, mask), .masked = true};
    call.looked_at(subject, std::move(what));
    return {.shown = value, .masked = false};
}

}
