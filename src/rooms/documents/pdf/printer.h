// SPDX-License-Identifier: EUPL-1.2
// Sealed PDF documents by prepared pages: fonts, colour profile and arms are written once for a town, and each
// document adds only its own objects behind them (ISO 32000-1; PDF/A-2b, ISO 19005-2; PAdES-B-B).
#pragma once
#include "base/time.h"
#include "rooms/documents/paper.h"
#include "rooms/documents/pdf/font.h"
#include "rooms/documents/seal.h"

#include <memory>

namespace documents::pdf {

// Files that the printer is made of, as embedded in the program, and the town's arms as an SVG drawing.
struct Stock {
    std::string_view regular_font, bold_font, colour_profile;
    std::string arms_svg;
};

// A sealed file: the prepared beginning that all documents of a printer share, and what is its own.
struct Sealed {
    std::string tail;
    base::Digest sha256; // of the whole file
};

class Printer {
public:
    // `seal` outlives the printer. Takes some tens of milliseconds.
    Printer(Stock const&, Seal const& seal);
    // `address` is where the document can be checked (in the QR code); `code` the 26 characters; `evidence` what the
    // file carries for programs. Any thread.
    Sealed print(Paper const&, std::string_view code, std::string_view address, base::Instant at,
                 std::string_view evidence = {}) const;
    // The same without a seal, the whole file, for somebody to sign: it has no form and no signature field yet.
    std::string unsealed(Paper const&, std::string_view code, std::string_view address, base::Instant at) const;
    bool covers(std::string_view text) const { return regular.covers(text); }
    // What every document of this printer begins with.
    std::string const& head() const { return prepared; }

private:
    Seal const& seal;
    Font regular, bold;
    std::string prepared;            // the file up to the variable objects
    std::vector<std::size_t> places; // of the prepared objects
    base::Sha256 prepared_hash;      // SHA-256 after the prepared bytes
    std::size_t signature_bytes;
};

}
