// SPDX-License-Identifier: EUPL-1.2
// Row by row: inflated, its filter undone (clause 9), laid on white, deflated again. Two rows are in memory at once.
#include "rooms/uploads/png.h"

#include <algorithm>
#include <cstdlib>
#include <zlib.h>

namespace uploads {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Header {
    std::uint32_t width = 0, height = 0;
    int bits = 0, kind = 0, samples = 0; // a pixel
    bool palette() const { return kind == 3; }
    bool see_through() const { return kind == 4 || kind == 6; }
    std::size_t row() const { return (std::size_t(width) * std::size_t(samples * bits) + 7) / 8; }
    std::size_t step() const { return std::size_t(std::max(1, samples * bits / 8)); } // between a byte and its left
};

std::uint32_t number(std::string_view text, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + 4; ++i) value = value << 8 | std::uint8_t(text[i]);
    return value;
}

std::optional<Header> header(std::string_view data)
{
    if (data.size() != 13 || data[10] != 0 || data[11] != 0 || data[12] != 0) return {}; // interlaced ones neither
    Header made{number(data, 0), number(data, 4), data[8], data[9], 0};
    constexpr int samples[] = {1, 0, 3, 1, 2, 0, 4};
    if (made.kind < 0 || made.kind > 6) return {};
    made.samples = samples[made.kind];
    auto const whole = made.bits == 8 || made.bits == 16, small = made.bits == 1 || made.bits == 2 || made.bits == 4;
    auto const fits = made.kind == 0 ? whole || small : made.palette() ? small || made.bits == 8 : whole;
    auto const sized = made.width > 0 && made.height > 0 && made.width < 65'536 && made.height < 65'536 &&
                       std::int64_t(made.width) * made.height <= most_pixels;
    return made.samples > 0 && fits && sized ? std::optional(made) : std::nullopt;
}

// Clause 9.4.
int paeth(int left, int up, int corner)
{
    auto const guess = left + up - corner;
    auto const by_left = std::abs(guess - left), by_up = std::abs(guess - up), by_corner = std::abs(guess - corner);
    if (by_left <= by_up && by_left <= by_corner) return left;
    return by_up <= by_corner ? up : corner;
}

bool undo_filter(int filter, Bytes& row, Bytes const& above, std::size_t step)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        int const left = i < step ? 0 : row[i - step], up = above[i], corner = i < step ? 0 : above[i - step];
        int const predicted = filter == 1   ? left
                              : filter == 2 ? up
                              : filter == 3 ? (left + up) / 2
                              : filter == 4 ? paeth(left, up, corner)
                                            : 0;
        row[i] = std::uint8_t(row[i] + predicted);
    }
    return filter <= 4;
}

class Painter {
public:
    Painter(Header const& of, std::string_view with_palette, std::string_view with_clear) :
        header(of), palette(with_palette), clear(with_clear)
    {
        made.colours = header.kind == 0 || header.kind == 4 ? 1 : 3;
        made.width = header.width;
        made.height = header.height;
        made.jpeg = false;
        ready = deflateInit(&out, 1) == Z_OK; // time is dearer here than bytes
    }
    ~Painter() { deflateEnd(&out); }
    Painter(Painter const&) = delete;

