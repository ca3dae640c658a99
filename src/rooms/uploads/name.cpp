// SPDX-License-Identifier: EUPL-1.2
#include "rooms/uploads/name.h"

#include "base/text.h"

namespace uploads {
namespace {

constexpr std::size_t most_characters = 200;
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

std::string clean_name(std::string_view sent)
{
    auto const slash = sent.find_last_of("/\\");
    auto const bare = slash == sent.npos ? sent : sent.substr(slash + 1);
    auto const whole = base::composed(base::is_utf8(bare) ? std::string(bare) : base::from_latin1(bare));
    std::string name;
    for (auto const c : base::code_points(base::trimmed(whole))) {
        if (unseen(c)) continue;
        if (c < 0x80 && not_in_names.find(char(c)) != not_in_names.npos)
            name += '_';
        else
            base::append_utf8(name, c);
    }
    while (name.starts_with('.')) name.erase(0, 1);
    if (base::length_in_characters(name) > most_characters) {
        auto const kept_extension = name.rfind('.') == name.npos ? std::string() : name.substr(name.rfind('.'));
        auto const tail = kept_extension.size() > 10 ? std::string() : kept_extension;
        std::string cut;
        std::size_t count = 0;
        for (auto const c : base::code_points(name))
            if (++count <= most_characters - tail.size()) base::append_utf8(cut, c);
        name = cut + tail;
    }
    return name.empty() ? "fitxer" : name;
}

}
