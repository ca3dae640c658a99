// SPDX-License-Identifier: EUPL-1.2
// QR codes by libqrencode; runs of dark modules become one rectangle.
#include "rooms/documents/pdf/qr.h"

#include <memory>
#include <qrencode.h>
#include <stdexcept>

namespace documents::pdf {

Squares qr_squares(std::string_view text)
{
    std::unique_ptr<QRcode, decltype(&QRcode_free)> const code(
        QRcode_encodeData(int(text.size()), reinterpret_cast<unsigned char const*>(text.data()), 0, QR_ECLEVEL_M),
        QRcode_free);
    if (!code) throw std::runtime_error("no QR code for a text of this length");
    Squares made{code->width, ""};
    auto const dark = [&](int x, int y) { return (code->data[y * code->width + x] & 1) != 0; };
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x) {
            if (!dark(x, y)) continue;
            auto end = x;
            while (end < code->width && dark(end, y)) ++end;
            made.squares.append(std::to_string(x)).append(" ").append(std::to_string(y)).append(" ");
            made.squares.append(std::to_string(end - x)).append(" 1 re\n");
            x = end;
        }
    return made;
}

}
