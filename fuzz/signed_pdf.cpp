// SPDX-License-Identifier: EUPL-1.2
// What stands behind our bytes in a PDF that comes back signed: hostile, and never taken with a signature that is not
// over all of the file but its own place.
#include "rooms/signatures/signed_pdf.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

// As rooms/signatures/pdf_test.h writes it: the seeds are updates of this very file.
std::string const& ours()
{
    static std::string const file = [] {
        std::string text = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", table;
        char const* const objects[] = {
            "<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/Lang(ca)/StructTreeRoot 7 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 6 0 R>>>>/Contents 4 0 R>>",
            "<</Length 39>>\nstream\nBT /F 12 Tf 72 720 Td (CERTIFICO) Tj ET\nendstream",
            "<</Type/Metadata/Subtype/XML/Length 84>>\nstream\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><dc:identifier>"
            "CSV:X</dc:identifier></x:xmpmeta>\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            "<</Type/StructTreeRoot>>"};
        int number = 0;
        for (auto const* const body : objects) {
            auto place = std::to_string(text.size());
            table += std::string(10 - place.size(), '0') + place + " 00000 n \n";
            text += std::to_string(++number) + " 0 obj\n" + body + "\nendobj\n";
        }
        auto const begins = std::to_string(text.size());
        return text + "xref\n0 8\n0000000000 65535 f \n" + table +
               "trailer\n<</Size 8/Root 1 0 R/ID[<AA><AA>]>>\nstartxref\n" + begins + "\n%%EOF\n";
    }();
    return file;
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using signatures::SignedPdf;
    auto const theirs = ours() + std::string(reinterpret_cast<char const*>(data), size);
    auto const read = signatures::read_signed_pdf(ours(), theirs);
    if ((read.wrong == SignedPdf::Wrong::None) == read.signature.empty()) std::abort();
    if (read.wrong == SignedPdf::Wrong::None &&
        (!read.covered.starts_with(ours()) || read.covered.size() + 2 * read.signature.size() + 2 > theirs.size()))
        std::abort();
    return 0;
}
