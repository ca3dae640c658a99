// SPDX-License-Identifier: EUPL-1.2
#include "rooms/uploads/sniff.h"

#include "rooms/uploads/name.h"

#include <algorithm>
#include <array>

namespace uploads {
namespace {

using std::string_view_literals::operator""sv;
constexpr std::int64_t head_bytes = 4096;

struct Magic {
    std::string_view bytes;
    std::string_view type;
};
constexpr std::array images{
    Magic{"\x89PNG\r\n\x1a\n"sv, "image/png"},
    Magic{"\xff\xd8\xff"sv, "image/jpeg"},
    Magic{"II*\0"sv, "image/tiff"},
    Magic{"MM\0*"sv, "image/tiff"},
    Magic{"GIF87a"sv, "image/gif"},
    Magic{"GIF89a"sv, "image/gif"},
};
// Programs of Windows, Linux, macOS and Java, and scripts that name who runs them.
constexpr std::array programs{"MZ"sv,
                              "\x7f"
                              "ELF"sv,
                              "\xfe\xed\xfa\xce"sv,
                              "\xfe\xed\xfa\xcf"sv,
                              "\xce\xfa\xed\xfe"sv,
                              "\xcf\xfa\xed\xfe"sv,
                              "\xca\xfe\xba\xbe"sv,
                              "#!"sv,
                              "L\0\0\0\x01\x14\x02\0"sv};
// Old Office, or a new one under a password: the compound file of Microsoft.
constexpr auto compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv;

struct Fits {
    std::string_view type;
    std::string_view extensions; // each with a space around it
};
constexpr std::array known{
    Fits{"application/pdf", " pdf "},
    Fits{"image/png", " png "},
    Fits{"image/jpeg", " jpg jpeg jpe jfif "},
    Fits{"image/tiff", " tif tiff "},
    Fits{"image/gif", " gif "},
    Fits{"image/webp", " webp "},
    Fits{"image/heic", " heic heif "},
    Fits{"image/svg+xml", " svg xml "},
    Fits{"application/xml", " xml xsig xsd "},
    Fits{"text/plain", " txt csv "},
    Fits{"application/rtf", " rtf "},
    Fits{"application/zip", " zip "},
    Fits{"application/vnd.oasis.opendocument.text", " odt "},
    Fits{"application/vnd.oasis.opendocument.spreadsheet", " ods "},
    Fits{"application/vnd.oasis.opendocument.presentation", " odp "},
    Fits{"application/vnd.oasis.opendocument.graphics", " odg "},
    Fits{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", " docx "},
    Fits{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", " xlsx "},
    Fits{"application/vnd.openxmlformats-officedocument.presentationml.presentation", " pptx "},
};

// ISO 14496-12 file type box: the brands of still pictures (ISO 23008-12).
bool is_heic(std::string_view head)
{
    if (head.size() < 16 || head.substr(4, 4) != "ftyp") return false;
    auto const brand = head.substr(8, 4);
    for (auto const still : {"heic", "heix", "heim", "heis", "mif1"})
        if (brand == still) return true;
    return false;
}

std::string_view image_type(std::string_view head)
{
    for (auto const& magic : images)
        if (head.starts_with(magic.bytes)) return magic.type;
    if (head.starts_with("RIFF") && head.substr(std::min<std::size_t>(8, head.size())).starts_with("WEBP"))
        return "image/webp";
    return is_heic(head) ? "image/heic" : "";
}

bool whole_image(std::string_view type, Content const& content)
{
    auto const tail = content.bytes(std::max<std::int64_t>(0, content.size - 64), 64);
    // Other formats tell no end, or telephones write behind it.
    return type != "image/png" || tail.ends_with("IEND\xae\x42\x60\x82");
}

Sniffed sniff_image(Content const& content, std::string_view head)
{
    Sniffed found{std::string(image_type(head)), ""};
    if (found.type.empty()) return found;
    if (head.substr(0, 1024).find("%PDF-") != head.npos || ends_as_zip(content))
        found.fault = "uploads.polyglot";
    else if (!whole_image(found.type, content))
        found.fault = "uploads.damaged";
    return found;
}

Sniffed kind_of(Content const& content, std::string_view head)
{
    for (auto const program : programs)
        if (head.starts_with(program)) return {"", "uploads.executable"};
    if (head.starts_with(compound)) return {"", "uploads.protected"};
    for (auto const& found : {sniff_image(content, head), sniff_pdf(content, head), sniff_zip(content, head)})
        if (!found.type.empty() || !found.fault.empty()) return found;
    return sniff_text(content, head);
}

}

Sniffed sniff(std::string_view name, Content const& content)
{
    if (content.size <= 0) return {"", "uploads.empty"};
    auto const head = content.bytes(0, head_bytes);
    auto found = kind_of(content, head);
    if (!found.fault.empty()) return found;
    if (found.type.empty()) return {"", "uploads.unknown-type"};
    auto const ending = " " + extension(name) + " ";
    auto const fits = std::ranges::any_of(known, [&](Fits const& each) {
        return each.type == found.type && each.extensions.find(ending) != each.extensions.npos;
    });
    if (!fits) found.fault = "uploads.mislabelled";
    return found;
}

}
