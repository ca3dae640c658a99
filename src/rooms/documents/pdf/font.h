// SPDX-License-Identifier: EUPL-1.2
// One face of the documents' type, subset once to the Latin scripts and embedded whole in every document.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace documents::pdf {

class Font {
public:
    // `file` is a TrueType font; `name` its PostScript name with a subset tag ("FINRGL+NotoSans-Regular").
    Font(std::string_view file, std::string name);

    // Width of a UTF-8 text in points at a size.
    double width(std::string_view text, double size) const;
    // The text as a hexadecimal string of glyph numbers: <0012003A>.
    void append_glyphs(std::string& to, std::string_view text) const;
    // Whether every character has a glyph: a name that cannot be printed right is not printed.
    bool covers(std::string_view text) const;

    std::string const& name() const { return postscript_name; }
    std::string const& file() const { return subset; }
    std::string widths() const;     // the W array of a CIDFont
    std::string to_unicode() const; // the CMap that copying and reading aloud need

private:
    std::uint16_t glyph(char32_t) const;
    std::string postscript_name, subset;
    std::vector<std::uint16_t> glyphs; // by code point
    std::vector<int> advances;         // by glyph, thousandths of an em
};

}
