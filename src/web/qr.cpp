// SPDX-License-Identifier: EUPL-1.2
#include "web/qr.h"

#include <memory>
#include <qrencode.h>
#include <stdexcept>

namespace web {

QrCode qr_code(std::string_view text, std::string label)
{
    constexpr int quiet = 4;
    std::string const terminated(text);
    std::unique_ptr<QRcode, decltype(&QRcode_free)> const code(
        QRcode_encodeString8bit(terminated.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) throw std::runtime_error("no QR code holds this text");
    QrCode drawn;
    auto const side = std::to_string(code->width + 2 * quiet);
    drawn.box = "0 0 " + side + " " + side;
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x) {
            auto const dark = [&](int at) { return at < code->width && (code->data[y * code->width + at] & 1) != 0; };
            if (!dark(x)) continue;
            auto const begun = x;
            while (dark(x)) ++x;
            drawn.path += "M" + std::to_string(begun + quiet) + " " + std::to_string(y + quiet) + "h" +
                          std::to_string(x - begun) + "v1H" + std::to_string(begun + quiet) + "z";
        }
    drawn.label = std::move(label);
    return drawn;
}

}
