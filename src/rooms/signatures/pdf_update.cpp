// SPDX-License-Identifier: EUPL-1.2
#include "rooms/signatures/pdf_update.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <set>

namespace signatures {
namespace {

constexpr std::size_t most_objects = 200;
constexpr int deepest = 40;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_regular(char c)
{
    return c > ' ' && c < '\x7f' && std::string_view("()<>[]{}/%#").find(c) == std::string::npos;
}

class Reader {
public:
    enum class Names { Plain, Any }; // in a trailer nothing is spelled with "#"
    Reader(std::string_view whole, std::size_t from, Names with = Names::Plain) : text(whole), at(from), names(with) {}

    bool took(std::string_view word)
    {
        if (!text.substr(at).starts_with(word)) return false;
        at += word.size();
        return true;
    }
    void spaces()
    {
        while (at < text.size() && is_space(text[at])) ++at;
    }
    // A number and the one character behind it, that ends it.
    std::optional<std::size_t> number(std::size_t digits)
    {
        auto const from = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        std::size_t value = 0;
        if (at == from || at - from > digits ||
            std::from_chars(text.data() + from, text.data() + at, value).ec != std::errc())
            return {};
        return value;
    }
    bool line_end() { return took("\r\n") || took(" \n") || took("\n") || took(" \r") || took("\r"); }
    // So many digits and no fewer.
    std::optional<std::size_t> full_number(std::size_t digits)
    {
        auto const from = at;
        auto value = number(digits);
        return at - from == digits ? value : std::nullopt;
    }
    // Of an entry: two octets, so that each has exactly 20 (ISO 32000-1, 7.5.4). Some readers step by them, others read
    // lines.
    bool entry_end() { return took(" \n") || took(" \r") || took("\r\n"); }
    std::size_t place() const { return at; }
    bool at_end() const { return at == text.size(); }
    char next() const { return at < text.size() ? text[at] : '\0'; }

    std::optional<std::string> name()
    {
        if (!took("/")) return {};
        auto const from = at;
        while (at < text.size() && is_part(text[at])) ++at;
        if (at == from) return {};
        return std::string(text.substr(from, at - from));
    }
    // Any value whose text leaves no doubt where it ends.
    bool value(int depth = 0)
    {
        if (depth > deepest) return false;
        spaces();
        switch (next()) {
        case '/':
            return name().has_value();
        case '(':
            return literal();
        case '[':
            return array(depth);
        case '<':
            return text.substr(at).starts_with("<<") ? dictionary(depth) : hexadecimal();
        default:
            return word();
        }
    }

