// SPDX-License-Identifier: EUPL-1.2
// Addresses, what a provider publishes, whom its claims name, VÀLid's answers.
#include "ports/identity_provider/address.h"
#include "ports/identity_provider/discovery.h"
#include "ports/identity_provider/valid.h"

#include <gtest/gtest.h>

namespace identity_provider {
namespace {

TEST(ProviderAddress, IsHttpsOrThisMachine)
{
    for (auto const* const good : {"https://a.example", "https://a.example:8443/x?y=1", "https://[2001:db8::1]/",
                                   "http://localhost:3000/x", "http://127.0.0.1", "http://[::1]:8080/"})
        EXPECT_TRUE(is_safe_address(good)) << good;
    for (auto const* const bad :
         {"", "http://a.example", "http://localhost.example/", "http://127.0.0.1.example", "https://", "https:///x",
          "https://a@b.example/", "http://localhost@b.example/", "ftp://a.example", "file:///etc/passwd",
          "https://a.example/#x", "https://a.example/ x", "https://a.example\\@b", "https://a.example/\n",
          "javascript:alert(1)", "//a.example", "http://[::1", "https://:80/"})
        EXPECT_FALSE(is_safe_address(bad)) << bad;
}

TEST(ProviderAddress, QueriesAreEncodedAndLeaveOutWhatIsEmpty)
{
    EXPECT_EQ(query({{"a", "x y&z=ç"}, {"none", ""}, {"b", "1"}}), "a=x%20y%26z%3d%c3%a7&b=1");
    EXPECT_EQ(with_query("https://a/b", "x=1"), "https://a/b?x=1");
    EXPECT_EQ(with_query("https://a/b?c=2", "x=1"), "https://a/b?c=2&x=1");
    EXPECT_TRUE(is_json("Application/JSON ; charset=utf-8"));
    EXPECT_FALSE(is_json("text/html"));
    EXPECT_FALSE(is_json("application/jsonp"));
}

json::object published()
{
    return {{"issuer", "https://p.example"},
            {"authorization_endpoint", "https://p.example/auth"},
            {"token_endpoint", "https://p.example/token"},
            {"jwks_uri", "https://p.example/keys"}};
}

std::string fault_of_published(char const* name, json::value const& value, char const* issuer = "https://p.example")
{
    auto said = published();
    said[name] = value;
    return read_discovery(json::serialize(said), issuer).fault;
}

TEST(Discovery, IsTheIssuersOwnAndLeadsToSafeAddresses)
{
    EXPECT_EQ(discovery_address("https://p.example/x/"), "https://p.example/x/.well-known/openid-configuration");
    EXPECT_EQ(read_discovery(json::serialize(published()), "https://p.example").fault, "");
    EXPECT_EQ(fault_of_published("issuer", "https://p.example/"), "issuer-differs");
    EXPECT_EQ(fault_of_published("issuer", nullptr), "issuer-differs");
    EXPECT_EQ(fault_of_published("token_endpoint", "http://p.example/token"), "token_endpoint-unsafe");
    EXPECT_EQ(fault_of_published("token_endpoint", "http://localhost/token"), "token_endpoint-unsafe")
        << "a provider elsewhere must not have us speak to our own machine";
    EXPECT_EQ(fault_of_published("jwks_uri", nullptr), "jwks_uri-unsafe");
    EXPECT_EQ(fault_of_published("authorization_endpoint", 7), "authorization_endpoint-unsafe");
    EXPECT_EQ(fault_of_published("userinfo_endpoint", "http://p.example/me"), "userinfo_endpoint-unsafe");
    EXPECT_EQ(read_discovery("[]", "https://p.example").fault, "malformed");
    EXPECT_EQ(read_discovery(std::string(longest_discovery + 1, ' '), "https://p.example").fault, "malformed");
}

TEST(Discovery, SaysWhetherAnswersNameTheirIssuer)
{
    auto said = published();
    EXPECT_FALSE(read_discovery(json::serialize(said), "https://p.example").tells_issuer);
    said["authorization_response_iss_parameter_supported"] = true;
    EXPECT_TRUE(read_discovery(json::serialize(said), "https://p.example").tells_issuer);
}

ClaimMap map()
{
    ClaimMap made;
    made.levels = {{"loa2", "substantial"}, {"loa3", "high"}};
    return made;
}

TEST(PersonOfClaims, HasNumberNameAndLevel)
{
    auto const person = person_of({{"document_number", "12.345.678-z"},
                                   {"given_name", "Núria"},
                                   {"family_name", " Puig Ferrer "},
                                   {"acr", "loa3"}},
                                  {}, map());
    EXPECT_EQ(person.trouble, Trouble::None);
    EXPECT_EQ(person.document_kind, "nif");
    EXPECT_EQ(person.document_number, "12345678Z");
    EXPECT_EQ(person.name, "Núria Puig Ferrer");
    EXPECT_EQ(person.level, "high");
}

TEST(PersonOfClaims, AnUnknownLevelOpensNothingUnlessTheTownSaysSo)
{
    json::object const claims{{"document_number", "12345678Z"}, {"acr", "loa9"}};
    EXPECT_EQ(person_of(claims, {}, map()).fault, "level-unknown");
    EXPECT_EQ(person_of({{"document_number", "12345678Z"}}, {}, map()).fault, "level-unknown");
    EXPECT_EQ(person_of(claims, {{"acr", "loa3"}}, map()).fault, "level-unknown") << "only the signed token says it";
    auto lenient = map();
    lenient.level = "low";
    EXPECT_EQ(person_of(claims, {}, lenient).level, "low");
}

TEST(PersonOfClaims, WhatTheTokenSaysIsNotReplaced)
{
    json::object const token{{"document_number", "12345678Z"}, {"acr", "loa2"}};
    auto const person = person_of(token, {{"document_number", "00000000T"}, {"name", "Pere Mata"}}, map());
    EXPECT_EQ(person.document_number, "12345678Z");
    EXPECT_EQ(person.name, "Pere Mata");
    EXPECT_EQ(person_of({{"document_number", 7}, {"acr", "loa2"}}, {{"document_number", "12345678Z"}}, map()).trouble,
              Trouble::NoNumber)
        << "not even when it is of another type";
}

TEST(PersonOfClaims, OnlyADniOrNieIdentifies)
{
    EXPECT_EQ(number_in("ES/ES/12345678Z").text, "12345678Z");
    EXPECT_EQ(number_in("IDCES-X1234567L").kind, "nie");
    for (auto const* const none : {"", "12345678A", "P0801900B", "PT/ES/12345678Z", "AAB123456", "IDCPT-12345678Z"})
        EXPECT_EQ(number_in(none).kind, "") << none;
    EXPECT_EQ(person_of({{"acr", "loa2"}}, {}, map()).fault, "document-missing");
    EXPECT_EQ(person_of({{"acr", "loa2"}, {"document_number", "P0801900B"}}, {}, map()).fault, "document-not-spanish");
}

TEST(PersonOfClaims, ANameThatWouldShowAsAnotherIsLeftOut)
{
    auto const named = [](std::string const& name) {
        return person_of({{"document_number", "12345678Z"}, {"acr", "loa2"}, {"name", name}}, {}, map()).name;
    };
    EXPECT_EQ(named("Núria Puig"), "Núria Puig");
    EXPECT_EQ(named("Nu\u0301ria"), "N\u00faria") << "normal form C";
    for (auto const* const bad : {"a\nb", "a\u202eb", "a\u0000b", "\u200fa", "a\x7f"})
        EXPECT_TRUE(named(std::string(bad)).empty() || std::string(bad) == "a") << bad;
    EXPECT_EQ(named(std::string("a\0b", 3)), "");
    EXPECT_EQ(named(std::string(201, 'a')), "");
}

json::object valid_answer()
{
    return {{"status", "ok"},          {"identifier", "99999999R"}, {"prefix", "0034"},
            {"phone", "609112233"},    {"identifierType", "1"},     {"name", "Pere"},
            {"surnames", "Mata Coll"}, {"method", "idcatmobil"},    {"assuranceLevel", "substantial"}};
}

Vouched valid_with(json::object const& changes, std::string const& level = "")
{
    auto said = valid_answer();
    for (auto const& each : changes) {
        if (each.value().is_null())
            said.erase(each.key());
        else
            said[each.key()] = each.value();
    }
    return person_of_valid(said, level);
}

TEST(ValidAnswer, NamesThePersonAndTheLevelAndKeepsNoTelephone)
{
    auto const person = valid_with({});
    EXPECT_EQ(person.trouble, Trouble::None) << person.fault;
    EXPECT_EQ(person.document_number, "99999999R");
    EXPECT_EQ(person.name, "Pere Mata Coll");
    EXPECT_EQ(person.level, "substantial");
    EXPECT_EQ(person.evidence.find("609112233"), std::string::npos);
    EXPECT_EQ(person.evidence.find("99999999R"), std::string::npos);
    EXPECT_EQ(valid_with({{"surnames", nullptr}, {"surname1", "Mata"}, {"surname2", nullptr}}).name, "Pere Mata");
}

// The example of the published description: nothing but the number, its type under another name, the telephone.
TEST(ValidAnswer, MissingFieldsAreNormal)
{
    json::object const said{{"status", "ok"},
                            {"identifier", "99999999R"},
                            {"prefix", "0034"},
                            {"phone", "609112233"},
                            {"documentType", "1"}};
    EXPECT_EQ(person_of_valid(said, "").fault, "level-unknown") << "nobody said how sure it is";
    auto const person = person_of_valid(said, "low");
    EXPECT_EQ(person.trouble, Trouble::None);
    EXPECT_EQ(person.name, "");
    EXPECT_EQ(person.level, "low");
    EXPECT_EQ(valid_with({{"certificateType", ""}, {"companyId", ""}}).trouble, Trouble::None);
}

TEST(ValidAnswer, OtherPapersAndLevelsAreRefused)
{
    EXPECT_EQ(valid_with({{"status", "ko"}, {"error", "x"}}).fault, "person-status");
    EXPECT_EQ(valid_with({{"identifier", nullptr}}).fault, "person-without-identifier");
    EXPECT_EQ(valid_with({{"identifier", "AAB123456"}, {"identifierType", "3"}}).trouble, Trouble::NoNumber);
    EXPECT_EQ(valid_with({{"identifierType", "3"}}).trouble, Trouble::NoNumber)
        << "a passport whose number happens to look like a DNI";
    EXPECT_EQ(valid_with({{"identifierType", "2"}}).trouble, Trouble::NoNumber);
    EXPECT_EQ(valid_with({{"identifier", "X1234567L"}, {"identifierType", 2}}).document_kind, "nie");
    EXPECT_EQ(valid_with({{"assuranceLevel", "highest"}}, "low").fault, "level-unknown");
}

TEST(ValidAnswer, ARepresentativeStandsForWhomTheCertificateNames)
{
    auto const person =
        valid_with({{"certificateType", "11"}, {"companyId", "A58818501"}, {"companyName", "Fusta, SA"}});
    ASSERT_EQ(person.trouble, Trouble::None) << person.fault;
    auto const evidence = json::parse(person.evidence).as_object();
    EXPECT_EQ(evidence.at("stands_for").as_object().at("number").as_string(), "A58818501");
    EXPECT_EQ(evidence.at("stands_for").as_object().at("name").as_string(), "Fusta, SA");
    EXPECT_EQ(valid_with({{"certificateType", "12"}}).fault, "person-without-company");
    auto const employee = valid_with({{"certificateType", "5"}, {"companyId", "P0801900B"}});
    EXPECT_FALSE(json::parse(employee.evidence).as_object().contains("stands_for")) << "no power comes of working";
    EXPECT_TRUE(json::parse(employee.evidence).as_object().contains("works_for"));
    for (auto const* const type : {"1", "2", "3", "4", "6", "7", "8", "9", "10"})
        EXPECT_EQ(valid_with({{"certificateType", type}}).trouble, Trouble::NoNumber) << type;
    EXPECT_EQ(valid_with({{"certificateType", "99"}}).fault, "person-certificate-type");
    EXPECT_EQ(valid_with({{"certificateType", "x"}}).fault, "person-certificate-type");
}

}
}
