// SPDX-License-Identifier: EUPL-1.2
// Objects of a document: prepared ones first, then those of this document, one pass, sealed in place.
#include "rooms/documents/pdf/printer.h"

#include "base/text.h"
#include "rooms/documents/code.h"
#include "rooms/documents/pdf/arms.h"
#include "rooms/documents/pdf/composer.h"
#include "rooms/documents/pdf/metadata.h"

#include <cstring>
#include <fmt/format.h>
#include <iterator>
#include <stdexcept>
#include <zlib.h>

namespace documents::pdf {
namespace {

// Numbers of the prepared objects and of those that every document has.
enum Object : int {
    Catalog = 1,
    Pages = 2,
    RegularFont = 3,
    BoldFont = 8,
    Profile = 13,
    Arms = 14,
    Metadata = 15,
    Structure = 16,
    ParentTree = 17,
    DocumentElement = 18,
    Widget = 19,
    Signature = 20,
    FirstFree = 21,
    FirstFreeUnsealed = Widget // nothing is written of the two
};

std::string deflated(std::string_view text)
{
    auto size = compressBound(uLong(text.size()));
    std::string out(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<Bytef const*>(text.data()),
                  uLong(text.size()), 9) != Z_OK)
        throw std::runtime_error("deflate");
    out.resize(size);
    return out;
}

class Writer {
public:
    // `begins` is where in the file the first byte of `text` stands.
    Writer(std::size_t begins, std::vector<std::size_t> known) : places(std::move(known)), start_of_text(begins) {}

    void object(int number, std::string_view body)
    {
        place(number);
        text.append(std::to_string(number)).append(" 0 obj\n").append(body).append("\nendobj\n");
    }
    void stream(int number, std::string_view dictionary, std::string_view data)
    {
        place(number);
        fmt::format_to(std::back_inserter(text), "{} 0 obj\n<<{}/Length {}>>\nstream\n", number, dictionary,
                       data.size());
        text.append(data).append("\nendstream\nendobj\n");
    }
    void place(int number)
    {
        if (places.size() <= std::size_t(number)) places.resize(std::size_t(number) + 1);
        places[std::size_t(number)] = here();
    }
    std::size_t here() const { return start_of_text + text.size(); }
    void cross_references(std::string_view id)
    {
        auto const start = here();
        fmt::format_to(std::back_inserter(text), "xref\n0 {}\n0000000000 65535 f \n", places.size());
        for (std::size_t i = 1; i < places.size(); ++i) {
            char line[24];
            std::snprintf(line, sizeof line, "%010zu 00000 n \n", places[i]);
            text += line;
        }
        fmt::format_to(std::back_inserter(text),
                       "trailer\n<</Size {}/Root {} 0 R/ID[<{}><{}>]>>\nstartxref\n{}\n%%EOF\n", places.size(),
                       int(Catalog), id, id, start);
    }

