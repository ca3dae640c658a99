// SPDX-License-Identifier: EUPL-1.2
// The town's houses as a map, drawn from the register's own dwellings: no third party hears who looks at what. It knows
// where buildings are and never who lives there.
#pragma once
#include "base/point.h"
#include "db/db.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace padro {

struct Picture {
    static constexpr int width = 600, height = 400; // pixels
    static constexpr int nearest = 1, farthest = 6; // zoom: half a metre a pixel, then twice as much each
    static double metres_a_pixel(int zoom);
    // What lies under a pixel of a picture, counted from its upper left corner.
    static base::Point at(base::Point const& centre, int zoom, int x, int y);
};

// Any thread. The houses are read at first, and again by `refresh` after an import: until then the map is that of
// before.
class TownMap {
public:
    TownMap();
    ~TownMap();
    // The middle of the town; nothing when the register has no coordinates.
    std::optional<base::Point> middle(db::Snapshot const&);
    // Reads the houses of a later import; a tenth of a second for a town of a hundred thousand. On a thread that may
    // wait.
    void refresh(db::Snapshot const&);
    // "Major 12", "c/ de la Font, 3 bis, 2n": the street whose name has these words, at that number or the next one to
    // it; its middle when there is no number. Nothing where several fit as well.
    std::optional<base::Point> find(db::Snapshot const&, std::string_view words);
    // "carrer Major, 12": the house that is nearest, within 150 m; empty when there is none.
    std::string near(db::Snapshot const&, base::Point const&);
    // SVG.
    std::string picture(db::Snapshot const&, base::Point const& centre, int zoom, bool marked);

private:
    struct Houses;
    std::shared_ptr<Houses const> houses(db::Snapshot const&);
    std::mutex mutex, reading;
    std::shared_ptr<Houses const> known;
};

}
