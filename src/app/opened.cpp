// SPDX-License-Identifier: EUPL-1.2
#include "app/opened.h"

#include <cstdio>

namespace app {

Opened::Opened(std::filesystem::path const& folder) :
    texts(load_texts()),
    views(load_views(*texts)),
    lanes(1),
    town(folder, {clock, lanes, *texts, *views, workers, askers})
{
}

std::string Opened::say(base::Refusal const& refusal) const
{
    return texts->say(town.config.town.languages.front(), refusal.text, refusal.with);
}

int refused(Opened const& opened, base::Refusal const& refusal)
{
    std::fprintf(stderr, "%s\n", opened.say(refusal).c_str());
    for (auto const& other : refusal.others)
        std::fprintf(stderr, "  %s: %s\n", other.field.c_str(), opened.say(other).c_str());
    return 1;
}

act::Actor the_program()
{
    act::Actor actor;
    actor.kind = act::Actor::Kind::Program;
    actor.level = act::Level::High;
    actor.method = "command";
    return actor;
}

}
