// SPDX-License-Identifier: EUPL-1.2
// Photographs of papers, as telephones make them: read as far as a PDF needs it, and laid on pages. Pure, bounded
// readers of what strangers send (fuzz/photograph.cpp). Only this room and its fuzzer include it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uploads {

constexpr std::int64_t most_pixels = 64'000'000; // of one picture

struct Photograph {
    std::int64_t width = 0, height = 0; // as stored, before it is turned
    int orientation = 1;                // how it is turned: Exif 2.32, tag 274, 1 to 8
    int colours = 3;                    // 1 grey, 3 RGB, 4 CMYK
    bool inverted = false;              // CMYK as Adobe writes it
    bool jpeg = true;                   // else rows of 8 bits a colour, deflated
    std::string data; // the picture alone: where and with what it was taken, thumbnails and comments are left out
};

// The pixels that have to be unpacked to read it, by its own word: those of a PNG; none of a JPEG, which is copied.
std::int64_t unpacked_pixels(std::string_view file);
// A JPEG (ITU-T T.81, baseline or progressive) or PNG (ISO 15948, not interlaced; what shows through is white).
// Nothing for any other, or when it is damaged.
std::optional<Photograph> photograph(std::string_view file);

// A PDF of one upright photograph a page of A4, as high or as wide as fits.
std::string joined(std::vector<Photograph> const&);

}
