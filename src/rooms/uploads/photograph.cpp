// SPDX-License-Identifier: EUPL-1.2
// JPEG: the picture is copied as it is, segment by segment, without being decoded.
#include "rooms/uploads/photograph.h"

#include "rooms/uploads/png.h"

namespace uploads {
namespace {

// Numbers of a byte order, at most as far as the text goes; what lies behind it reads as zero.
class Numbers {
public:
    Numbers(std::string_view of, bool little_endian) : text(of), little(little_endian) {}
    std::uint32_t at(std::size_t place, int bytes) const
    {
        std::uint32_t value = 0;
        for (int i = 0; i < bytes; ++i) {
            auto const from = place + std::size_t(little ? bytes - 1 - i : i);
            value = value << 8 | (from < text.size() ? std::uint8_t(text[from]) : 0u);
        }
        return value;
    }

private:
    std::string_view text;
    bool little;
};

std::uint32_t big(std::string_view text, std::size_t place, int bytes) { return Numbers(text, false).at(place, bytes); }

constexpr std::string_view png_mark = "\x89PNG\r\n\x1a\n";
constexpr unsigned end = 0xd9, scan = 0xda, first_application = 0xe0, exif = 0xe1, adobe = 0xee,
                   last_application = 0xef, comment = 0xfe;

bool is_frame(unsigned marker) { return marker == 0xc0 || marker == 0xc1 || marker == 0xc2; }
// Lossless, hierarchical and arithmetic ones (T.81, table B.1), which PDF does not know.
bool is_other_frame(unsigned marker)
{
    return marker >= 0xc3 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

// The first byte behind the entropy-coded data that begins here: a marker that neither restarts nor stuffs (B.1.1.5).
std::size_t behind_scan(std::string_view file, std::size_t at)
{
    for (; at + 1 < file.size(); ++at) {
        if (file[at] != '\xff') continue;
        auto const marker = std::uint8_t(file[at + 1]);
        if (marker != 0 && marker != 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return at;
    }
    return file.size();
}

bool read_frame(Photograph& made, std::string_view segment)
{
    if (segment.size() < 6 || segment[0] != 8) return false; // bits a colour
    made.height = big(segment, 1, 2);
    made.width = big(segment, 3, 2);
    made.colours = std::uint8_t(segment[5]);
    auto const known = made.colours == 1 || made.colours == 3 || made.colours == 4;
    return known && made.width > 0 && made.height > 0 && made.width * made.height <= most_pixels;
}

std::optional<Photograph> jpeg(std::string_view file)
{
    Photograph made;
    made.width = 0;
    made.data = std::string(file.substr(0, 2));
    auto whole = false;
    for (std::size_t at = 2; at + 4 <= file.size();) {
        if (file[at] != '\xff') return {};
        auto const marker = unsigned(std::uint8_t(file[at + 1]));
        if (marker == 0xff) { // filling
            ++at;
            continue;
        }
        auto const length = big(file, at + 2, 2);
        if (marker == end || length < 2 || at + 2 + length > file.size() || is_other_frame(marker)) return {};
        auto const segment = file.substr(at + 4, length - 2);
        if (is_frame(marker) && !read_frame(made, segment)) return {};
        if (marker == exif && segment.starts_with(std::string_view("Exif\0\0", 6)))
            made.orientation = exif_orientation(segment.substr(6));
        auto const of_adobe = marker == adobe && segment.starts_with("Adobe");
        made.inverted = made.inverted || of_adobe;
        auto const beside = (marker >= first_application && marker <= last_application) || marker == comment;
        if (!beside || of_adobe) made.data.append(file.substr(at, 2 + length));
        at += 2 + length;
        if (marker != scan) continue;
        if (made.width == 0) return {};
        auto const behind = behind_scan(file, at);
        made.data.append(file.substr(at, behind - at));
        at = behind;
        whole = at + 1 < file.size() && std::uint8_t(file[at + 1]) == end;
        if (whole) break; // what stands behind is another file's
    }
    if (!whole) return {}; // it was cut off
    made.inverted = made.inverted && made.colours == 4;
    made.data += "\xff\xd9";
    return made;
}

}

int exif_orientation(std::string_view tiff)
{
    if (!tiff.starts_with("II") && !tiff.starts_with("MM")) return 1;
    Numbers const numbers(tiff, tiff[0] == 'I');
    auto const directory = std::size_t(numbers.at(4, 4));
    if (directory > tiff.size()) return 1;
    auto const entries = numbers.at(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        auto const entry = directory + 2 + i * 12;
        if (entry + 12 > tiff.size()) break;
        if (numbers.at(entry, 2) != 274) continue;
        auto const value = int(numbers.at(entry + 8, 2));
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

std::optional<Photograph> photograph(std::string_view file)
{
    if (file.starts_with("\xff\xd8\xff")) return jpeg(file);
    if (file.starts_with(png_mark)) return png(file);
    return {};
}

std::int64_t unpacked_pixels(std::string_view file)
{
    return file.starts_with(png_mark) ? png_pixels(file).value_or(0) : 0;
}

}