    std::string text;
    std::vector<std::size_t> places;

private:
    std::size_t const start_of_text;
};

void add_font(Writer& to, int first, Font const& font)
{
    to.object(first, fmt::format("<</Type/Font/Subtype/Type0/BaseFont/{}/Encoding/Identity-H/DescendantFonts[{} 0 R]"
                                 "/ToUnicode {} 0 R>>",
                                 font.name(), first + 2, first + 1));
    to.stream(first + 1, "/Filter/FlateDecode", deflated(font.to_unicode()));
    to.object(first + 2, fmt::format("<</Type/Font/Subtype/CIDFontType2/BaseFont/{}/CIDSystemInfo<</Registry(Adobe)"
                                     "/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor {} 0 R"
                                     "/W {}>>",
                                     font.name(), first + 3, font.widths()));
    to.object(first + 3,
              fmt::format("<</Type/FontDescriptor/FontName/{}/Flags 32/FontBBox[-620 -389 2800 1067]"
                          "/ItalicAngle 0/Ascent 1069/Descent -293/CapHeight 714/StemV 80/FontFile2 {} 0 R>>",
                          font.name(), first + 4));
    to.stream(first + 4, fmt::format("/Filter/FlateDecode/Length1 {}", font.file().size()), deflated(font.file()));
}

Writer prepare(Stock const& stock, Font const& regular, Font const& bold)
{
    Writer writer(0, {});
    writer.text = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    add_font(writer, RegularFont, regular);
    add_font(writer, BoldFont, bold);
    writer.stream(Profile, "/N 3/Filter/FlateDecode", deflated(stock.colour_profile));
    auto const picture = draw_arms(stock.arms_svg);
    writer.stream(Arms,
                  fmt::format("/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceRGB/BitsPerComponent 8"
                              "/Filter/FlateDecode",
                              picture.width, picture.height),
                  deflated(picture.rgb));
    return writer;
}

// A text of the PDF's own: UTF-16BE with a mark, in hexadecimal.
std::string pdf_text(std::string_view text)
{
    std::string out = "<FEFF";
    for (auto const c : base::code_points(text)) out += fmt::format("{:04X}", std::uint32_t(c) & 0xFFFF);
    return out + ">";
}

void add_structure(Writer& to, Composed const& composed, int first_page, int first_element)
{
    auto const reference = [&](int element) { return std::to_string(first_element + element) + " 0 R"; };
    std::string roots, tree;
    for (std::size_t i = 0; i < composed.elements.size(); ++i) {
        auto const& element = composed.elements[i];
        if (element.parent < 0) roots += reference(int(i)) + " ";
        std::string kids;
        for (auto const child : element.children) kids += reference(child) + " ";
        if (element.mark >= 0) kids = std::to_string(element.mark);
        to.object(first_element + int(i),
                  fmt::format("<</Type/StructElem/S/{}/P {}{}{}/K {}>>", element.type,
                              element.parent < 0 ? std::to_string(DocumentElement) + " 0 R" : reference(element.parent),
                              element.page < 0 ? "" : fmt::format("/Pg {} 0 R", first_page + 2 * element.page),
                              (element.alternative.empty() ? "" : "/Alt " + pdf_text(element.alternative)) +
                                  (element.type == "TH" ? "/A<</O/Table/Scope/Column>>" : ""),
                              element.mark >= 0 ? kids : "[" + kids + "]"));
    }
    for (std::size_t page = 0; page < composed.marks.size(); ++page) {
        tree += std::to_string(page) + "[";
        for (auto const element : composed.marks[page]) tree += reference(element) + " ";
        tree += "]";
    }
    to.object(ParentTree, "<</Nums[" + tree + "]>>");
    to.object(DocumentElement, fmt::format("<</Type/StructElem/S/Document/P {} 0 R/K[{}]>>", int(Structure), roots));
    to.object(Structure, fmt::format("<</Type/StructTreeRoot/K {} 0 R/ParentTree {} 0 R/ParentTreeNextKey {}>>",
                                     int(DocumentElement), int(ParentTree), composed.marks.size()));
}

enum class Ending { Sealed, Unsealed };

void add_pages(Writer& to, Composed const& composed, int first_page, Ending ending)
{
    std::string kids;
    for (std::size_t i = 0; i < composed.pages.size(); ++i) {
        auto const number = first_page + 2 * int(i);
        kids += std::to_string(number) + " 0 R ";
        to.object(number,
                  fmt::format("<</Type/Page/Parent {} 0 R/MediaBox[0 0 {} {}]/Resources<</Font<</R {} 0 R/B {} 0 R>>"
                              "/XObject<</A {} 0 R>>>>/Contents {} 0 R/StructParents {}/Tabs/S{}>>",
                              int(Pages), page_width, page_height, int(RegularFont), int(BoldFont), int(Arms),
                              number + 1, i,
                              i == 0 && ending == Ending::Sealed ? fmt::format("/Annots[{} 0 R]", int(Widget)) : ""));
        to.stream(number + 1, "", composed.pages[i]);
    }
    to.object(Pages, fmt::format("<</Type/Pages/Kids[{}]/Count {}>>", kids, composed.pages.size()));
}

void add_catalog(Writer& to, Paper const& paper, Ending ending)
{
    auto const form =
        ending == Ending::Sealed ? fmt::format("/AcroForm<</Fields[{} 0 R]/SigFlags 3>>", int(Widget)) : std::string();
    to.object(Catalog, fmt::format("<</Type/Catalog/Pages {} 0 R/Lang({})/Metadata {} 0 R/MarkInfo<</Marked true>>"
                                   "/StructTreeRoot {} 0 R/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<<"
                                   "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
                                   "/DestOutputProfile {} 0 R>>]{}>>",
                                   int(Pages), paper.language, int(Metadata), int(Structure), int(Profile), form));
}

// All that comes before the seal.
Writer body(std::size_t begins, std::vector<std::size_t> const& places, Composed const& composed, Paper const& paper,
            std::string_view described, Ending ending)
{
    Writer writer(begins, places);
    writer.text.reserve(32 * 1024);
    auto const first_page = int(ending == Ending::Sealed ? FirstFree : FirstFreeUnsealed);
    add_catalog(writer, paper, ending);
    add_pages(writer, composed, first_page, ending);
    writer.stream(Metadata, "/Type/Metadata/Subtype/XML", described);
    add_structure(writer, composed, first_page, first_page + 2 * int(composed.pages.size()));
    return writer;
}

struct Hole {
    std::size_t range, begins, ends; // within the tail: ByteRange's numbers; /Contents from '<' to after '>'
};

// ETSI EN 319 142-1: SubFilter, M and a ByteRange over everything but the signature itself.
Hole add_signature(Writer& to, int first_page, std::size_t bytes, base::Instant at)
{
    to.object(Widget,
              fmt::format("<</Type/Annot/Subtype/Widget/FT/Sig/T(Segell)/F 132/Rect[0 0 0 0]/P {} 0 R/V {} 0 R>>",
                          first_page, int(Signature)));
    auto when = rfc3339(at);
    std::erase_if(when, [](char c) { return c == '-' || c == ':' || c == 'T'; });
    to.place(Signature);
    fmt::format_to(std::back_inserter(to.text),
                   "{} 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:{})/ByteRange[",
                   int(Signature), when);
    Hole hole{to.text.size(), 0, 0};
    to.text.append(40, ' ').append("]/Contents<");
    hole.begins = to.text.size() - 1;
    to.text.append(2 * bytes, '0').append(">");
    hole.ends = to.text.size();
    to.text.append(">>\nendobj\n");
    return hole;
}

}

