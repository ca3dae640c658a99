// SPDX-License-Identifier: EUPL-1.2
// A QR code in a page, as an SVG path of one unit a module with the quiet zone that ISO/IEC 18004 asks for.
#pragma once
#include <boost/describe.hpp>
#include <string>
#include <string_view>

namespace web {

struct QrCode {
    std::string view = "web/part-qr";
    std::string box;   // viewBox
    std::string path;  // d
    std::string label; // what it leads to, for those who do not see it
};
BOOST_DESCRIBE_STRUCT(QrCode, (), (view, box, path, label))

// Throws std::runtime_error for a text that no code holds (over 2 900 bytes).
QrCode qr_code(std::string_view text, std::string label);

}
