// SPDX-License-Identifier: EUPL-1.2
// The whole judgement: the order of faults, the town's policy, and that nothing is fetched for a stranger.
#include "ports/identity_provider/certificates.h"

#include "ports/identity_provider/asking_test.h"

namespace identity_provider {
namespace {

using namespace testing;
using State = Standing::State;
using net::testing::Served;

class CertificatesTest : public Asking {
protected:
    Certificates::Setting setting(bool must_know = true, std::vector<std::string> const& revoked = {}) const
    {
        auto const here = folder();
        write(here / "root.pem", root.pem() + issuing.pem());
        if (must_know) write(here / "issuing.crl", issuing.list(revoked, 1, 2));
        return {.folder = here, .must_know_revocation = must_know};
    }
    Fault judged(Certificates::Setting const& with, sample::Profile const& profile) const
    {
        return Certificates(with).verify({issuing.issue(profile).der}, now()).fault;
    }
};

TEST_F(CertificatesTest, AGoodOneTellsItsHolderAndWhatWasLearnt)
{
    auto const verified = Certificates(setting()).verify({own.der}, now());
    EXPECT_EQ(verified.fault, Fault::None);
    ASSERT_TRUE(verified.holder);
    EXPECT_EQ(verified.holder->document_number, "12345678Z");
    EXPECT_EQ(verified.chain, (std::vector{base::hex(base::sha256(own.der)), base::hex(base::sha256(issuing.der()))}));
    ASSERT_EQ(verified.standings.size(), 1u);
    EXPECT_EQ(verified.standings[0].state, State::Good);
}

TEST_F(CertificatesTest, EachFaultIsNamed)
{
    sample::Body const council{"AJUNTAMENT DE VILANOVA", "P0801900B"};
    EXPECT_EQ(judged(setting(), sample::seal({}, council)), Fault::NotAPerson);
    EXPECT_EQ(judged(setting(), sample::tcat_pseudonym(council)), Fault::Pseudonym);
    EXPECT_EQ(judged(setting(), sample::website("localhost")), Fault::WrongUsage);
    EXPECT_EQ(judged(setting(), sample::tcat({}, council)), Fault::None);
    auto foreign = sample::idcat({});
    foreign.subject[1].text = "IDCPT-12345678";
    EXPECT_EQ(judged(setting(), foreign), Fault::NoNumber);
    auto nameless = sample::idcat({});
    nameless.subject = {nameless.subject[0], nameless.subject[1], nameless.subject[4]};
    EXPECT_EQ(judged(setting(), nameless), Fault::NoNumber);
    EXPECT_EQ(Certificates(setting()).verify({}, now()).fault, Fault::NotGiven);
    EXPECT_EQ(Certificates(setting(true, {own.serial})).verify({own.der}, now()).fault, Fault::Revoked);
}

TEST_F(CertificatesTest, WhenNobodyKnowsThePolicyDecides)
{
    auto with = setting(false);
    EXPECT_EQ(Certificates(with).verify({own.der}, now()).fault, Fault::None);
    with.must_know_revocation = true;
    auto const strict = Certificates(with).verify({own.der}, now());
    EXPECT_EQ(strict.fault, Fault::RevocationUnknown);
    ASSERT_EQ(strict.standings.size(), 1u);
    EXPECT_EQ(strict.standings[0].why, "nobody to ask");
}

// Otherwise anybody could have our server fetch any address, by a certificate of their own making.
TEST_F(CertificatesTest, NothingIsFetchedForACertificateThatIsNotTrusted)
{
    std::atomic<int> asked = 0;
    Served const served([&](net::Request&) {
        ++asked;
        return net::testing::text("");
    });
    auto profile = sample::idcat({});
    profile.ocsp = served.url("/ocsp");
    profile.list = served.url("/list");
    sample::Authority const stranger("Una altra", now());
    Certificates certificates(setting());
    EXPECT_EQ(certificates.verify({stranger.issue(profile).der, stranger.der()}, now()).fault, Fault::UnknownIssuer);
    EXPECT_EQ(asked, 0);
    certificates.verify({issuing.issue(profile).der}, now());
    EXPECT_EQ(asked, 2);
}

TEST_F(CertificatesTest, AFolderWithoutAuthoritiesIsToldAtTheStart)
{
    EXPECT_THROW(Certificates({.folder = folder()}), std::runtime_error);
    auto const check = Certificates(setting()).check(now());
    EXPECT_TRUE(check.ready);
    EXPECT_TRUE(check.detail.starts_with("2 authorities")) << check.detail;
}

}
}
