// SPDX-License-Identifier: EUPL-1.2
// Subsetting by HarfBuzz. No shaping: the scripts covered need none, and names in others are refused at import.
#include "rooms/documents/pdf/font.h"

#include "base/text.h"

#include <fmt/format.h>
#include <hb-subset.h>
#include <map>
#include <memory>
#include <stdexcept>

namespace documents::pdf {
namespace {

constexpr char32_t last_code_point = 0x2122;

template<class T, auto Free> struct Freed {
    void operator()(T* object) const { Free(object); }
};
using Blob = std::unique_ptr<hb_blob_t, Freed<hb_blob_t, hb_blob_destroy>>;
using Face = std::unique_ptr<hb_face_t, Freed<hb_face_t, hb_face_destroy>>;
using Shape = std::unique_ptr<hb_font_t, Freed<hb_font_t, hb_font_destroy>>;
using Input = std::unique_ptr<hb_subset_input_t, Freed<hb_subset_input_t, hb_subset_input_destroy>>;

Face subset_face(std::string_view file)
{
    Blob const blob(hb_blob_create(file.data(), unsigned(file.size()), HB_MEMORY_MODE_READONLY, nullptr, nullptr));
    Face const face(hb_face_create(blob.get(), 0));
    Input const input(hb_subset_input_create_or_fail());
    auto* const wanted = hb_subset_input_unicode_set(input.get());
    hb_set_add_range(wanted, 0x20, 0x7e);
    hb_set_add_range(wanted, 0xa0, 0x24f);    // Latin-1, Latin Extended-A and -B
    hb_set_add_range(wanted, 0x1e00, 0x1eff); // Latin Extended Additional (Vietnamese, Welsh)
    for (auto const c : {0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2026, 0x20ac})
        hb_set_add(wanted, hb_codepoint_t(c));
    auto* const dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (auto const* const table : {"GSUB", "GPOS", "GDEF", "kern", "name", "post", "DSIG"})
        hb_set_add(dropped, hb_tag_from_string(table, 4));
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
    Face made(hb_subset_or_fail(face.get(), input.get()));
    if (!made) throw std::runtime_error("a font cannot be subset");
    return made;
}

}

Font::Font(std::string_view file, std::string name) : postscript_name(std::move(name)), glyphs(last_code_point + 1)
{
    auto const face = subset_face(file);
    Blob const bytes(hb_face_reference_blob(face.get()));
    unsigned length = 0;
    auto const* const data = hb_blob_get_data(bytes.get(), &length);
    subset.assign(data, length);
    Shape const shape(hb_font_create(face.get()));
    auto const em = int(hb_face_get_upem(face.get()));
    for (unsigned g = 0; g < hb_face_get_glyph_count(face.get()); ++g)
        advances.push_back((hb_font_get_glyph_h_advance(shape.get(), g) * 1000 + em / 2) / em);
    for (char32_t c = 0x20; c <= last_code_point; ++c)
        if (hb_codepoint_t found = 0; hb_font_get_nominal_glyph(shape.get(), c, &found))
            glyphs[c] = std::uint16_t(found);
}

std::uint16_t Font::glyph(char32_t c) const { return c <= last_code_point ? glyphs[c] : std::uint16_t(0); }

double Font::width(std::string_view text, double size) const
{
    int total = 0;
    for (auto const c : base::code_points(text)) total += advances[glyph(c)];
    return total * size / 1000;
}

void Font::append_glyphs(std::string& to, std::string_view text) const
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    to += '<';
    for (auto const c : base::code_points(text)) {
        auto const g = glyph(c);
        for (int shift = 12; shift >= 0; shift -= 4) to += digits[g >> shift & 15];
    }
    to += '>';
}

bool Font::covers(std::string_view text) const
{
    for (auto const c : base::code_points(text))
        if (glyph(c) == 0) return false;
    return true;
}

std::string Font::widths() const
{
    std::string text = "[0[";
    for (auto const advance : advances) text += std::to_string(advance) + " ";
    return text + "]]";
}

std::string Font::to_unicode() const
{
    std::map<std::uint16_t, char32_t> by_glyph;
    for (char32_t c = 0x20; c <= last_code_point; ++c)
        if (glyphs[c]) by_glyph.try_emplace(glyphs[c], c);
    std::string text = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry "
                       "(Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 "
                       "def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    auto next = by_glyph.begin();
    for (auto left = by_glyph.size(); left > 0;) {
        auto const count = std::min<std::size_t>(left, 100);
        text += std::to_string(count) + " beginbfchar\n";
        for (std::size_t i = 0; i < count; ++i, ++next)
            text += fmt::format("<{:04X}> <{:04X}>\n", next->first, std::uint32_t(next->second));
        text += "endbfchar\n";
        left -= count;
    }
    return text + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}
