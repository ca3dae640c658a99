// SPDX-License-Identifier: EUPL-1.2
// Chains: good ones through roots and through issuing authorities, and each way not to be trusted.
#include "ports/identity_provider/trust.h"

#include "app/sample/cards.h"

#include <gtest/gtest.h>

namespace identity_provider {
namespace {

using namespace std::chrono_literals;

class TrustTest : public ::testing::Test {
protected:
    Fault judged(sample::Profile const& profile) const
    {
        return trust.judge({issuing.issue(profile).der, issuing.der()}, now).fault;
    }
    base::Instant const now = base::SystemClock().now();
    sample::Authority const root{"Arrel de prova", now}, issuing = root.under("Emissora de prova");
    sample::CardHolder const nuria;
    Trust const trust{{root.pem()}};
};

TEST_F(TrustTest, AChainGoesFromThePersonsToTheRoot)
{
    auto const own = issuing.issue(sample::idcat(nuria));
    auto const found = trust.judge({own.der, issuing.der()}, now);
    EXPECT_EQ(found.fault, Fault::None);
    EXPECT_EQ(found.chain, (std::vector{own.der, issuing.der(), root.der()}));
}

TEST_F(TrustTest, AnIssuingAuthorityInTheFolderEndsTheChainAndNeedsNobodyElse)
{
    Trust const direct({issuing.pem()});
    auto const own = issuing.issue(sample::idcat(nuria));
    auto const found = direct.judge({own.der}, now);
    EXPECT_EQ(found.fault, Fault::None);
    EXPECT_EQ(found.chain, (std::vector{own.der, issuing.der()}));
}

TEST_F(TrustTest, WhatTheBrowserSendsBesidesHelpsButIsNotTrusted)
{
    auto const own = issuing.issue(sample::idcat(nuria));
    EXPECT_EQ(trust.judge({own.der}, now).fault, Fault::UnknownIssuer) << "nothing leads from it to the root";
    sample::Authority const other("Arrel de prova", now), under_other = other.under("Emissora de prova");
    auto const strange = under_other.issue(sample::idcat(nuria));
    EXPECT_EQ(trust.judge({strange.der, under_other.der(), other.der()}, now).fault, Fault::UnknownIssuer)
        << "of the same names, with other keys";
    EXPECT_EQ(trust.judge({own.der, "rubbish", issuing.der()}, now).fault, Fault::None);
}

TEST_F(TrustTest, AnEndCertificateIssuesNothing)
{
    auto const own = issuing.issue(sample::idcat(nuria));
    // Núria's certificate as an issuer: the same name and key, put to a use that it has not.
    sample::Authority const false_issuer("Núria", now);
    auto const forged = false_issuer.issue(sample::idcat({.number = "87654321X"}));
    EXPECT_EQ(trust.judge({forged.der, own.der, issuing.der()}, now).fault, Fault::UnknownIssuer);
}

TEST_F(TrustTest, DatesAreThoseOfTheInstantAsked)
{
    auto expired = sample::idcat(nuria);
    expired.days_before = 800;
    expired.days_after = -1;
    EXPECT_EQ(judged(expired), Fault::Expired);
    auto early = sample::idcat(nuria);
    early.days_before = -2;
    EXPECT_EQ(judged(early), Fault::NotYetValid);
    auto const own = issuing.issue(early);
    EXPECT_EQ(trust.judge({own.der, issuing.der()}, now + 72h).fault, Fault::None);
}

TEST_F(TrustTest, AnAuthorityThatHasEndedIsNoLongerKnown)
{
    sample::Authority const old_root("Arrel vella", now - 24h * 8000);
    Trust const old({old_root.pem()});
    auto profile = sample::idcat(nuria);
    profile.days_after = 9000;
    EXPECT_EQ(old.judge({old_root.issue(profile).der}, now).fault, Fault::UnknownIssuer);
    EXPECT_LT(old.first_end(), now);
    EXPECT_GT(trust.first_end(), now);
}

TEST_F(TrustTest, OnlyCertificatesForEnteringEnter)
{
    EXPECT_EQ(judged(sample::website("localhost")), Fault::WrongUsage);
    EXPECT_EQ(judged(sample::dnie_to_sign(nuria)), Fault::OnlySigns);
    EXPECT_EQ(judged(sample::dnie_to_enter(nuria)), Fault::None) << "without purposes it is for any";
    auto mail = sample::idcat(nuria);
    mail.purposes = "emailProtection";
    EXPECT_EQ(judged(mail), Fault::WrongUsage);
    auto agreement = sample::idcat(nuria);
    agreement.key_usage = "critical,keyAgreement";
    EXPECT_EQ(judged(agreement), Fault::WrongUsage);
}

TEST_F(TrustTest, NothingAndRubbishAreToldApart)
{
    EXPECT_EQ(trust.judge({}, now).fault, Fault::NotGiven);
    EXPECT_EQ(trust.judge({"rubbish"}, now).fault, Fault::Malformed);
    auto own = issuing.issue(sample::idcat(nuria)).der;
    own.back() = char(own.back() ^ 1); // the signature's last byte
    EXPECT_EQ(trust.judge({own, issuing.der()}, now).fault, Fault::Malformed);
}

TEST_F(TrustTest, TheFolderHoldsAuthoritiesAndNothingElse)
{
    EXPECT_THROW(Trust({"no certificate"}), std::runtime_error);
    EXPECT_THROW(Trust({issuing.issue(sample::idcat(nuria)).pem}), std::runtime_error);
    EXPECT_EQ(Trust({root.pem() + issuing.pem()}).size(), 2u);
}

TEST(Faults, AreFoundByTheirNames)
{
    for (int i = 0; i <= int(Fault::NoNumber); ++i) EXPECT_EQ(fault_named(name(Fault(i))), Fault(i));
    EXPECT_EQ(fault_named("bogus"), Fault::None);
    EXPECT_EQ(fault_named(""), Fault::None);
}

}
}
