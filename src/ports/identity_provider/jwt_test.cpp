// SPDX-License-Identifier: EUPL-1.2
// Tokens and keys, right and wrong: each fault by its own name.
#include "ports/identity_provider/tokens_test.h"

#include <gtest/gtest.h>

namespace identity_provider {
namespace {

using testing::Key;
using testing::set_of;
using testing::token;

struct Keys {
    Key const rsa = Key::rsa("r"), other_rsa = Key::rsa("o"), curve = Key::curve("c");
};
Keys const& keys()
{
    static Keys const made;
    return made;
}

std::vector<Jwk> published() { return *read_keys(set_of({keys().rsa.jwk(), keys().curve.jwk()})); }

json::object header(char const* algorithm, char const* key) { return {{"alg", algorithm}, {"kid", key}}; }

TokenFault fault_of(std::string const& text, std::vector<Jwk> const& with = published())
{
    auto const read = read_jwt(text);
    return read.fault == TokenFault::None ? verify(read.token, with) : read.fault;
}

TEST(Jwt, ThreeAlgorithmsAreBelieved)
{
    EXPECT_EQ(fault_of(token(keys().rsa, header("RS256", "r"), testing::right_claims())), TokenFault::None);
    EXPECT_EQ(fault_of(token(keys().rsa, header("PS256", "r"), testing::right_claims())), TokenFault::None);
    EXPECT_EQ(fault_of(token(keys().curve, header("ES256", "c"), testing::right_claims())), TokenFault::None);
}

// RFC 7515, A.3: made by nobody here.
TEST(Jwt, TheExampleOfTheStandardHolds)
{
    auto const set = R"({"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                     R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";
    auto const text = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9"
                      "pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqP"
                      "P3-Kg6NU1Q";
    EXPECT_EQ(fault_of(text, *read_keys(set)), TokenFault::None);
}

TEST(Jwt, NoneAndSharedSecretsAreRefusedWhateverTheySay)
{
    auto const claims = testing::right_claims();
    for (auto const* const algorithm : {"none", "None", "HS256", "HS512", "RS1", "RS512", "ES256K", "EdDSA", ""}) {
        auto const said = testing::unsigned_token(json::object{{"alg", algorithm}, {"kid", "r"}}, claims);
        // The public key itself as the secret: what a careless verifier takes for a signature.
        auto const hashed = base::base64url(base::hmac_sha256(set_of({keys().rsa.jwk()}), said));
        EXPECT_EQ(fault_of(said + "." + hashed), TokenFault::AlgorithmRefused) << algorithm;
        EXPECT_EQ(fault_of(said + "."), TokenFault::AlgorithmRefused) << algorithm;
    }
}

TEST(Jwt, AnAlteredTokenIsNotBelieved)
{
    auto const good = token(keys().curve, header("ES256", "c"), testing::right_claims());
    auto claims = testing::right_claims();
    claims["sub"] = "u2";
    auto const other = token(keys().curve, header("ES256", "c"), claims);
    auto const last = good.rfind('.');
    EXPECT_EQ(fault_of(other.substr(0, other.rfind('.')) + good.substr(last)), TokenFault::SignatureWrong);
    auto const zeros = base::base64url(std::string(64, '\0'));
    EXPECT_EQ(fault_of(good.substr(0, last + 1) + zeros), TokenFault::SignatureWrong) << "r and s of nothing";
    EXPECT_EQ(fault_of(good.substr(0, last + 1)), TokenFault::SignatureWrong);
    EXPECT_EQ(fault_of(good.substr(0, last + 1) + base::base64url(std::string(63, 'x'))), TokenFault::SignatureWrong);
}

TEST(Jwt, TheKeyIsTheOneThatTheTokenNamesAndItsTypeDecides)
{
    auto const claims = testing::right_claims();
    EXPECT_EQ(fault_of(token(keys().other_rsa, header("RS256", "o"), claims)), TokenFault::KeyUnknown);
    EXPECT_EQ(fault_of(token(keys().other_rsa, header("RS256", "r"), claims)), TokenFault::SignatureWrong);
    EXPECT_EQ(fault_of(token(keys().curve, header("ES256", "r"), claims)), TokenFault::KeyWrong);
    EXPECT_EQ(fault_of(token(keys().rsa, header("RS256", "c"), claims)), TokenFault::KeyWrong);
    auto tied = keys().rsa.jwk();
    tied["alg"] = "PS256";
    EXPECT_EQ(fault_of(token(keys().rsa, header("RS256", "r"), claims), *read_keys(set_of({tied}))),
              TokenFault::KeyWrong);
}

TEST(Jwt, ATokenThatNamesNoKeyNeedsTheOnlyOne)
{
    auto const unnamed = token(keys().rsa, {{"alg", "RS256"}}, testing::right_claims());
    EXPECT_EQ(fault_of(unnamed), TokenFault::None) << "one RSA key, one of a curve";
    EXPECT_EQ(fault_of(unnamed, *read_keys(set_of({keys().rsa.jwk(), keys().other_rsa.jwk()}))),
              TokenFault::KeyUnknown);
    EXPECT_EQ(fault_of(unnamed, {}), TokenFault::KeyUnknown);
}

TEST(Jwt, HeadersThatMeanSomethingElseAreRefused)
{
    auto const with = [](char const* name, json::value const& value) {
        auto head = header("RS256", "r");
        head[name] = value;
        return fault_of(token(keys().rsa, head, testing::right_claims()));
    };
    EXPECT_EQ(with("crit", json::array{"exp"}), TokenFault::CriticalHeader);
    EXPECT_EQ(with("crit", json::array{}), TokenFault::CriticalHeader);
    EXPECT_EQ(with("typ", "at+jwt"), TokenFault::TypeRefused);
    EXPECT_EQ(with("typ", 7), TokenFault::TypeRefused);
    EXPECT_EQ(with("typ", "JWT"), TokenFault::None);
    EXPECT_EQ(with("kid", 7), TokenFault::Malformed);
    EXPECT_EQ(with("kid", "r\n"), TokenFault::Malformed);
    EXPECT_EQ(with("jwk", keys().other_rsa.jwk()), TokenFault::None) << "a key that a token brings is not looked at";
}

TEST(Jwt, WhatIsNoTokenIsMalformed)
{
    auto const good = token(keys().rsa, header("RS256", "r"), testing::right_claims());
    auto const first = good.find('.');
    for (auto const& text : std::vector<std::string>{
             "", ".", "..", "a.b.c", good + ".", good + ".x", good.substr(first), "=" + good, good + "=", good + "\n",
             testing::unsigned_token(json::array{}, testing::right_claims()) + ".AAAA",
             testing::unsigned_token(header("RS256", "r"), json::array{1}) + ".AAAA",
             base::base64url("{\"alg\":\"RS256\"") + ".e30.AAAA"})
        EXPECT_EQ(fault_of(text), TokenFault::Malformed) << text;
    std::string deep = "1";
    for (int i = 0; i < 40; ++i) deep = "[" + deep + "]";
    EXPECT_EQ(fault_of(base::base64url(R"({"alg":"RS256"})") + "." + base::base64url("{\"a\":" + deep + "}") + ".AAAA"),
              TokenFault::Malformed);
    EXPECT_EQ(fault_of(base::base64url("{\"alg\":\"RS256\",\"a\":\"\xff\"}") + ".e30.AAAA"), TokenFault::Malformed);
    EXPECT_EQ(fault_of(std::string(longest_token + 1, 'a')), TokenFault::TooLong);
}

TEST(Jwk, WeakAndStrangeKeysAreLeftOut)
{
    auto const count = [](json::object const& key) { return read_keys(set_of({key}))->size(); };
    auto const changed = [](json::object key, char const* name, json::value const& value) {
        key[name] = value;
        return key;
    };
    auto const rsa = keys().rsa.jwk(), curve = keys().curve.jwk();
    EXPECT_EQ(count(rsa), 1u);
    EXPECT_EQ(count(Key::rsa("w", 1024).jwk()), 0u);
    EXPECT_EQ(count(Key::curve("w", "P-384").jwk()), 0u);
    EXPECT_EQ(count(changed(rsa, "e", "AQ")), 0u) << "every number is its own signature under the exponent 1";
    EXPECT_EQ(count(changed(rsa, "e", "Aw")), 0u);
    EXPECT_EQ(count(changed(rsa, "e", json::string(base::base64url(std::string(9, '\x01'))))), 0u);
    EXPECT_EQ(count(changed(rsa, "use", "enc")), 0u);
    EXPECT_EQ(count(changed(rsa, "alg", "RSA-OAEP")), 0u);
    EXPECT_EQ(count(changed(rsa, "alg", "ES256")), 0u);
    EXPECT_EQ(count(changed(rsa, "key_ops", json::array{"encrypt"})), 0u);
    EXPECT_EQ(count(changed(rsa, "key_ops", json::array{"verify"})), 1u);
    EXPECT_EQ(count(changed(rsa, "kty", "oct")), 0u);
    EXPECT_EQ(count(changed(rsa, "n", 7)), 0u);
    EXPECT_EQ(count(changed(rsa, "n", json::string(base::base64url(std::string(2000, 'n'))))), 0u);
    EXPECT_EQ(count(changed(curve, "x", "AAAA")), 0u);
    EXPECT_EQ(count({{"kty", "oct"}, {"k", "c2VjcmV0"}}), 0u);
    EXPECT_EQ(count({}), 0u);
}

TEST(Jwk, APointThatIsNotOnTheCurveSignsNothing)
{
    auto key = keys().curve.jwk();
    key["y"] = base::base64url(std::string(32, '\x07'));
    auto const text = token(keys().curve, header("ES256", "c"), testing::right_claims());
    EXPECT_EQ(fault_of(text, *read_keys(set_of({key}))), TokenFault::SignatureWrong);
}

TEST(Jwk, WhatIsNoSetIsNone)
{
    for (auto const* const text : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":7})", "{\"keys\":[]"})
        EXPECT_FALSE(read_keys(text)) << text;
    EXPECT_EQ(read_keys(R"({"keys":[1,"x",null,[]]})")->size(), 0u);
    EXPECT_FALSE(read_keys(R"({"keys":[]})" + std::string(longest_key_set, ' ')));
    EXPECT_FALSE(read_keys(set_of(std::vector<json::object>(51, keys().curve.jwk()))));
}

}
}
