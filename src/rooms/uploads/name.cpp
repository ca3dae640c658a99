// SPDX-License-Identifier: EUPL-1.2
#include "rooms/uploads/name.h"

#include "base/text.h"

#include <algorithm>

namespace uploads {
namespace {

constexpr std::size_t most_characters = 200, longest_extension = 10;
constexpr std::string_view not_in_names = "\\/?*:|<>;&\"'%"; // of SIR's application, and of Windows

// Characters that change how the rest of a name reads: a mark that turns the direction makes "exe" look like "pdf".
bool unseen(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xfffd;
}

}

std::string extension(std::string_view name)
{
    auto const dot = name.rfind('.');
    return dot == name.npos || dot == 0 ? std::string() : base::lower(name.substr(dot + 1));
}

namespace {

// Without what is not seen, and with "_" for what names may not have.
std::string plain_letters(std::string_view text)
{
    std::string name;
    for (auto const c : base::code_points(text)) {
        if (unseen(c)) continue;
        if (c < 0x80 && not_in_names.find(char(c)) != not_in_names.npos)
            name += '_';
        else
            base::append_utf8(name, c);
    }
    return base::composed(name);
}

// Neither blanks around it nor dots before it: those would hide it.
std::string_view bare(std::string_view name)
{
    for (;;) {
        auto const trimmed = base::trimmed(name);
        auto const start = std::min(trimmed.find_first_not_of('.'), trimmed.size());
        if (start == 0 && trimmed.size() == name.size()) return name;
        name = trimmed.substr(start);
    }
}

std::string shortened(std::string_view name)
{
    if (base::length_in_characters(name) <= most_characters) return std::string(name);
    auto const dot = name.rfind('.');
    auto const tail = dot == name.npos || name.size() - dot > longest_extension ? "" : name.substr(dot);
    std::string cut;
    std::size_t count = 0;
    for (auto const c : base::code_points(name))
        if (++count <= most_characters - tail.size()) base::append_utf8(cut, c);
    return std::string(bare(cut)) + std::string(tail);
}

}

std::string clean_name(std::string_view sent)
{
    auto const slash = sent.find_last_of("/\\");
    auto const last = slash == sent.npos ? sent : sent.substr(slash + 1);
    auto const letters = plain_letters(base::is_utf8(last) ? std::string(last) : base::from_latin1(last));
    auto const name = shortened(bare(letters));
    return name.empty() ? "fitxer" : name;
}

}
