// SPDX-License-Identifier: EUPL-1.2
// Text over ICU's normaliser; everything else works on UTF-8 bytes and code points.
#include "base/text.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace base {
namespace {

icu::UnicodeString unicode(std::string_view text)
{
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), int32_t(text.size())));
}

std::string utf8(icu::UnicodeString const& text)
{
    std::string out;
    text.toUTF8String(out);
    return out;
}

icu::Normalizer2 const& normalizer(bool composing)
{
    auto status = U_ZERO_ERROR;
    auto const* const found =
        composing ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no normaliser");
    return *found;
}

icu::UnicodeString normalized(icu::UnicodeString const& text, bool composing)
{
    auto status = U_ZERO_ERROR;
    auto out = normalizer(composing).normalize(text, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU could not normalise");
    return out;
}

bool is_middle_dot(char32_t c) { return c == 0xB7 || c == 0x2027 || c == 0x2022; }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC || c == 0xB4 || c == '`'; }

// Cuts "d'", "l'", "s'", "n'", "m'", "t'" off the front and "'n", "-me", "-se", "-lo"… off the end.
std::string without_clitics(std::string word)
{
    auto const quote = word.find('\'');
    if (quote != std::string::npos) word = quote <= 2 ? word.substr(quote + 1) : word.substr(0, quote);
    constexpr std::array<std::string_view, 16> enclitics{"-me", "-se", "-te",  "-lo",  "-la", "-los", "-les", "-ne",
                                                         "-hi", "-ho", "-nos", "-vos", "-li", "-ls",  "-us",  "-en"};
    for (auto const tail : enclitics)
        if (word.size() > tail.size() + 2 && word.ends_with(tail)) return word.substr(0, word.size() - tail.size());
    return word;
}

}

bool is_utf8(std::string_view text)
{
    int32_t at = 0;
    auto const size = int32_t(text.size());
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    while (at < size) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        if (c < 0) return false;
    }
    return true;
}

std::string composed(std::string_view text)
{
    if (std::ranges::all_of(text, [](char c) { return std::uint8_t(c) < 0x80; })) return std::string(text);
    return utf8(normalized(unicode(text), true));
}

std::string from_latin1(std::string_view text)
{
    std::string out;
    for (auto const c : text) append_utf8(out, std::uint8_t(c));
    return out;
}

std::string folded(std::string_view text)
{
    auto whole = unicode(text);
    whole.findAndReplace(u"\u00B4", u"'");                  // the normaliser would make it a space with a mark
    auto const apart = normalized(whole, false).foldCase(); // in this order: the normaliser brings new capitals
    std::string out;
    char32_t before = 0;
    for (int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
        auto const c = char32_t(apart.char32At(at));
        auto const mark = u_charType(UChar32(c)) == U_NON_SPACING_MARK;
        if (!mark && !(is_middle_dot(c) && before == 'l')) append_utf8(out, is_apostrophe(c) ? U'\'' : c);
        if (!mark) before = c;
    }
    return out;
}

std::string lower(std::string_view text) { return utf8(unicode(text).toLower(icu::Locale::getRoot())); }

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n\f\v";
    auto const first = text.find_first_not_of(blank);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::vector<std::string> split(std::string_view text, char by)
{
    std::vector<std::string> parts;
    for (std::size_t start = 0;;) {
        auto const end = text.find(by, start);
        parts.emplace_back(text.substr(start, end == text.npos ? end : end - start));
        if (end == text.npos) return parts;
        start = end + 1;
    }
}

std::vector<char32_t> code_points(std::string_view text)
{
    std::vector<char32_t> points;
    points.reserve(text.size());
    int32_t at = 0;
    auto const size = int32_t(text.size());
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    while (at < size) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, at, size, c);
        points.push_back(char32_t(c));
    }
    return points;
}

std::size_t length_in_characters(std::string_view text)
{
    return std::size_t(std::ranges::count_if(text, [](char c) { return (std::uint8_t(c) & 0xC0) != 0x80; }));
}

void append_utf8(std::string& out, char32_t c)
{
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xC0 | c >> 6);
        out += char(0x80 | (c & 63));
    } else if (c < 0x10000) {
        out += char(0xE0 | c >> 12);
        out += char(0x80 | (c >> 6 & 63));
        out += char(0x80 | (c & 63));
    } else {
        out += char(0xF0 | c >> 18);
        out += char(0x80 | (c >> 12 & 63));
        out += char(0x80 | (c >> 6 & 63));
        out += char(0x80 | (c & 63));
    }
}

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> found;
    std::string word;
    auto const keep = [&] {
        while (!word.empty() && (word.back() == '\'' || word.back() == '-')) word.pop_back();
        if (auto cut = without_clitics(word); !cut.empty()) found.push_back(std::move(cut));
        word.clear();
    };
    char32_t before = 0;
    for (auto const c : code_points(lower(text))) {
        auto const mark = u_charType(UChar32(c)) == U_NON_SPACING_MARK;
        auto const letter = !is_apostrophe(c) && (u_isalnum(UChar32(c)) || mark); // U+02BC would be both
        if (c == 0x140)
            word += "l·";
        else if (letter)
            append_utf8(word, c);
        else if (is_middle_dot(c) && before == 'l')
            append_utf8(word, 0xB7);
        else if (is_apostrophe(c) && !word.empty())
            word += '\'';
        else if (c == '-' && !word.empty())
            word += '-';
        else
            keep();
        before = c;
    }
    keep();
    return found;
}

std::string country_name(std::string_view code, std::string_view language)
{
    icu::UnicodeString name;
    icu::Locale const country("", std::string(code).c_str()), reader(std::string(language).c_str());
    country.getDisplayCountry(reader, name);
    return name.isEmpty() ? std::string(code) : utf8(name);
}

std::string filled(std::string_view pattern, std::vector<std::pair<std::string, std::string>> const& values)
{
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        auto const open = pattern.find('{', at);
        auto const close = open == pattern.npos ? open : pattern.find('}', open);
        if (close == pattern.npos) return out.append(pattern.substr(at));
        auto const name = pattern.substr(open + 1, close - open - 1);
        auto const found =
            std::ranges::find(values, name, [](auto const& pair) { return std::string_view(pair.first); });
        out.append(pattern.substr(at, open - at));
        out.append(found == values.end() ? pattern.substr(open, close - open + 1) : std::string_view(found->second));
        at = close + 1;
    }
    return out;
}

}
