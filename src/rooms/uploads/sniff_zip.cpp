// SPDX-License-Identifier: EUPL-1.2
// ZIP archives (APPNOTE.TXT 6.3) and what is made of them: OpenDocument, Office Open XML. Only the directory is read.
#include "rooms/uploads/sniff.h"

#include "base/text.h"
#include "rooms/uploads/name.h"

#include <algorithm>
#include <array>
#include <optional>

namespace uploads {
namespace {

using std::string_literals::operator""s;
using std::string_view_literals::operator""sv;
constexpr std::int64_t end_bytes = 22, longest_comment = 65'535, most_directory = 4 << 20;
constexpr std::size_t most_entries = 20'000;
// An archive of text packs twentyfold; what packs a hundredfold and unpacks to more than this is no document.
constexpr std::int64_t plausible_bytes = 100 << 20, most_unpacked = std::int64_t(1) << 30, most_ratio = 100;

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t width)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i)
        value |= std::uint32_t(std::uint8_t(bytes[at + i])) << (8 * i);
    return value;
}

struct End {
    std::int64_t directory = 0, length = 0;
    std::size_t entries = 0;
};

// The record that ends the archive, when its comment ends with the file.
std::optional<End> end_of(Content const& content)
{
    auto const look = std::min(content.size, end_bytes + longest_comment);
    auto const tail = content.bytes(content.size - look, look);
    for (auto at = tail.rfind("PK\5\6"sv); at != tail.npos; at = at == 0 ? tail.npos : tail.rfind("PK\5\6"sv, at - 1))
        if (at + std::size_t(end_bytes) <= tail.size() &&
            at + std::size_t(end_bytes) + number(tail, at + 20, 2) == tail.size())
            return End{number(tail, at + 16, 4), number(tail, at + 12, 4), number(tail, at + 10, 2)};
    return {};
}

// What the directory says of all entries together.
struct Directory {
    std::int64_t packed = 0, unpacked = 0;
    bool good = true, encrypted = false, types = false, word = false, sheet = false, slides = false, macros = false,
         archives = false, program = false;

    void take(std::string_view name, std::uint32_t flags, std::int64_t small, std::int64_t large)
    {
        packed += small;
        unpacked += large;
        encrypted = encrypted || (flags & 1);
        types = types || name == "[Content_Types].xml";
        word = word || name.starts_with("word/");
        sheet = sheet || name.starts_with("xl/");
        slides = slides || name.starts_with("ppt/");
        macros = macros || name.ends_with("vbaProject.bin");
        for (auto const* const inner : {"zip", "7z", "rar", "jar", "gz", "xz", "bz2", "tar", "iso", "cab"})
            archives = archives || extension(name) == inner;
        for (auto const* const inner : {"exe", "dll", "scr", "com", "bat", "cmd", "vbs", "js", "ps1", "lnk", "msi"})
            program = program || extension(name) == inner;
    }
};

Directory directory_of(Content const& content, End const& end)
{
    Directory found;
    auto const text = content.bytes(end.directory, std::min(end.length, most_directory));
    found.good = end.length <= most_directory && end.directory + end.length <= content.size;
    std::size_t at = 0, count = 0;
    while (found.good && count < end.entries) {
        if (++count > most_entries || at + 46 > text.size() || number(text, at, 4) != 0x02014b50) {
            found.good = false;
            break;
        }
        auto const name_length = number(text, at + 28, 2);
        auto const name = std::string_view(text).substr(at + 46, name_length);
        found.take(name, number(text, at + 8, 2), number(text, at + 20, 4), number(text, at + 24, 4));
        at += 46 + name_length + number(text, at + 30, 2) + number(text, at + 32, 2);
    }
    return found;
}

// ODF 1.2, part 3, 3.3: the first entry is "mimetype", stored as it is.
std::string opendocument_type(std::string_view head)
{
    if (number(head, 8, 2) != 0 || head.substr(std::min<std::size_t>(30, head.size()), 8) != "mimetype") return {};
    auto const start = 38 + number(head, 28, 2);
    auto const length = std::min<std::uint32_t>(number(head, 18, 4), 100);
    auto const type = start < head.size() ? head.substr(start, length) : ""sv;
    for (auto const* const kind : {"text", "spreadsheet", "presentation", "graphics"})
        if (type == "application/vnd.oasis.opendocument." + std::string(kind)) return std::string(type);
    return {};
}

std::string type_of(std::string_view head, Directory const& directory)
{
    auto const office = "application/vnd.openxmlformats-officedocument."s;
    if (auto found = opendocument_type(head); !found.empty()) return found;
    if (directory.types && directory.word) return office + "wordprocessingml.document";
    if (directory.types && directory.sheet) return office + "spreadsheetml.sheet";
    if (directory.types && directory.slides) return office + "presentationml.presentation";
    return "application/zip";
}

std::string fault_of(Content const& content, Directory const& all, bool plain_archive)
{
    // Entries that overlap share their bytes: packed they would be more than the file.
    if (all.packed > content.size || all.unpacked > most_unpacked ||
        (all.unpacked > plausible_bytes && all.unpacked / most_ratio > std::max<std::int64_t>(all.packed, 1)))
        return "uploads.bomb";
    if (all.encrypted) return "uploads.protected";
    if (all.macros) return "uploads.active";
    if (all.program) return "uploads.executable";
    // Nobody looks into an archive inside an archive: what is in it could be anything.
    if (plain_archive && all.archives) return "uploads.bomb";
    return {};
}

}

bool ends_as_zip(Content const& content) { return end_of(content).has_value(); }

Sniffed sniff_zip(Content const& content, std::string_view head)
{
    auto const begins = head.starts_with("PK\3\4") || head.starts_with("PK\5\6");
    if (!begins) return {"", ends_as_zip(content) ? "uploads.polyglot" : ""};
    auto const end = end_of(content);
    if (!end) return {"application/zip", "uploads.damaged"};
    if (end->entries == 0) return {"application/zip", "uploads.empty"};
    auto const directory = directory_of(content, *end);
    if (!directory.good) return {"application/zip", "uploads.damaged"};
    auto const type = type_of(head, directory);
    return {type, fault_of(content, directory, type == "application/zip")};
}

}