Printer::Printer(Stock const& stock, Seal const& with) :
    seal(with),
    regular(stock.regular_font, "FINRGL+NotoSans-Regular"),
    bold(stock.bold_font, "FINBLD+NotoSans-Bold"),
    signature_bytes(with.longest())
{
    auto writer = prepare(stock, regular, bold);
    prepared = std::move(writer.text);
    places = std::move(writer.places);
    prepared_hash.feed(prepared);
}

Sealed Printer::print(Paper const& paper, std::string_view code, std::string_view address, base::Instant at,
                      std::string_view evidence) const
{
    auto writer = body(prepared.size(), places, compose(paper, regular, bold, grouped(code), address), paper,
                       metadata({paper.title, paper.language, code, evidence}, at), Ending::Sealed);
    auto const hole = add_signature(writer, FirstFree, signature_bytes, at);
    // The code stands in the file's identifier too: one damaged place does not hide it.
    writer.cross_references(base::hex(code));

    auto& tail = writer.text;
    std::string_view const own = tail;
    auto const range =
        fmt::format("0 {} {} {}", prepared.size() + hole.begins, prepared.size() + hole.ends, tail.size() - hole.ends);
    std::memcpy(tail.data() + hole.range, range.data(), range.size());
    auto const digest =
        base::Sha256(prepared_hash).feed(own.substr(0, hole.begins)).feed(own.substr(hole.ends)).finish();
    auto const signature = base::hex(seal.sign(digest));
    if (signature.size() > 2 * signature_bytes) throw std::runtime_error("the seal does not fit its place");
    std::memcpy(tail.data() + hole.begins + 1, signature.data(), signature.size());
    auto whole = base::Sha256(prepared_hash).feed(own).finish();
    return {std::move(tail), std::move(whole)};
}

std::string Printer::unsealed(Paper const& paper, std::string_view code, std::string_view address,
                              base::Instant at) const
{
    auto writer = body(prepared.size(), places, compose(paper, regular, bold, grouped(code), address), paper,
                       metadata({paper.title, paper.language, code, ""}, at), Ending::Unsealed);
    writer.cross_references(base::hex(code));
    return prepared + writer.text;
}

}
