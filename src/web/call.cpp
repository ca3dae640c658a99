// SPDX-License-Identifier: EUPL-1.2
#include "web/call.h"

#include "base/text.h"

namespace web {

std::string Call::fault(std::string_view field) const
{
    if (!refused) return {};
    if (refused->field == field) return say(refused->text, refused->with);
    for (auto const& other : refused->others)
        if (other.field == field) return say(other.text, other.with);
    return {};
}

std::string cookie(std::string_view header, std::string_view name)
{
    for (auto const& piece : base::split(header, ';')) {
        auto const pair = base::trimmed(piece);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return std::string(pair.substr(name.size() + 1));
    }
    return {};
}

}
