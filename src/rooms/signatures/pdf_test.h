// SPDX-License-Identifier: EUPL-1.2
// For tests: a small file as our printer writes them, and updates of it, right and hostile, object by object.
#pragma once
#include "base/crypto.h"
#include "ports/identity_provider/signing_test.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <string>

namespace signatures::testing {

using Objects = std::map<int, std::string>; // number and body

inline std::string stream(std::string const& dictionary, std::string const& data)
{
    return "<<" + dictionary + "/Length " + std::to_string(data.size()) + ">>\nstream\n" + data + "\nendstream";
}

inline constexpr auto metadata =
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><dc:identifier>CSV:X</dc:identifier></x:xmpmeta>";

// Objects behind what stands before, cross references in runs of numbers, a trailer.
inline std::string written(std::string text, Objects const& objects, std::string const& trailer, bool whole = false)
{
    std::map<int, std::size_t> places;
    for (auto const& [number, body] : objects) {
        places[number] = text.size();
        text += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
    }
    auto const begins = text.size();
    text += "xref\n";
    if (whole) text += "0 " + std::to_string(places.size() + 1) + "\n0000000000 65535 f \n";
    for (auto const& [number, place] : places) {
        char line[32];
        std::snprintf(line, sizeof line, "%010zu 00000 n \n", place);
        text += (whole ? "" : std::to_string(number) + " 1\n") + line;
    }
    auto const before = whole ? 0 : std::stoi(text.substr(text.find("<</Size ") + 8)) - 1;
    return text + "trailer\n<</Size " + std::to_string(std::max(before, objects.rbegin()->first) + 1) + trailer +
           ">>\nstartxref\n" + std::to_string(begins) + "\n%%EOF\n";
}

inline Objects small_objects()
{
    return {{1, "<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/Lang(ca)/StructTreeRoot 7 0 R>>"},
            {2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"},
            {3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 6 0 R>>>>/Contents 4 0 R>>"},
            {4, stream("", "BT /F 12 Tf 72 720 Td (CERTIFICO) Tj ET")},
            {5, stream("/Type/Metadata/Subtype/XML", metadata)},
            {6, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"},
            {7, "<</Type/StructTreeRoot>>"}};
}

inline std::string small_pdf(std::string const& said = "CERTIFICO")
{
    auto objects = small_objects();
    objects[4] = stream("", "BT /F 12 Tf 72 720 Td (" + said + ") Tj ET");
    return written("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", objects, "/Root 1 0 R/ID[<AA><AA>]", true);
}

inline constexpr std::size_t hole = 16384;

// The body of an object of a file of ours.
inline std::string body_of(std::string const& file, int number)
{
    auto const mark = "\n" + std::to_string(number) + " 0 obj\n";
    auto const at = file.find(mark) + mark.size();
    return file.substr(at, file.find("\nendobj", at) - at);
}

inline int number_behind(std::string const& file, std::string const& mark)
{
    return std::stoi(file.substr(file.find(mark) + mark.size()));
}

// What a program adds to a file of ours that it signs: catalogue, first page, a field, the signature.
inline Objects signing_objects(std::string const& ours = small_pdf())
{
    auto const free = number_behind(ours, "<</Size ");
    auto const shown = ours.rfind(" 0 obj\n", ours.find("<</Type/Page/"));
    auto const page = std::stoi(ours.substr(ours.rfind('\n', shown) + 1));
    auto const number = [](int of) { return std::to_string(of); };
    Objects objects{{1, body_of(ours, 1)}, {page, body_of(ours, page)}};
    auto const more = [&](int of, std::string const& what) { objects[of].insert(objects[of].size() - 2, what); };
    more(1, "/AcroForm<</Fields[" + number(free) + " 0 R]/SigFlags 3>>");
    more(page, "/Annots[" + number(free) + " 0 R]");
    objects[free] = "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/F 132/Rect[0 0 0 0]/P " + number(page) +
                    " 0 R/V " + number(free + 1) + " 0 R>>";
    objects[free + 1] = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20260301120000Z)"
                        "/ByteRange[0 BBBBBBBB EEEEEEEE RRRRRRRR]/Contents<" +
                        std::string(hole, '0') + ">>>";
    return objects;
}

inline std::size_t references_of_text(std::string const& file)
{
    return std::stoull(file.substr(file.rfind("startxref\n") + 10));
}

inline std::string trailer_after(std::string const& file)
{
    return "/Root 1 0 R/Prev " + std::to_string(references_of_text(file)) + "/ID[<AA><BB>]";
}

// With ByteRange told and Contents filled by whoever signs the rest.
inline std::string sealed(std::string file, std::function<std::string(std::string const&)> const& sign)
{
    auto const begins = file.rfind("/Contents<") + 9, ends = begins + hole + 2;
    auto const put = [&](char letter, std::size_t number) {
        auto text = std::to_string(number);
        text.resize(8, ' ');
        file.replace(file.rfind(std::string(8, letter)), 8, text);
    };
    put('B', begins);
    put('E', ends);
    put('R', file.size() - ends);
    auto const made = base::hex(sign(file.substr(0, begins) + file.substr(ends)));
    return file.replace(begins + 1, made.size(), made);
}

inline std::string signed_by(identity_provider::testing::Signer const& who, std::string const& ours,
                             Objects const& objects = {}, std::string const& trailer = {})
{
    return sealed(written(ours, objects.empty() ? signing_objects(ours) : objects,
                          trailer.empty() ? trailer_after(ours) : trailer),
                  [&](std::string const& bytes) { return identity_provider::testing::cms(who, bytes); });
}

}