    bool row(Bytes const& samples)
    {
        Bytes painted;
        painted.reserve(header.width * std::size_t(made.colours));
        for (std::size_t x = 0; x < header.width; ++x) {
            auto const first = x * std::size_t(header.samples);
            auto const colours = std::size_t(made.colours);
            if (header.palette()) {
                auto const index = std::size_t(sample(samples, first));
                if (index * 3 + 3 > palette.size()) return false;
                int const cover = index < clear.size() ? std::uint8_t(clear[index]) : 255;
                for (std::size_t i = 0; i < 3; ++i)
                    painted.push_back(on_white(std::uint8_t(palette[index * 3 + i]), cover));
                continue;
            }
            int const cover = header.see_through()       ? in_255(sample(samples, first + colours))
                              : is_clear(samples, first) ? 0
                                                         : 255;
            for (std::size_t i = 0; i < colours; ++i)
                painted.push_back(on_white(in_255(sample(samples, first + i)), cover));
        }
        return write(painted, Z_NO_FLUSH);
    }
    std::optional<Photograph> finish(int orientation)
    {
        if (!write({}, Z_FINISH)) return {};
        made.orientation = orientation;
        return std::move(made);
    }

private:
    static std::uint8_t on_white(int value, int cover)
    {
        return std::uint8_t((value * cover + 255 * (255 - cover)) / 255);
    }
    // Clause 11.3.2: of grey and of colours one value that is to be seen through, of two bytes a sample.
    bool is_clear(Bytes const& row, std::size_t first) const
    {
        auto const samples = std::size_t(header.samples);
        if (header.see_through() || clear.size() != samples * 2) return false;
        for (std::size_t i = 0; i < samples; ++i) {
            auto const wanted = std::uint8_t(clear[i * 2]) << 8 | std::uint8_t(clear[i * 2 + 1]);
            auto const whole =
                header.bits == 16 ? row[(first + i) * 2] << 8 | row[(first + i) * 2 + 1] : sample(row, first + i);
            if (whole != wanted) return false;
        }
        return true;
    }
    // Of 16 bits the upper ones.
    int sample(Bytes const& row, std::size_t index) const
    {
        if (header.bits == 16) return row[index * 2];
        if (header.bits == 8) return row[index];
        auto const bit = index * std::size_t(header.bits);
        return row[bit / 8] >> (8 - header.bits - int(bit % 8)) & ((1 << header.bits) - 1);
    }
    int in_255(int value) const { return header.bits >= 8 ? value : value * 255 / ((1 << header.bits) - 1); }
    bool write(Bytes const& bytes, int how)
    {
        if (!ready) return false;
        out.next_in = const_cast<Bytef*>(bytes.data());
        out.avail_in = uInt(bytes.size());
        do {
            char buffer[16'384];
            out.next_out = reinterpret_cast<Bytef*>(buffer);
            out.avail_out = sizeof buffer;
            if (deflate(&out, how) == Z_STREAM_ERROR) return false;
            made.data.append(buffer, sizeof buffer - out.avail_out);
        } while (out.avail_out == 0);
        return true;
    }

    Header header;
    std::string_view palette, clear;
    Photograph made;
    z_stream out{};
    bool ready = false;
};

// Hands on the rows of deflated data that comes in pieces.
class Rows {
public:
    explicit Rows(Header const& of) : header(of), row(of.row() + 1), above(of.row(), 0)
    {
        ready = inflateInit(&in) == Z_OK;
    }
    ~Rows() { inflateEnd(&in); }
    Rows(Rows const&) = delete;

    bool feed(std::string_view piece, Painter& painter)
    {
        if (!ready) return false;
        in.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
        in.avail_in = uInt(piece.size());
        while (!ended) {
            in.next_out = row.data() + filled;
            in.avail_out = uInt(row.size() - filled);
            auto const said = inflate(&in, Z_NO_FLUSH);
            filled = row.size() - in.avail_out;
            if (filled > 0 && count == header.height) return false; // more than its rows
            if (filled == row.size() && !take(painter)) return false;
            ended = said == Z_STREAM_END;
            if (said == Z_BUF_ERROR) return true; // the rest is in the next piece
            if (said != Z_OK && !ended) return false;
        }
        return true;
    }
    // All rows, and the sum behind them that proves them whole.
    bool complete() const { return ended && count == header.height; }

private:
    bool take(Painter& painter)
    {
        Bytes samples(row.begin() + 1, row.end());
        if (!undo_filter(row[0], samples, above, header.step()) || !painter.row(samples)) return false;
        above = std::move(samples);
        filled = 0;
        ++count;
        return true;
    }

    Header header;
    Bytes row, above; // the first byte of a row tells its filter
    std::size_t filled = 0;
    std::uint32_t count = 0;
    z_stream in{};
    bool ready = false, ended = false;
};

}

std::optional<std::int64_t> png_pixels(std::string_view file)
{
    constexpr std::size_t place = 16; // behind the signature, a length and a name
    if (file.size() < place + 13) return {};
    auto const head = header(file.substr(place, 13));
    return head ? std::optional(std::int64_t(head->width) * head->height) : std::nullopt;
}

std::optional<Photograph> png(std::string_view file)
{
    std::optional<Header> head;
    std::optional<Painter> painter;
    std::optional<Rows> rows;
    std::string_view palette, clear;
    int orientation = 1;
    for (std::size_t at = 8; at + 12 <= file.size();) {
        auto const length = std::size_t(number(file, at));
        if (length > file.size() - at - 12) return {};
        auto const kind = file.substr(at + 4, 4), data = file.substr(at + 8, length);
        if (!head) {
            head = kind == "IHDR" ? header(data) : std::nullopt;
            if (!head) return {};
        }
        if (kind == "PLTE") palette = data;
        if (kind == "tRNS") clear = data;
        if (kind == "eXIf") orientation = exif_orientation(data);
        if (kind == "IDAT") {
            if (!painter) {
                painter.emplace(*head, palette, clear);
                rows.emplace(*head);
            }
            if (!rows->feed(data, *painter)) return {};
        }
        if (kind == "IEND") break;
        at += 12 + length;
    }
    return rows && rows->complete() ? painter->finish(orientation) : std::nullopt;
}

}
