// SPDX-License-Identifier: EUPL-1.2
// Photographs: what of a file is the picture, which way up it is, and how it lies on its page.
#include "rooms/uploads/content.h"
#include "rooms/uploads/photograph.h"
#include "rooms/uploads/sniff.h"

#include <gtest/gtest.h>
#include <regex>
#include <zlib.h>

namespace uploads {
namespace {

using namespace std::literals;

std::string big(std::uint32_t value, int bytes)
{
    std::string text;
    for (int i = bytes - 1; i >= 0; --i) text += char(value >> (8 * i));
    return text;
}
std::string segment(char marker, std::string const& data)
{
    return "\xff"s + marker + big(std::uint32_t(data.size() + 2), 2) + data;
}
std::string tiff(int orientation, bool little)
{
    auto const number = [little](std::uint32_t value, int bytes) {
        auto text = big(value, bytes);
        return little ? std::string(text.rbegin(), text.rend()) : text;
    };
    return (little ? "II"s : "MM"s) + number(42, 2) + number(8, 4) + number(2, 2) + number(0x010f, 2) + number(2, 2) +
           number(4, 4) + "ACME" + number(0x0112, 2) + number(3, 2) + number(1, 4) +
           number(std::uint32_t(orientation), 2) + number(0, 2) + number(0, 4);
}
std::string frame(int width, int height, int colours)
{
    return "\x08"s + big(std::uint32_t(height), 2) + big(std::uint32_t(width), 2) + char(colours) +
           std::string(std::size_t(colours) * 3, '\x11');
}
std::string jpeg(int orientation, bool little = true, std::string const& behind = {})
{
    return "\xff\xd8"s + segment('\xe1', "Exif\0\0"s + tiff(orientation, little)) + segment('\xfe', "at home") +
           segment('\xdb', std::string(65, '\x01')) + segment('\xc0', frame(40, 30, 3)) + segment('\xda', "scan") +
           "data\xff\x00more\xff\xd0yet"s + segment('\xc4', "tables") + segment('\xda', "second") + "rest"s +
           "\xff\xd9" + behind;
}

TEST(PhotographTest, OfAJpegOnlyThePictureIsKept)
{
    for (auto const little : {true, false}) {
        auto const made = photograph(jpeg(6, little, "a film of some seconds\xff\xd9"));
        ASSERT_TRUE(made);
        EXPECT_EQ(made->orientation, 6);
        EXPECT_EQ(made->width, 40);
        EXPECT_EQ(made->height, 30);
        EXPECT_EQ(made->colours, 3);
        for (auto const* const gone : {"Exif", "ACME", "at home", "film"})
            EXPECT_EQ(made->data.find(gone), made->data.npos) << gone;
        for (auto const& kept : {"data\xff\x00more\xff\xd0yet"s, "tables"s, "second"s, "rest\xff\xd9"s})
            EXPECT_NE(made->data.find(kept), made->data.npos) << kept;
    }
}

TEST(PhotographTest, IsNothingWhenItIsDamagedOrTooLarge)
{
    auto const whole = jpeg(1);
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(photograph(std::string_view(whole).substr(0, length))) << length;
    EXPECT_FALSE(photograph("\xff\xd8"s + segment('\xc0', frame(60'000, 60'000, 3)) + segment('\xda', "x")));
    EXPECT_FALSE(photograph("\xff\xd8"s + segment('\xc0', frame(0, 10, 3)) + segment('\xda', "x")));
    EXPECT_FALSE(photograph("\xff\xd8"s + segment('\xc9', frame(10, 10, 3)) + segment('\xda', "x"))) << "arithmetic";
    EXPECT_FALSE(photograph("\xff\xd8"s + segment('\xc0', frame(10, 10, 2)) + segment('\xda', "x")));
    EXPECT_FALSE(photograph("GIF89a"));
    EXPECT_EQ(photograph(jpeg(9))->orientation, 1);
}

std::string packed(std::string const& plain)
{
    std::string out(compressBound(plain.size()), '\0');
    auto length = uLongf(out.size());
    compress(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<Bytef const*>(plain.data()),
             uLong(plain.size()));
    out.resize(length);
    return out;
}
std::string unpacked(std::string const& bytes, std::size_t size)
{
    std::string out(size + 1, '\0');
    auto length = uLongf(out.size());
    EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<Bytef const*>(bytes.data()),
                         uLong(bytes.size())),
              Z_OK);
    out.resize(length);
    return out;
}
std::string chunk(std::string const& kind, std::string const& data)
{
    return big(std::uint32_t(data.size()), 4) + kind + data + big(0, 4);
}
std::string png(int width, int height, int bits, int kind, std::string const& rows, std::string const& more = {},
                char interlaced = 0)
{
    auto const data = packed(rows);
    return "\x89PNG\r\n\x1a\n"s +
           chunk("IHDR", big(std::uint32_t(width), 4) + big(std::uint32_t(height), 4) + char(bits) + char(kind) +
                             "\0\0"s + interlaced) +
           more + chunk("IDAT", data.substr(0, 5)) + chunk("IDAT", data.substr(5)) + chunk("IEND", "");
}

