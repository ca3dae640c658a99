// SPDX-License-Identifier: EUPL-1.2
// JSON into a described struct with a member of every kind: what is taken is clean and within its bounds.
#include "web/described.h"

#include <cstdlib>

namespace {

BOOST_DEFINE_ENUM_CLASS(Choice, one, foreign_office)

struct Part {
    std::string name;
    std::optional<std::int64_t> count;
};
BOOST_DESCRIBE_STRUCT(Part, (), (name, count))

struct Whole {
    std::string text;
    std::optional<std::string> note;
    std::vector<std::string> list;
    std::vector<Part> parts;
    std::optional<Part> part;
    std::uint16_t small = 0;
    std::int64_t large = 0;
    bool flag = false;
    Choice choice{};
    web::Octets file;
};
BOOST_DESCRIBE_STRUCT(Whole, (), (text, note, list, parts, part, small, large, flag, choice, file))

void must(bool right)
{
    if (!right) std::abort();
}

void must_be_clean(std::string const& text)
{
    must(base::is_utf8(text));
    must(text.find('\0') == text.npos);
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    namespace json = boost::json;
    json::error_code error;
    auto const value = json::parse({reinterpret_cast<char const*>(data), size}, error);
    if (error || !value.is_object()) return 0;
    auto const read = web::read<Whole>(value.get_object());
    if (!read) {
        must(!read.refusal().text.empty());
        return 0;
    }
    must_be_clean(read->text);
    if (read->note) must_be_clean(*read->note);
    for (auto const& each : read->list) must_be_clean(each);
    for (auto const& each : read->parts) must_be_clean(each.name);
    must(read->choice == Choice::one || read->choice == Choice::foreign_office);
    return 0;
}
