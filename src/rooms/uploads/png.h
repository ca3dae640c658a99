// SPDX-License-Identifier: EUPL-1.2
// PNG (ISO/IEC 15948), as far as a photograph or a picture of a screen needs it. Only photograph.cpp includes it.
#pragma once
#include "rooms/uploads/photograph.h"

namespace uploads {

std::optional<Photograph> png(std::string_view file);
// As the first chunk says; nothing when it is none that we read.
std::optional<std::int64_t> png_pixels(std::string_view file);
// Of a TIFF header with its first directory, as JPEG and PNG carry it; 1 when it says nothing.
int exif_orientation(std::string_view tiff);

}