TEST(PhotographTest, RowsOfAPngAreUnfilteredAndLaidOnWhite)
{
    // Two rows of two pixels: solid red and see-through; then the row above again (filter 2), and a pixel like its left
    // neighbour (filter 1).
    auto const rows = "\0\xff\0\0\xff\x10\x20\x30\0"s + "\2\0\0\0\0\0\0\0\0"s + "\1\1\2\3\xff\0\0\0\0"s;
    auto const made = photograph(png(2, 3, 8, 6, rows));
    ASSERT_TRUE(made);
    EXPECT_FALSE(made->jpeg);
    EXPECT_EQ(made->colours, 3);
    EXPECT_EQ(unpacked(made->data, 18), "\xff\0\0\xff\xff\xff"s + "\xff\0\0\xff\xff\xff"s + "\1\2\3\1\2\3"s);

    auto const grey = photograph(png(5, 1, 1, 0, "\0\xa8"s, chunk("eXIf", tiff(8, false))));
    ASSERT_TRUE(grey);
    EXPECT_EQ(grey->orientation, 8);
    EXPECT_EQ(unpacked(grey->data, 5), "\xff\0\xff\0\xff"s);

    auto const named = photograph(png(2, 1, 4, 3, "\0\x10"s, chunk("PLTE", "abcdef")));
    ASSERT_TRUE(named);
    EXPECT_EQ(unpacked(named->data, 6), "defabc");
    EXPECT_FALSE(photograph(png(2, 1, 4, 3, "\0\x30"s, chunk("PLTE", "abcdef")))) << "a colour that is not there";
    auto const holes = chunk("PLTE", "abcdef") + chunk("tRNS", "\0"s);
    EXPECT_EQ(unpacked(photograph(png(2, 1, 4, 3, "\0\x01"s, holes))->data, 6), "\xff\xff\xff"s + "def") << "on white";
    EXPECT_EQ(unpacked(photograph(png(2, 1, 8, 0, "\0\x07\x08"s, chunk("tRNS", "\0\x07"s)))->data, 2), "\xff\x08");
    EXPECT_EQ(unpacked(photograph(png(1, 1, 16, 2, "\0\1\xff\2\xff\3\xff"s))->data, 3), "\1\2\3");
}

TEST(PhotographTest, APngThatDoesNotKeepItsWordIsNothing)
{
    EXPECT_FALSE(photograph(png(2, 2, 8, 0, "\0ab"s))) << "a row is missing";
    EXPECT_FALSE(photograph(png(2, 1, 8, 0, "\5ab"s))) << "no such filter";
    EXPECT_FALSE(photograph(png(2, 1, 8, 0, "\0ab"s, "", 1))) << "interlaced";
    EXPECT_FALSE(photograph(png(2, 1, 3, 0, "\0ab"s)));
    EXPECT_FALSE(photograph(png(60'000, 60'000, 8, 0, "\0ab"s)));
    EXPECT_FALSE(photograph(png(2, 1, 8, 0, "\0ab\0cd"s))) << "more rows than it says";
    auto const whole = png(2, 1, 8, 0, "\0ab"s);
    for (std::size_t length = 0; length + 12 < whole.size(); ++length)
        EXPECT_FALSE(photograph(whole.substr(0, length))) << length;
    auto bent = whole;
    bent[whole.find("IEND") - 9] ^= 1; // the sum behind the rows
    EXPECT_FALSE(photograph(bent));
    EXPECT_EQ(unpacked_pixels(whole), 2);
    EXPECT_EQ(unpacked_pixels(png(8'000, 8'000, 8, 0, "")), 64'000'000);
    EXPECT_EQ(unpacked_pixels(jpeg(1)), 0);
}

// Where the upper left corner of the stored picture, the end of its first row and that of its first column come to lie.
struct Corners {
    bool left, top, row_left, row_top, column_left, column_top;
    bool operator==(Corners const&) const = default;
};
Corners corners(std::string const& pdf)
{
    std::smatch found;
    std::regex const matrix(R"(q (\S+) (\S+) (\S+) (\S+) (\S+) (\S+) cm)");
    EXPECT_TRUE(std::regex_search(pdf, found, matrix));
    double m[6];
    for (int i = 0; i < 6; ++i) m[i] = std::stod(found[std::size_t(i + 1)]);
    struct Point {
        double x, y;
    };
    auto const at = [&m](double u, double v) { return Point{m[0] * u + m[2] * v + m[4], m[1] * u + m[3] * v + m[5]}; };
    auto const middle = at(0.5, 0.5), first = at(0, 1), row = at(1, 1), column = at(0, 0);
    return {first.x<middle.x, first.y> middle.y, row.x<middle.x, row.y> middle.y,
            column.x<middle.x, column.y> middle.y};
}

TEST(PhotographTest, LiesUprightOnItsPage)
{
    auto const pdf = [](int orientation) { return joined({*photograph(jpeg(orientation))}); };
    EXPECT_EQ(corners(pdf(1)), (Corners{true, true, false, true, true, false}));
    EXPECT_EQ(corners(pdf(2)), (Corners{false, true, true, true, false, false}));
    EXPECT_EQ(corners(pdf(3)), (Corners{false, false, true, false, false, true}));
    EXPECT_EQ(corners(pdf(4)), (Corners{true, false, false, false, true, true}));
    EXPECT_EQ(corners(pdf(5)), (Corners{true, true, true, false, false, true}));
    EXPECT_EQ(corners(pdf(6)), (Corners{false, true, false, false, true, true}));
    EXPECT_EQ(corners(pdf(7)), (Corners{false, false, false, true, true, false}));
    EXPECT_EQ(corners(pdf(8)), (Corners{true, false, true, true, false, false}));
    EXPECT_NE(pdf(1).find("[0 0 841.89 595.28]"), std::string::npos);
    EXPECT_NE(pdf(6).find("[0 0 595.28 841.89]"), std::string::npos);
}

TEST(PhotographTest, ThePdfIsOneThatWeTake)
{
    auto const pdf = joined({*photograph(jpeg(1)), *photograph(jpeg(6)), *photograph(png(2, 1, 8, 0, "\0ab"s))});
    EXPECT_EQ(sniff("a.pdf", content_of(std::string_view(pdf))).fault, "");
    EXPECT_NE(pdf.find("/Count 3"), pdf.npos);
}

}
}
