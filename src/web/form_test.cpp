// SPDX-License-Identifier: EUPL-1.2
// Bodies and queries read as one object.
#include "web/form.h"

#include <gtest/gtest.h>

namespace web {
namespace {

std::string asked(std::string const& type, std::string const& body)
{
    net::Request request;
    request.headers = {{"Content-Type", type}};
    request.body = body;
    auto const fields = read_body(request);
    return fields ? json::serialize(*fields) : fields.refusal().text;
}

TEST(FormText, IsDecodedStrictly)
{
    EXPECT_EQ(url_decoded("a+b%20c%C3%A9"), "a b cé");
    EXPECT_EQ(url_decoded(""), "");
    EXPECT_EQ(url_decoded("%41"), "A");
    for (auto const* const broken : {"%", "%4", "a%", "%zz", "%4g", "%%41", "% 41"})
        EXPECT_EQ(url_decoded(broken), std::nullopt) << broken;
    EXPECT_EQ(url_decoded("%00"), std::string(1, '\0'));
}

TEST(FormText, ComesBackFromItsEncoding)
{
    std::string all;
    for (int c = 0; c < 256; ++c) all += char(c);
    EXPECT_EQ(url_decoded(url_encoded(all)), all);
    EXPECT_EQ(url_encoded("a-b_c.d~e"), "a-b_c.d~e");
    EXPECT_EQ(url_encoded("/a?b=c&d"), "%2fa%3fb%3dc%26d");
}

TEST(FormFields, OfAQuery)
{
    auto const read = [](std::string_view text) {
        auto const fields = read_query(text);
        return fields ? json::serialize(*fields) : fields.refusal().text;
    };
    EXPECT_EQ(read(""), "{}");
    EXPECT_EQ(read("&&"), "{}");
    EXPECT_EQ(read("a=1&b=2"), R"({"a":"1","b":"2"})");
    EXPECT_EQ(read("a"), R"({"a":""})");
    EXPECT_EQ(read("a=b=c"), R"({"a":"b=c"})");
    EXPECT_EQ(read("=x"), R"({"":"x"})");
    EXPECT_EQ(read("a=1&a=2&a=3"), R"({"a":["1","2","3"]})");
    EXPECT_EQ(read("a=%"), "body.form");
    EXPECT_EQ(read("%=a"), "body.form");
    std::string many;
    for (int i = 0; i < 500; ++i) many += "a=&";
    EXPECT_NE(read(many), "body.form");
    EXPECT_EQ(read(many + "a="), "body.form");
}

TEST(FormFields, OfFilesTellTheirNamesInTheirOrder)
{
    auto const part = [](std::string const& name, std::string const& file, std::string const& value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file +
               "\"\r\nContent-Type: text/plain\r\n\r\n" + value + "\r\n";
    };
    auto const type = "multipart/form-data; boundary=b";
    EXPECT_EQ(asked(type, part("p__fitxer", "a.txt", "A") + part("p__fitxer", "b.txt", "") + "--b--\r\n"),
              R"({"p__fitxer":["A",""],"p__nom":["a.txt","b.txt"]})");
    EXPECT_EQ(asked(type, part("p__fitxer", "", "") + "--b--\r\n"), "{}") << "nothing was chosen";
    EXPECT_EQ(asked(type, part("pdf", "a.pdf", "A") + "--b--\r\n"), R"({"pdf":"A"})")
        << "other fields stay as they are";
}

TEST(FormFields, OfABodyByItsType)
{
    EXPECT_EQ(asked("application/x-www-form-urlencoded", "a=1"), R"({"a":"1"})");
    EXPECT_EQ(asked("application/x-www-form-urlencoded; charset=UTF-8", "a=1"), R"({"a":"1"})");
    EXPECT_EQ(asked("APPLICATION/JSON", R"({"a":1})"), R"({"a":1})");
    EXPECT_EQ(asked("application/json;charset=utf-8", R"({"a":1})"), R"({"a":1})");
    EXPECT_EQ(asked("application/pdf", "%PDF-x"), R"({"pdf":"%PDF-x"})");
    EXPECT_EQ(asked("", "%PDF-x"), R"({"pdf":"%PDF-x"})");
    EXPECT_EQ(asked("", ""), "{}");
    EXPECT_EQ(asked("application/json", ""), "body.json");
    EXPECT_EQ(asked("text/plain", "a=1"), "body.type");
    EXPECT_EQ(asked("application/xml", "<a/>"), "body.type");
    EXPECT_EQ(asked("application/jsonp", "{}"), "body.type");
}

TEST(FormFields, OfJsonAreAnObjectOfBoundedDepth)
{
    for (auto const& broken : {std::string("[]"), std::string("1"), std::string("{"), std::string("{}x"),
                               "{\"a\":" + std::string(17, '[') + std::string(17, ']') + "}"})
        EXPECT_EQ(asked("application/json", broken), "body.json") << broken;
    EXPECT_NE(asked("application/json", "{\"a\":" + std::string(10, '[') + std::string(10, ']') + "}"), "body.json");
}

std::string part(std::string const& name, std::string const& content)
{
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content + "\r\n";
}

TEST(FormFields, OfMultipart)
{
    auto const type = "multipart/form-data; boundary=b";
    EXPECT_EQ(asked(type, part("a", "1") + part("b", "2") + "--b--\r\n"), R"({"a":"1","b":"2"})");
    EXPECT_EQ(asked("multipart/form-data; boundary=\"b\"", part("a", "1") + "--b--"), R"({"a":"1"})");
    EXPECT_EQ(asked(type, "preamble\r\n" + part("a", "1") + "--b--\r\nepilogue"), R"({"a":"1"})");
    EXPECT_EQ(asked(type, part("a", "") + "--b--"), R"({"a":""})");
    EXPECT_EQ(asked(type, part("a", "1") + part("a", "2") + "--b--"), R"({"a":["1","2"]})");
    EXPECT_EQ(asked(type, part("a", "x\r\n--c\r\ny") + "--b--"), R"({"a":"x\r\n--c\r\ny"})");
    EXPECT_EQ(
        asked(type, "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x name=y.pdf\"\r\n\r\nz\r\n--b--"),
        R"({"f":"z"})");
    EXPECT_EQ(asked(type, "--b--"), "{}");
}

TEST(FormFields, OfBrokenMultipartAreRefused)
{
    auto const type = "multipart/form-data; boundary=b";
    for (auto const& broken :
         {std::string("x"), std::string("--b"), std::string("--b\r\n"), std::string("--b\r\n\r\n"), part("a", "1"),
          part("", "1") + "--b--", std::string("--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--"),
          std::string("--b\r\nname=\"a\"\r\n\r\n1")})
        EXPECT_EQ(asked(type, broken), "body.multipart") << broken;
    EXPECT_EQ(asked("multipart/form-data", part("a", "1") + "--b--"), "body.multipart");
    EXPECT_EQ(asked("multipart/form-data; boundary=", part("a", "1") + "--b--"), "body.multipart");
}

TEST(FormFields, OfMultipartKeepEveryByteOfAFile)
{
    std::string bytes;
    for (int c = 0; c < 256; ++c) bytes += char(c);
    net::Request request;
    request.headers = {{"Content-Type", "multipart/form-data; boundary=b"}};
    request.body = part("pdf", bytes) + "--b--";
    auto const fields = read_body(request);
    ASSERT_TRUE(fields);
    auto const& kept = fields->at("pdf").get_string();
    EXPECT_EQ(std::string(kept.data(), kept.size()), bytes);
}

}
}
