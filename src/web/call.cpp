// SPDX-License-Identifier: EUPL-1.2
#include "web/call.h"

#include "base/text.h"

#include <algorithm>

namespace web {

std::string id_of(std::string_view path)
{
    std::string id(path);
    std::ranges::replace(id, '.', '-');
    return id;
}

std::string Call::fault(std::string_view field) const
{
    if (!refused) return {};
    auto const same = [wanted = id_of(field)](std::string_view at) { return id_of(at) == wanted; };
    if (same(refused->field)) return say(refused->text, refused->with);
    for (auto const& other : refused->others)
        if (same(other.field)) return say(other.text, other.with);
    return {};
}

void Call::looked_at(act::PersonId subject, std::string what) const
{
    auto const same = [&](Look const& each) { return each.subject == subject && each.what == what; };
    if (std::ranges::none_of(looks, same)) looks.push_back({std::move(subject), std::move(what)});
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
