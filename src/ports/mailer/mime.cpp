// SPDX-License-Identifier: EUPL-1.2
#include "ports/mailer/mime.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ports {
namespace {

constexpr std::size_t longest_line = 76, longest_word = 75;
constexpr std::string_view word_begins = "=?utf-8?q?", word_ends = "?=";

bool is_control(char c) { return std::uint8_t(c) < 0x20 || c == 0x7f; }

bool fits_a_header(std::string_view text) { return base::is_utf8(text) && std::ranges::none_of(text, is_control); }

bool is_plain_address(std::string_view text)
{
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f && c != '<' && c != '>'; });
}

std::string escaped(char c) { return fmt::format("={:02X}", std::uint8_t(c)); }

// The bytes of the character that begins here.
std::size_t character(std::string_view text)
{
    std::size_t length = 1;
    while (length < text.size() && (std::uint8_t(text[length]) & 0xc0) == 0x80) ++length;
    return length;
}

// RFC 2047, 5.3: what may stand as it is in an encoded word of a name, the strictest place.
std::string word_character(std::string_view bytes)
{
    std::string out;
    for (auto const c : bytes) {
        auto const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || std::string_view("!*+-/").find(c) != std::string_view::npos)
            out += c;
        else if (c == ' ')
            out += '_';
        else
            out += escaped(c);
    }
    return out;
}

// A name before an address: quoted (RFC 5322, 3.2.4) or encoded.
std::string display_name(std::string_view name)
{
    auto const encoded = header_text(name);
    if (encoded != name) return encoded;
    std::string quoted = "\"";
    for (auto const c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

// One character of a body as it stands in a line; `last` of its line, `first` of it.
std::string body_character(std::string_view bytes, bool first, bool last)
{
    auto const c = bytes[0];
    if (bytes.size() == 1) {
        if (c == ' ' || c == '\t') return last ? escaped(c) : std::string(1, c);
        if (c > ' ' && c < 0x7f && c != '=' && !(first && c == '.')) return std::string(1, c);
    }
    std::string out;
    for (auto const each : bytes) out += escaped(each);
    return out;
}

void append_line(std::string& out, std::string_view line)
{
    std::size_t width = 0;
    for (bool first = true; !line.empty(); first = false) {
        auto const bytes = line.substr(0, character(line));
        auto const last = bytes.size() == line.size();
        auto text = body_character(bytes, first || width == 0, last);
        if (first && line.starts_with("From ")) text = escaped('F');
        if (width + text.size() + (last ? 0 : 1) > longest_line) { // room for the = of a soft line end
            out += "=\r\n";
            width = 0;
            text = body_character(bytes, true, last);
        }
        out += text;
        width += text.size();
        line.remove_prefix(bytes.size());
    }
}

}

std::string header_text(std::string_view text)
{
    auto const plain = text.size() <= 60 && text.find("=?") == text.npos &&
                       std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; });
    if (plain) return std::string(text);
    std::string out(word_begins);
    auto width = out.size();
    while (!text.empty()) {
        auto const bytes = text.substr(0, character(text));
        auto const encoded = word_character(bytes);
        if (width + encoded.size() + word_ends.size() > longest_word) {
            out += std::string(word_ends) + "\r\n " + std::string(word_begins);
            width = word_begins.size();
        }
        out += encoded;
        width += encoded.size();
        text.remove_prefix(bytes.size());
    }
    return out + std::string(word_ends);
}

std::string quoted_printable(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        append_line(out, line);
        out += "\r\n";
    }
    return out;
}

std::string mail_date(base::Instant at)
{
    using namespace std::chrono;
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    sys_seconds const moment{seconds(at.micros / 1'000'000)};
    auto const day = floor<std::chrono::days>(moment);
    year_month_day const date(day);
    hh_mm_ss const time(moment - day);
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", days[weekday(day).c_encoding()], unsigned(date.day()),
                       months[unsigned(date.month()) - 1], int(date.year()), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

std::optional<std::string> mime(Letter const& letter, Sender const& sender)
{
    for (auto const* const each : {&letter.subject, &letter.language, &sender.name})
        if (!fits_a_header(*each)) return {};
    for (auto const* const each : {&letter.to, &letter.id, &sender.address})
        if (!is_plain_address(*each)) return {};
    auto const bare = [](char c) { return is_control(c) && c != '\n' && c != '\r' && c != '\t'; };
    if (!base::is_utf8(letter.text) || std::ranges::any_of(letter.text, bare)) return {};
    return fmt::format("Date: {}\r\nFrom: {} <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMessage-ID: <{}@{}>\r\n"
                       "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                       "Content-Transfer-Encoding: quoted-printable\r\nContent-Language: {}\r\n"
                       "Auto-Submitted: auto-generated\r\n\r\n{}",
                       mail_date(letter.at), display_name(sender.name), sender.address, letter.to,
                       header_text(letter.subject), letter.id, sender.address.substr(sender.address.rfind('@') + 1),
                       letter.language, quoted_printable(letter.text));
}

}
