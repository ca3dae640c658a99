// SPDX-License-Identifier: EUPL-1.2
#include "base/canonical_json.h"

#include "base/text.h"

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>
#include <vector>

namespace base {
namespace {

namespace json = boost::json;
constexpr std::int64_t largest = (std::int64_t(1) << 53) - 1; // RFC 8785, 3.2.2.3: exact in every reader

void write_text(std::string& out, std::string_view text)
{
    constexpr std::string_view short_escapes = "\b\t\n\f\r\"\\", letters = "btnfr\"\\", digits = "0123456789abcdef";
    if (!is_utf8(text)) throw std::invalid_argument("canonical JSON: text that is not UTF-8");
    out += '"';
    for (auto const c : text) {
        if (auto const at = short_escapes.find(c); at != short_escapes.npos) {
            out += '\\';
            out += letters[at];
        } else if (std::uint8_t(c) < 0x20) {
            out += "\\u00";
            out += digits[std::uint8_t(c) >> 4];
            out += digits[std::uint8_t(c) & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

void write_number(std::string& out, std::int64_t number)
{
    if (number > largest || number < -largest) throw std::invalid_argument("canonical JSON: number too large");
    out += std::to_string(number);
}

// RFC 8785, 3.2.3: order by UTF-16 code units, which differs from that of UTF-8 beyond the basic plane.
std::u16string units(std::string_view text)
{
    std::u16string out;
    for (auto const c : code_points(text)) {
        if (c < 0x10000) {
            out += char16_t(c);
        } else {
            out += char16_t(0xD800 + ((c - 0x10000) >> 10));
            out += char16_t(0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return out;
}

void write(std::string& out, json::value const& value);

void write_object(std::string& out, json::object const& object)
{
    std::vector<std::pair<std::u16string, json::key_value_pair const*>> members;
    for (auto const& member : object) members.emplace_back(units(member.key()), &member);
    std::ranges::sort(members, {}, [](auto const& each) { return each.first; });
    out += '{';
    for (auto const& [order, member] : members) {
        if (out.back() != '{') out += ',';
        write_text(out, member->key());
        out += ':';
        write(out, member->value());
    }
    out += '}';
}

void write_array(std::string& out, json::array const& array)
{
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (i > 0) out += ',';
        write(out, array[i]);
    }
    out += ']';
}

void write(std::string& out, json::value const& value)
{
    switch (value.kind()) {
    case json::kind::object:
        return write_object(out, value.get_object());
    case json::kind::array:
        return write_array(out, value.get_array());
    case json::kind::string:
        return write_text(out, value.get_string());
    case json::kind::int64:
        return write_number(out, value.get_int64());
    case json::kind::uint64:
        if (value.get_uint64() > std::uint64_t(largest))
            throw std::invalid_argument("canonical JSON: number too large");
        return write_number(out, std::int64_t(value.get_uint64()));
    case json::kind::bool_:
        out += value.get_bool() ? "true" : "false";
        return;
    case json::kind::null:
        out += "null";
        return;
    case json::kind::double_:
        throw std::invalid_argument("canonical JSON: a number that is not whole");
    }
}

}

std::string canonical_json(json::value const& value)
{
    std::string out;
    write(out, value);
    return out;
}

}
