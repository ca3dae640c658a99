// SPDX-License-Identifier: EUPL-1.2
// QR codes as PDF rectangles of one unit a module.
#pragma once
#include <string>
#include <string_view>

namespace documents::pdf {

struct Squares {
    int width = 0;       // modules a side
    std::string squares; // "x y w 1 re" lines, y downwards
};

Squares qr_squares(std::string_view text);

}
