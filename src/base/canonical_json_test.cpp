// SPDX-License-Identifier: EUPL-1.2
#include "base/canonical_json.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace base {
namespace {

std::string canonical(std::string_view text) { return canonical_json(boost::json::parse(text)); }

TEST(CanonicalJson, SortsMembersByUtf16AsTheExampleOfTheRfc)
{
    // RFC 8785, 3.2.3.
    EXPECT_EQ(canonical(R"({"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",)"
                        R"("1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control",)"
                        R"("\u00f6":"Latin Small Letter O With Diaeresis"})"),
              "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
              "\"\xC3\xB6\":\"Latin Small Letter O With Diaeresis\",\"\xE2\x82\xAC\":\"Euro Sign\","
              "\"\xF0\x9F\x98\x80\":\"Emoji: Grinning Face\",\"\xEF\xAC\xB3\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST(CanonicalJson, EscapesAsLittleAsTheRfcAllows)
{
    EXPECT_EQ(canonical(R"({"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]})"),
              "{\"literals\":[null,true,false],\"string\":\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

TEST(CanonicalJson, NestsAndWritesWholeNumbers)
{
    EXPECT_EQ(canonical(R"({"b":[{"z":-1,"a":9007199254740991},[],{}],"a":0})"),
              R"({"a":0,"b":[{"a":9007199254740991,"z":-1},[],{}]})");
}

TEST(CanonicalJson, IsTheSameHoweverOftenItIsReadAndWritten)
{
    auto const once = canonical(R"({"x":"l'Ajuntament · ç ñ","y":[1,2,3],"k":{"b":"","a":null}})");
    EXPECT_EQ(canonical(once), once);
}

TEST(CanonicalJson, RefusesWhatOtherReadersMayReadOtherwise)
{
    EXPECT_THROW(canonical("1.5"), std::invalid_argument);
    EXPECT_THROW(canonical("9007199254740992"), std::invalid_argument);
    EXPECT_THROW(canonical("18446744073709551615"), std::invalid_argument);
    EXPECT_THROW(canonical_json(boost::json::value("\xff")), std::invalid_argument);
}

}
}