    // "… 0 R" behind a number that was read as a value.
    void reference()
    {
        auto const back = at;
        spaces();
        if (number(5) && is_space(next())) {
            spaces();
            if (took("R") && !is_regular(next())) return;
        }
        at = back;
    }

private:
    bool array(int depth)
    {
        for (++at;;) {
            spaces();
            if (took("]")) return true;
            if (!value(depth + 1)) return false;
        }
    }
    bool dictionary(int depth)
    {
        for (at += 2;;) {
            spaces();
            if (took(">>")) return true;
            if (!name() || !value(depth + 1)) return false;
            reference();
        }
    }
    bool literal()
    {
        int open = 0;
        for (; at < text.size(); ++at) {
            if (text[at] == '\\')
                ++at;
            else if (text[at] == '(')
                ++open;
            else if (text[at] == ')' && --open == 0)
                return ++at, true;
        }
        return false;
    }
    bool hexadecimal()
    {
        for (++at; at < text.size(); ++at) {
            if (text[at] == '>') return ++at, true;
            if (!std::isxdigit(static_cast<unsigned char>(text[at])) && !is_space(text[at])) return false;
        }
        return false;
    }
    bool word()
    {
        auto const from = at;
        while (at < text.size() && is_part(text[at])) ++at;
        return at > from;
    }
    bool is_part(char c) const
    {
        return is_regular(c) || (names == Names::Any && (c == '#' || static_cast<unsigned char>(c) > 0x7f));
    }
    std::string_view text;
    std::size_t at;
    Names names;
};

// Where each object stands, and its number.
using Places = std::multimap<std::size_t, std::size_t>;

// The entries of a section: each object once, none freed, all of them behind our file.
std::optional<PdfUpdate> section(Reader& from, std::size_t ours, std::size_t begins, Places& places)
{
    PdfUpdate made;
    made.references = begins;
    std::set<std::size_t> seen;
    if (!from.took("xref") || !from.line_end()) return {};
    while (is_digit(from.next())) {
        auto const first = from.number(7);
        if (!first || !from.took(" ")) return {};
        auto const count = from.number(4);
        if (!count || !from.line_end()) return {};
        for (std::size_t i = 0; i < *count; ++i) {
            auto const place = from.full_number(10);
            if (!place || !from.took(" ")) return {};
            auto const generation = from.full_number(5);
            if (!generation || !from.took(" ")) return {};
            auto const number = *first + i;
            if (!seen.insert(number).second || seen.size() > most_objects) return {};
            if (from.took("n")) {
                if (number == 0 || *generation != 0 || *place < ours || *place >= begins) return {};
                made.objects.push_back(int(number));
                places.emplace(*place, number);
            } else if (!from.took("f") || number != 0) { // the head of the list of free ones, as files repeat it
                return {};
            }
            if (!from.entry_end()) return {};
        }
    }
    return made;
}

// One object, that ends where its text says: nothing behind it but white space.
bool is_one_object(std::string_view text, std::size_t number)
{
    Reader from(text, 0, Reader::Names::Any);
    if (from.number(7) != number || !is_space(from.next())) return false;
    from.spaces();
    if (from.number(5) != 0 || !is_space(from.next())) return false;
    from.spaces();
    if (!from.took("obj") || is_regular(from.next()) || !from.value()) return false;
    from.reference();
    from.spaces();
    if (from.took("stream")) {
        auto const end = text.find("endstream", from.place());
        if (end == text.npos) return false;
        from = Reader(text, end + 9, Reader::Names::Any);
        from.spaces();
    }
    if (!from.took("endobj")) return false;
    from.spaces();
    return from.at_end();
}

// Whether a reader that looks for "5 0 obj" instead of reading references finds one in there, also inside of a text or
// a stream, or another trailer.
bool hides_something(std::string_view text)
{
    if (text.find("trailer") != text.npos || text.find("xref") != text.npos) return true;
    auto const head = text.find("obj");
    for (auto at = text.find("obj", head + 3); at != text.npos; at = text.find("obj", at + 3)) {
        auto before = at;
        while (before > 0 && (is_space(text[before - 1]) || text[before - 1] == '\0')) --before;
        if (before > 0 && is_digit(text[before - 1])) return true;
    }
    return false;
}

// The objects, one behind the other, are all that stands between our file and the references: whoever takes a file
// apart without its references finds what the references name, and nothing else.
bool is_all_objects(std::string_view theirs, std::size_t ours, std::size_t begins, Places const& places)
{
    auto const first = places.empty() ? begins : places.begin()->first;
    for (auto at = ours; at < first; ++at)
        if (!is_space(theirs[at])) return false;
    // "12 0 obj" behind a digit would be another number.
    if (first == 0 || is_digit(theirs[first - 1])) return false;
    for (auto each = places.begin(); each != places.end(); ++each) {
        auto const next = std::next(each);
        auto const end = next == places.end() ? begins : next->first;
        auto const text = theirs.substr(each->first, end - each->first);
        if (!is_one_object(text, each->second) || hides_something(text)) return false;
    }
    return true;
}

// What a trailer may say: nothing of encryption, and no second place of references.
bool is_plain_trailer(Reader& from, std::size_t previous)
{
    std::set<std::string> keys;
    from.spaces();
    if (!from.took("trailer")) return false;
    from.spaces();
    if (!from.took("<<")) return false;
    for (;;) {
        from.spaces();
        if (from.took(">>")) break;
        auto const key = from.name();
        if (!key || !keys.insert(*key).second) return false;
        if (*key == "Prev") {
            from.spaces();
            if (from.number(10) != previous || is_regular(from.next())) return false;
        } else if (*key == "Size" || *key == "Root" || *key == "ID" || *key == "Info" || *key == "DocChecksum") {
            from.spaces();
            if (is_digit(from.next())) {
                if (!from.number(10)) return false;
                from.spaces();
                if (is_digit(from.next())) {
                    if (from.number(5) != 0) return false;
                    from.spaces();
                    if (!from.took("R")) return false;
                }
            } else if (!from.value()) {
                return false;
            }
        } else {
            return false;
        }
    }
    return keys.contains("Prev") && keys.contains("Root") && keys.contains("Size");
}

}

std::optional<std::size_t> references_of(std::string_view file)
{
    while (!file.empty() && is_space(file.back())) file.remove_suffix(1);
    if (!file.ends_with("%%EOF")) return {};
    constexpr std::string_view mark = "startxref";
    auto const at = file.rfind(mark);
    if (at == file.npos || file.size() - at > 64) return {};
    Reader from(file, at + mark.size());
    from.spaces();
    auto const place = from.number(10);
    from.spaces();
    if (!place || !from.took("%%EOF") || !from.at_end()) return {};
    return *place < at ? place : std::nullopt;
}

std::optional<PdfUpdate> read_update(std::string_view ours, std::string_view theirs)
{
    auto const before = references_of(ours), begins = references_of(theirs);
    if (!before || !begins || *begins < ours.size()) return {};
    Reader from(theirs, *begins);
    Places places;
    auto made = section(from, ours.size(), *begins, places);
    if (!made || !is_all_objects(theirs, ours.size(), *begins, places) || !is_plain_trailer(from, *before)) return {};
    from.spaces();
    if (!from.took("startxref")) return {};
    from.spaces();
    if (from.number(10) != *begins) return {};
    from.spaces();
    if (!from.took("%%EOF")) return {};
    from.spaces();
    return from.at_end() ? made : std::nullopt;
}

}
