// SPDX-License-Identifier: EUPL-1.2
// What people can read with the naked eye: plain text, RTF, XML, SVG. All of it is looked at, so that nothing else
// hides behind its first lines.
#include "rooms/uploads/sniff.h"

#include "base/text.h"

#include <algorithm>

namespace uploads {
namespace {

constexpr std::int64_t most_markup = 16 << 20; // longer ones are no document

// No control characters but those of lines; of UTF-16 only what says so by its mark is text.
bool is_text(Content const& content)
{
    for (std::int64_t at = 0; at < content.size;) {
        auto const piece = content.from(at);
        for (auto const c : piece) {
            auto const byte = std::uint8_t(c);
            if (byte == 0x7f || (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f')) return false;
        }
        at += std::int64_t(piece.size());
    }
    return true;
}

std::string_view without_mark(std::string_view text)
{
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    return base::trimmed(text);
}

// Behind the declaration, comments and the document type: the name of the root element.
std::string_view root_of(std::string_view text)
{
    for (;;) {
        text = base::trimmed(text);
        if (!text.starts_with('<')) return {};
        std::string_view end;
        if (text.starts_with("<?"))
            end = "?>";
        else if (text.starts_with("<!--"))
            end = "-->";
        else if (text.starts_with("<!")) // a document type may declare things between brackets
            end = text.find('[') < text.find('>') ? "]>" : ">";
        else
            break;
        auto const at = text.find(end);
        if (at == text.npos) return {};
        text.remove_prefix(at + end.size());
    }
    text.remove_prefix(1);
    auto const name = text.substr(0, text.find_first_of(" \t\r\n/>"));
    auto const colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

std::string small_letters(std::string text)
{
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    return text;
}

// Attributes of events: onload="…".
bool has_event(std::string_view text)
{
    for (auto at = text.find("on"); at != text.npos; at = text.find("on", at + 1)) {
        if (at == 0 || std::string_view(" \t\r\n\"'/").find(text[at - 1]) == std::string_view::npos) continue;
        auto end = at + 2;
        while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
        if (end > at + 2 && base::trimmed(text.substr(end, 8)).starts_with('=')) return true;
    }
    return false;
}

Sniffed sniff_markup(Content const& content)
{
    if (content.size > most_markup) return {"application/xml", "uploads.bomb"};
    auto const whole = content.bytes(0, content.size);
    auto const lower = small_letters(whole);
    // Entities may stand for entities, and grow without end.
    if (lower.find("<!entity") != lower.npos) return {"application/xml", "uploads.bomb"};
    auto const root = root_of(without_mark(whole));
    if (root.empty()) return {};
    if (root == "html" || root == "HTML") return {"text/html", "uploads.active"};
    Sniffed found{root == "svg" ? "image/svg+xml" : "application/xml", ""};
    auto const script = lower.find("<script") != lower.npos || lower.find("javascript:") != lower.npos;
    if (script || (root == "svg" && has_event(lower))) found.fault = "uploads.active";
    return found;
}

}

Sniffed sniff_text(Content const& content, std::string_view head)
{
    if (head.starts_with("{\\rtf")) {
        auto const active = head.find("\\object") != head.npos;
        return {"application/rtf", active ? "uploads.active" : ""};
    }
    if (!is_text(content)) return {};
    if (without_mark(head).starts_with('<'))
        if (auto const found = sniff_markup(content); !found.type.empty()) return found;
    return {"text/plain", ""};
}

}
