// SPDX-License-Identifier: EUPL-1.2
#include "web/schema.h"

#include <gtest/gtest.h>

namespace web {
namespace {

BOOST_DEFINE_ENUM_CLASS(Colour, dark_red, blue)

struct Part {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Part, (), (name))

namespace other {
struct Part {
    bool on = false;
};
BOOST_DESCRIBE_STRUCT(Part, (), (on))
}

struct Whole {
    std::string text;
    std::optional<int> number;
    std::vector<Part> parts;
    Colour colour{};
    bool flag = false;
    Octets file;
};
BOOST_DESCRIBE_STRUCT(Whole, (), (text, number, parts, colour, flag, file))

struct Told {
    std::optional<Part> part;
    std::size_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Told, (), (part, count))

json::object in()
{
    Schemas schemas;
    return shape<Whole, Told>().in(schemas);
}

json::value member(json::object const& schema, std::string_view name) { return schema.at("properties").at(name); }

TEST(Schema, WhatComesInIsBoundedAsItIsRead)
{
    EXPECT_EQ(member(in(), "text"), (json::value{{"type", "string"}, {"maxLength", longest_text}}));
    EXPECT_EQ(member(in(), "colour"), (json::value{{"type", "string"}, {"enum", {"dark-red", "blue"}}}));
    EXPECT_EQ(member(in(), "file").at("contentMediaType"), "application/octet-stream");
    EXPECT_EQ(in().at("additionalProperties"), false);
}

TEST(Schema, OptionalsListsAndTicksMayBeLeftOutComingIn)
{
    EXPECT_EQ(in().at("required"), (json::value{"text", "colour", "file"}));
    EXPECT_EQ(member(in(), "number").at("type"), "integer");
}

TEST(Schema, GoingOutEveryMemberIsThereAndAnOptionalOneMayBeNull)
{
    Schemas schemas;
    auto const pointer = shape<Whole, Told>().out(schemas);
    EXPECT_EQ(pointer.at("$ref"), "#/components/schemas/web.Told");
    auto const& told = schemas.all().at("web.Told").as_object();
    EXPECT_EQ(told.at("required"), (json::value{"part", "count"}));
    EXPECT_EQ(member(told, "part").at("anyOf").at(0).at("$ref"), "#/components/schemas/web.Part");
    EXPECT_EQ(member(told, "part").at("anyOf").at(1).at("type"), "null");
    EXPECT_EQ(member(told, "count").at("minimum"), 0);
}

TEST(Schema, TheSameStructStandsOnceAndAnotherOfItsNameBesideIt)
{
    Schemas schemas;
    auto const out = Schemas::Way::Out;
    auto const first = telling::value<Part, Schemas::Way::Out>(schemas);
    EXPECT_EQ((telling::value<Part, Schemas::Way::Out>(schemas)), first);
    EXPECT_EQ(schemas.all().size(), 1u);
    // As two files of one room with a Page each: another type whose name comes out the same.
    auto const different = [](Schemas&) { return json::object{{"type", "object"}}; };
    auto const second = schemas.reference(typeid(other::Part), out, different);
    EXPECT_EQ(second.at("$ref"), "#/components/schemas/web.other.Part");
    auto const incoming = schemas.reference(typeid(Part), Schemas::Way::In, different);
    EXPECT_EQ(incoming.at("$ref"), "#/components/schemas/web.Part2");
    EXPECT_EQ(schemas.all().size(), 3u);
}

}
}
