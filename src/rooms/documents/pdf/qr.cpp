// SPDX-License-Identifier: EUPL-1.2
// QR codes by libqrencode; runs of dark modules become one rectangle.
#include "rooms/documents/pdf/qr.h"

#include <memory>
#include <qrencode.h>
#include <stdexcept>

// Exported by libqrencode 4, though its header keeps it for the library's own tests: encodes with a given mask.
extern "C" QRcode* QRcode_encodeMask(QRinput*, int mask);

namespace documents::pdf {

// ISO/IEC 18004, 7.8: trying all eight masks and taking the prettiest is three quarters of the cost of a code. Every
// reader undoes any of them, and the text is random enough that none stands out, so one serves for all.
constexpr int mask = 2;

Squares qr_squares(std::string_view text)
{
    std::unique_ptr<QRinput, decltype(&QRinput_free)> const input(QRinput_new2(0, QR_ECLEVEL_M), QRinput_free);
    if (QRinput_append(input.get(), QR_MODE_8, int(text.size()), reinterpret_cast<unsigned char const*>(text.data())) !=
        0)
        throw std::runtime_error("no QR code for a text of this length");
    std::unique_ptr<QRcode, decltype(&QRcode_free)> const code(QRcode_encodeMask(input.get(), mask), QRcode_free);
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
