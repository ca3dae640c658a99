// SPDX-License-Identifier: EUPL-1.2
#include "rooms/signatures/pdf_update.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace signatures {
namespace {

constexpr std::size_t most_objects = 200;
constexpr int deepest = 8;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_regular(char c)
{
    return c > ' ' && c < '\x7f' && std::string_view("()<>[]{}/%#").find(c) == std::string::npos;
}

class Reader {
public:
    Reader(std::string_view whole, std::size_t from) : text(whole), at(from) {}

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
    bool at_end() const { return at == text.size(); }
    char next() const { return at < text.size() ? text[at] : '\0'; }

    std::optional<std::string> name()
    {
        if (!took("/")) return {};
        auto const from = at;
        while (at < text.size() && is_regular(text[at])) ++at;
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
        while (at < text.size() && is_regular(text[at])) ++at;
        return at > from;
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

    std::string_view text;
    std::size_t at;
};

// The entries of a section: each object once, none freed, all of them behind our file.
std::optional<PdfUpdate> section(Reader& from, std::size_t ours, std::size_t begins)
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
            auto const place = from.number(10);
            if (!place || !from.took(" ")) return {};
            auto const generation = from.number(5);
            if (!generation || !from.took(" ")) return {};
            auto const number = *first + i;
            if (!seen.insert(number).second || seen.size() > most_objects) return {};
            if (from.took("n")) {
                if (number == 0 || *generation != 0 || *place < ours || *place >= begins) return {};
                made.objects.push_back(int(number));
            } else if (!from.took("f") || number != 0) { // the head of the list of free ones, as files repeat it
                return {};
            }
            if (!from.line_end()) return {};
        }
    }
    return made;
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
    auto made = section(from, ours.size(), *begins);
    if (!made || !is_plain_trailer(from, *before)) return {};
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
