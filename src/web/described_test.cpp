// SPDX-License-Identifier: EUPL-1.2
// Described structs read from what came in: every fault named, nothing let through that is not known.
#include "web/described.h"

#include <gtest/gtest.h>

namespace web {
namespace {

BOOST_DEFINE_ENUM_CLASS(Colour, red, dark_blue)

struct Inner {
    std::string street;
    int number = 0;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (street, number))

struct Sample {
    std::string name;
    Colour colour{};
    std::optional<std::int64_t> age;
    bool agrees = false;
    std::vector<std::string> tags;
    std::optional<Inner> home;
    Octets file;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (name, colour, age, agrees, tags, home, file))

base::Result<Sample> from(std::string const& text) { return read<Sample>(json::parse(text).get_object()); }

// "field key" of every fault, in order.
std::vector<std::string> faults(std::string const& text)
{
    auto const result = from(text);
    if (result) return {};
    auto const& refusal = result.refusal();
    EXPECT_EQ(refusal.why, base::Refusal::Why::Unprocessable);
    std::vector<std::string> list{refusal.field + " " + refusal.text};
    for (auto const& other : refusal.others) list.push_back(other.field + " " + other.text);
    return list;
}

using Faults = std::vector<std::string>;
constexpr auto least = R"({"name":"a","colour":"red","file":""})";

TEST(Described, IsReadFromJson)
{
    auto const sample = from(
        R"({"name":" Núria ","colour":"dark-blue","age":42,"agrees":true,"tags":["x","y"],"home":{"street":"Major","number":"7"},"file":"\u0000"})");
    ASSERT_TRUE(sample);
    EXPECT_EQ(sample->name, "Núria");
    EXPECT_EQ(sample->colour, Colour::dark_blue);
    EXPECT_EQ(sample->age, 42);
    EXPECT_TRUE(sample->agrees);
    EXPECT_EQ(sample->tags, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(sample->home->number, 7);
    EXPECT_EQ(sample->file.data, std::string(1, '\0'));
}

TEST(Described, IsReadFromAFormsTexts)
{
    auto const sample = from(R"({"name":"a","colour":"red","age":"42","agrees":"si","tags":"x","file":"f"})");
    ASSERT_TRUE(sample);
    EXPECT_EQ(sample->age, 42);
    EXPECT_TRUE(sample->agrees);
    EXPECT_EQ(sample->tags, (std::vector<std::string>{"x"}));
    EXPECT_FALSE(from(R"({"name":"a","colour":"red","age":"","file":"f"})")->age)
        << "an empty field of a form is absent";
}

TEST(Described, MayLackWhatIsOptional)
{
    auto const sample = from(least);
    ASSERT_TRUE(sample);
    EXPECT_FALSE(sample->age);
    EXPECT_FALSE(sample->agrees);
    EXPECT_TRUE(sample->tags.empty());
}

TEST(Described, NamesEveryFaultAtOnce)
{
    EXPECT_EQ(faults("{}"), (Faults{"name field.missing", "colour field.missing", "file field.missing"}));
    EXPECT_EQ(
        faults(
            R"({"name":1,"colour":"green","age":"x","agrees":1,"tags":[1],"home":{"street":true,"number":1.5,"door":1},"file":2})"),
        (Faults{"name field.type", "colour field.choice", "age field.number", "agrees field.type", "tags.0 field.type",
                "home.street field.type", "home.number field.number", "home.door field.unknown", "file field.type"}));
}

TEST(Described, LetsNothingUnknownThrough)
{
    EXPECT_EQ(faults(R"({"name":"a","colour":"red","file":"","admin":true})"), (Faults{"admin field.unknown"}));
    auto const longest = faults(R"({"name":"a","colour":"red","file":"",")" + std::string(5000, 'x') + R"(":1})");
    ASSERT_EQ(longest.size(), 1u);
    EXPECT_LT(longest[0].size(), 100u);
}

TEST(Described, TakesOnlyCleanText)
{
    for (auto const* const bad : {R"("a\u0000b")", R"("a\u0007b")", R"("a\u001bb")", R"("a\u007fb")"})
        EXPECT_EQ(faults(std::string(R"({"colour":"red","file":"","name":)") + bad + "}"),
                  (Faults{"name field.characters"}))
            << bad;
    json::object latin{{"name", json::string("N\xfaria")}, {"colour", "red"}, {"file", ""}};
    EXPECT_EQ(read<Sample>(latin).refusal().text, "field.characters");
    latin["name"] = json::string(20'001, 'x');
    EXPECT_EQ(read<Sample>(latin).refusal().text, "field.long");
    EXPECT_EQ(from(R"({"colour":"red","file":"","name":"u\u0301"})")->name, "ú") << "composed";
    EXPECT_EQ(from(R"({"colour":"red","file":"","name":"two\nlines"})")->name, "two\nlines");
}

TEST(Described, TakesWholeNumbersOnly)
{
    auto const age = [](std::string const& value) {
        return faults(R"({"name":"a","colour":"red","file":"","age":)" + value + "}");
    };
    for (auto const* const good : {"0", "-5", "\"7\"", "9223372036854775807", "null", "\"\""})
        EXPECT_TRUE(age(good).empty()) << good;
    for (auto const* const bad : {"1.5", "1e3", "\"1.5\"", "\" 7\"", "\"7 \"", "\"0x7\"", "true", "[1]", "{}",
                                  "9223372036854775808", "\"9223372036854775808\""})
        EXPECT_EQ(age(bad), (Faults{"age field.number"})) << bad;
    // A number that its member cannot hold is no number for it.
    EXPECT_EQ(faults(R"({"name":"a","colour":"red","file":"","home":{"street":"a","number":4294967297}})"),
              (Faults{"home.number field.number"}));
}

TEST(Described, IsWrittenAsItIsRead)
{
    auto const value = json::value_from(Inner{"Major", 7});
    EXPECT_EQ(json::serialize(value), R"({"street":"Major","number":7})");
}

struct Answered {
    std::string step;
    Rest answers;
};
BOOST_DESCRIBE_STRUCT(Answered, (), (step, answers))

TEST(Described, WhatNoMemberTakesGoesToTheRest)
{
    auto const all = read<Answered>(
        json::parse(R"({"step":"one","subject":"Fanals","rows":[{"name":"Anna"}],"yes":true})").get_object());
    ASSERT_TRUE(all);
    EXPECT_EQ(all->answers.fields.size(), 3U);
    EXPECT_EQ(all->answers.fields.at("subject").as_string(), "Fanals");
    auto const bad = read<Answered>(json::object{{"step", "one"}, {"rows", {json::object{{"name", "a\x01"}}}}});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.refusal().field, "rows");
    EXPECT_EQ(bad.refusal().text, "field.characters");
    EXPECT_FALSE(read<Answered>(json::object{{"subject", "no step"}}));
}

}
}
