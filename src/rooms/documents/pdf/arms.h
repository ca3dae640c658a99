// SPDX-License-Identifier: EUPL-1.2
// The town's arms, drawn once for all documents.
#pragma once
#include <string>

namespace documents::pdf {

struct Picture {
    int width, height;
    std::string rgb; // three bytes a pixel, row by row, on white
};

// Throws std::runtime_error when the text is no SVG drawing.
Picture draw_arms(std::string const& svg);

}
