// SPDX-License-Identifier: EUPL-1.2
// The picture of a piece of the town, for forms that ask where something is.
#include "rooms/padro/pages.h"

namespace padro {
namespace {

struct Asked {
    std::string latitude, longitude; // of the middle
    std::int64_t zoom = Picture::farthest;
    std::optional<std::string> marked; // "si": with a mark in the middle
};
BOOST_DESCRIBE_STRUCT(Asked, (), (latitude, longitude, zoom, marked))

base::Result<web::File> show_map(Room& room, db::Snapshot const& snapshot, web::Call const&, Asked const& asked)
{
    auto const latitude = base::millionths(asked.latitude), longitude = base::millionths(asked.longitude);
    constexpr std::int64_t poles = 85'000'000;
    if (!latitude || !longitude || *latitude > poles || *latitude < -poles)
        return base::Refusal{base::Refusal::Why::Unprocessable, "padro.no-map", latitude ? "longitude" : "latitude"};
    auto const zoom = int(std::clamp<std::int64_t>(asked.zoom, Picture::nearest, Picture::farthest));
    return web::File{room.map.picture(snapshot, {*latitude, *longitude}, zoom, asked.marked == "si"), "image/svg+xml",
                     "mapa.svg"};
}

}

void map_routes(web::Router& on, Room& room)
{
    on.look("/mapa", web::entered(act::Level::Low), room, show_map, {.slow = true, .gives = "image/svg+xml"});
}

}
