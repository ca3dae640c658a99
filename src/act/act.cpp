// SPDX-License-Identifier: EUPL-1.2
// Names of levels, channels and kinds of actor, as rows and JSON write them.
#include "act/act.h"

#include <array>

namespace act {
namespace {

constexpr std::array<std::string_view, 4> levels{"none", "low", "substantial", "high"};
constexpr std::array<std::string_view, 7> channels{"web", "api", "counter", "telephone", "video", "kiosk", "command"};
constexpr std::array<std::string_view, 4> kinds{"nobody", "person", "staff", "program"};

}

std::string_view name(Level level) { return levels[std::size_t(level)]; }
std::string_view name(Channel channel) { return channels[std::size_t(channel)]; }
std::string_view name(Actor::Kind kind) { return kinds[std::size_t(kind)]; }

Level level_named(std::string_view text)
{
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (levels[i] == text) return Level(i);
    return Level::None;
}

}
