// SPDX-License-Identifier: EUPL-1.2
// A provider's word judged: one claim changed at a time.
#include "ports/identity_provider/oidc.h"
#include "ports/identity_provider/tokens_test.h"

#include <gtest/gtest.h>

namespace identity_provider {
namespace {

using testing::right_claims;
using testing::seconds;

testing::Key const& key()
{
    static auto const made = testing::Key::curve("c");
    return made;
}

JudgedToken judged(json::object const& claims, base::Instant at = testing::now,
                   Expected const& wanted = testing::expected())
{
    auto const keys = *read_keys(testing::set_of({key().jwk()}));
    return judge(testing::token(key(), {{"alg", "ES256"}, {"kid", "c"}}, claims), keys, wanted, at);
}

struct Case {
    char const* name;
    json::object changes; // a null takes the claim away
    TokenFault fault;
};

class Changed : public ::testing::TestWithParam<Case> {};

TEST_P(Changed, IsJudgedByItsOwnName)
{
    auto claims = right_claims();
    for (auto const& each : GetParam().changes) {
        if (each.value().is_null())
            claims.erase(each.key());
        else
            claims[each.key()] = each.value();
    }
    auto const result = judged(claims);
    EXPECT_EQ(name(result.fault), name(GetParam().fault));
    EXPECT_EQ(result.claims.empty(), GetParam().fault != TokenFault::None) << "claims only when they are believed";
}

std::string half_hash(std::string const& of) { return base::base64url(base::sha256(of).substr(0, 16)); }

using enum TokenFault;
INSTANTIATE_TEST_SUITE_P(
    Claims, Changed,
    ::testing::Values(
        Case{"Right", {}, None}, Case{"NoIssuer", {{"iss", nullptr}}, ClaimMissing},
        Case{"OtherIssuer", {{"iss", "https://other.example"}}, IssuerWrong},
        Case{"IssuerWithSlash", {{"iss", "https://provider.example/"}}, IssuerWrong},
        Case{"IssuerInAList", {{"iss", json::array{"https://provider.example"}}}, ClaimMalformed},
        Case{"NoSubject", {{"sub", nullptr}}, ClaimMissing}, Case{"EmptySubject", {{"sub", ""}}, ClaimMalformed},
        Case{"NumberSubject", {{"sub", 7}}, ClaimMalformed},
        Case{"LongSubject", {{"sub", std::string(256, 's')}}, ClaimMalformed},
        Case{"NoAudience", {{"aud", nullptr}}, ClaimMissing},
        Case{"OtherAudience", {{"aud", "another"}}, AudienceWrong},
        Case{"AudienceInAList", {{"aud", json::array{"finestreta"}}}, None},
        Case{"EmptyAudience", {{"aud", json::array{}}}, ClaimMalformed},
        Case{"AudienceOfNumbers", {{"aud", json::array{"finestreta", 1}}}, ClaimMalformed},
        Case{"SeveralWithoutParty", {{"aud", json::array{"finestreta", "another"}}}, AuthorizedPartyWrong},
        Case{"SeveralWithOtherParty",
             {{"aud", json::array{"finestreta", "another"}}, {"azp", "another"}},
             AuthorizedPartyWrong},
        Case{"SeveralForUs", {{"aud", json::array{"finestreta", "another"}}, {"azp", "finestreta"}}, None},
        Case{"OneWithOtherParty", {{"azp", "another"}}, AuthorizedPartyWrong},
        Case{"PartyOfAnotherType", {{"azp", 7}}, AuthorizedPartyWrong}, Case{"NoEnd", {{"exp", nullptr}}, ClaimMissing},
        Case{"EndInText", {{"exp", "1790000300"}}, ClaimMalformed},
        Case{"EndsWithinLeeway", {{"exp", seconds - 59}}, None},
        Case{"EndedALittleAgo", {{"exp", seconds - 60}}, Expired}, Case{"EndedLongAgo", {{"exp", 0}}, Expired},
        Case{"EndBeforeTime", {{"exp", -1}}, ClaimMalformed}, Case{"EndBeyondTime", {{"exp", 1e300}}, ClaimMalformed},
        Case{"EndWithFraction", {{"exp", seconds + 0.5}}, None}, Case{"NoIssueTime", {{"iat", nullptr}}, ClaimMissing},
        Case{"IssuedWithinLeeway", {{"iat", seconds + 60}}, None},
        Case{"IssuedTomorrow", {{"iat", seconds + 61}}, FromTheFuture},
        Case{"IssuedElevenMinutesAgo", {{"iat", seconds - 660}}, None},
        Case{"IssuedLongAgo", {{"iat", seconds - 661}}, IssuedLongAgo},
        Case{"NotYet", {{"nbf", seconds + 61}}, FromTheFuture}, Case{"NotBeforeInText", {{"nbf", "x"}}, ClaimMalformed},
        Case{"NoNonce", {{"nonce", nullptr}}, NonceWrong}, Case{"OtherNonce", {{"nonce", "another"}}, NonceWrong},
        Case{"NonceOfAnotherType", {{"nonce", 7}}, NonceWrong},
        Case{"RightAccessToken", {{"at_hash", half_hash("an-access-token")}}, None},
        Case{"OtherAccessToken", {{"at_hash", half_hash("another")}}, AccessTokenWrong},
        Case{"AccessTokenHashOfAnotherType", {{"at_hash", 7}}, AccessTokenWrong}),
    [](auto const& each) { return std::string(each.param.name); });

TEST(IdToken, AnEmptyNonceIsNoBinding)
{
    auto wanted = testing::expected();
    wanted.nonce = "";
    auto claims = right_claims();
    claims["nonce"] = "";
    EXPECT_EQ(judged(claims, testing::now, wanted).fault, TokenFault::NonceWrong);
}

TEST(IdToken, EvidenceHasNeitherTheTokenNorThePerson)
{
    auto claims = right_claims();
    claims["document_number"] = "12345678Z";
    claims["given_name"] = "Núria";
    claims["sub"] = "subject-12345678Z";
    claims["acr"] = "substantial";
    claims["jti"] = "j1";
    claims["auth_time"] = seconds - 30;
    claims["amr"] = json::array{"pwd", 7, "otp"};
    auto const token = judged(claims);
    ASSERT_EQ(token.fault, TokenFault::None);
    auto const evidence = evidence_of(token, "the.token.itself");
    auto const text = json::serialize(evidence);
    for (auto const* const secret : {"12345678Z", "Núria", "the.token.itself", "an-access-token", "a-nonce"})
        EXPECT_EQ(text.find(secret), text.npos) << secret;
    EXPECT_EQ(evidence.at("issuer").as_string(), "https://provider.example");
    EXPECT_EQ(evidence.at("acr").as_string(), "substantial");
    EXPECT_EQ(evidence.at("jti").as_string(), "j1");
    EXPECT_EQ(evidence.at("auth_time").as_int64(), seconds - 30);
    EXPECT_EQ(evidence.at("amr"), (json::array{"pwd", "otp"}));
    EXPECT_EQ(evidence.at("id_token").as_string(), base::hex(base::sha256("the.token.itself")));
    EXPECT_EQ(evidence.at("subject").as_string().size(), 64u);
}

}
}
