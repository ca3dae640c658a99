// SPDX-License-Identifier: EUPL-1.2
// What a file is, by its content; whatever its name says. A pure reader of what strangers send (fuzz/sniff.cpp), with
// bounded looks: it never unpacks anything. Only this room and its fuzzer include it.
#pragma once
#include "rooms/uploads/content.h"

namespace uploads {

struct Sniffed {
    std::string type;  // "application/pdf"; empty when it is none that we know
    std::string fault; // key of the text that tells why it is not taken; empty when it is
};

// Refuses what is empty, unknown, not what its extension says, protected by a password, two kinds of file in one,
// an archive that unpacks to far more than it is, a program, or a document with macros or scripts in it.
Sniffed sniff(std::string_view name, Content const&);

// Of each family; nothing when it is none of it (sniff_pdf.cpp, sniff_zip.cpp, sniff_text.cpp).
Sniffed sniff_pdf(Content const&, std::string_view head);
Sniffed sniff_zip(Content const&, std::string_view head);
Sniffed sniff_text(Content const&, std::string_view head);
// Whether a ZIP archive ends exactly where the content does.
bool ends_as_zip(Content const&);

}
