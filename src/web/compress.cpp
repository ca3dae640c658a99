// SPDX-License-Identifier: EUPL-1.2
// zlib and brotli behind one function.
#include "web/compress.h"

#include "base/text.h"

#include <brotli/encode.h>
#include <stdexcept>
#include <zlib.h>

namespace web {
namespace {

std::string gzip(std::string_view text, int level)
{
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("gzip");
    std::string out(deflateBound(&stream, uLong(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    auto const code = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (code != Z_STREAM_END) throw std::runtime_error("gzip");
    return out;
}

std::string brotli(std::string_view text, int quality)
{
    auto size = BrotliEncoderMaxCompressedSize(text.size());
    std::string out(size, '\0');
    if (!BrotliEncoderCompress(quality, 22, BROTLI_MODE_TEXT, text.size(),
                               reinterpret_cast<std::uint8_t const*>(text.data()), &size,
                               reinterpret_cast<std::uint8_t*>(out.data())))
        throw std::runtime_error("brotli");
    out.resize(size);
    return out;
}

}

Encoding accepted(std::string_view header)
{
    auto best = Encoding::Identity;
    for (auto const& piece : base::split(header.substr(0, 200), ',')) {
        auto const coding = base::trimmed(std::string_view(piece).substr(0, piece.find(';')));
        auto const refused = piece.find("q=0") != piece.npos && piece.find("q=0.") == piece.npos;
        if (refused) continue;
        if (coding == "br") return Encoding::Brotli;
        if (coding == "gzip") best = Encoding::Gzip;
    }
    return best;
}

std::string_view name(Encoding encoding)
{
    return encoding == Encoding::Brotli ? "br" : encoding == Encoding::Gzip ? "gzip" : "identity";
}

std::string compressed(std::string_view text, Encoding encoding, bool thorough)
{
    switch (encoding) {
    case Encoding::Brotli:
        return brotli(text, thorough ? 6 : 4);
    case Encoding::Gzip:
        return gzip(text, thorough ? 7 : 4);
    default:
        return std::string(text);
    }
}

}
