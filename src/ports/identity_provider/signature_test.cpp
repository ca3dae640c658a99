// SPDX-License-Identifier: EUPL-1.2
// Signatures as Autofirma and OpenSSL make them, and everything that is not one.
#include "ports/identity_provider/signature.h"

#include "app/sample/cards.h"
#include "ports/identity_provider/certificates.h"
#include "ports/identity_provider/signing_test.h"

#include "ports/identity_provider/asking_test.h"

namespace identity_provider {
namespace {

using namespace testing;
using Wrong = Signature::Wrong;

class SignatureTest : public Asking {
protected:
    Certificates certificates(std::vector<std::string> const& revoked = {}, bool with_list = true) const
    {
        auto const here = folder();
        write(here / "root.pem", root.pem() + issuing.pem());
        if (with_list) write(here / "issuing.crl", issuing.list(revoked, 1, 2));
        return Certificates({.folder = here});
    }
    // Of something that a certificate of this shape signed well.
    Fault judged(sample::Profile const& profile) const
    {
        auto const found = certificates().verify(cms(keys_of(issuing.issue(profile)), bytes), bytes, now());
        EXPECT_EQ(found.wrong, Wrong::None);
        return found.by.fault;
    }
    Wrong wrong(std::string const& how, std::vector<Signer> const& others = {}) const
    {
        return read_signature(cms(keys_of(own), bytes, how, others), bytes).wrong;
    }
    static sample::Profile rsa(unsigned bits)
    {
        auto profile = sample::idcat({});
        profile.rsa_bits = bits;
        return profile;
    }
    std::string const bytes = "{\"què\":\"el que es presenta\"}";
};

TEST_F(SignatureTest, GoodOnesOfBothKindsOfKeysAndEachHash)
{
    for (auto const* const how : {"-cades -md sha256", "-cades -md sha384", "-cades -md sha512", "-cades -keyid"})
        EXPECT_EQ(wrong(how), Wrong::None) << how;
    auto const rsa_one = issuing.issue(rsa(2048));
    auto const read = read_signature(cms({rsa_one.pem, rsa_one.key_pem, issuing.pem()}, bytes), bytes);
    EXPECT_EQ(read.wrong, Wrong::None);
    EXPECT_FALSE(read.attached);
    EXPECT_EQ(read.chain, (std::vector{rsa_one.der, issuing.der()})) << "the signer's first";
    auto const found = certificates().verify(cms(keys_of(rsa_one), bytes), bytes, now());
    EXPECT_TRUE(found.good());
    ASSERT_TRUE(found.by.holder);
    EXPECT_EQ(found.by.holder->document_number, "12345678Z");
    ASSERT_EQ(found.by.standings.size(), 1u);
    EXPECT_EQ(found.by.standings[0].state, Standing::State::Good);
}

TEST_F(SignatureTest, OneThatBringsTheBytesIsOverTheseOnly)
{
    auto const attached = cms(keys_of(own), bytes, "-cades -nodetach");
    EXPECT_EQ(read_signature(attached, bytes).wrong, Wrong::None);
    EXPECT_TRUE(read_signature(attached, bytes).attached);
    EXPECT_EQ(read_signature(attached, bytes + " ").wrong, Wrong::OtherBytes);
}

TEST_F(SignatureTest, OtherBytesAreNotSigned)
{
    auto const made = cms(keys_of(own), bytes);
    EXPECT_EQ(read_signature(made, bytes).wrong, Wrong::None);
    for (auto const& other : {bytes + "\n", std::string(), bytes.substr(1)})
        EXPECT_EQ(read_signature(made, other).wrong, Wrong::OtherBytes);
}

TEST_F(SignatureTest, WhatIsWeakOrUnboundIsRefused)
{
    EXPECT_EQ(wrong("-cades -md sha1"), Wrong::Weak);
    auto const weak = issuing.issue(rsa(1024));
    EXPECT_EQ(read_signature(cms(keys_of(weak), bytes), bytes).wrong, Wrong::Weak);
    EXPECT_EQ(wrong("-noattr"), Wrong::Unbound) << "no attributes";
    EXPECT_EQ(wrong("-md sha256"), Wrong::Unbound) << "none that names its certificate";
}

TEST_F(SignatureTest, OneSignerWithTheirCertificate)
{
    EXPECT_EQ(wrong("-cades", {keys_of(issued(""))}), Wrong::NotOne);
    EXPECT_EQ(wrong("-cades -nocerts"), Wrong::NotOne);
    auto const other = issued("");
    auto const made = read_signature(cms({own.pem, own.key_pem, other.pem}, bytes), bytes);
    ASSERT_EQ(made.wrong, Wrong::None);
    EXPECT_EQ(made.chain.front(), own.der);
}

TEST_F(SignatureTest, WhatIsNotASignatureIsUnreadable)
{
    auto const made = cms(keys_of(own), bytes);
    EXPECT_EQ(read_signature("", bytes).wrong, Wrong::Unreadable);
    EXPECT_EQ(read_signature("rubbish", bytes).wrong, Wrong::Unreadable);
    EXPECT_EQ(read_signature(own.der, bytes).wrong, Wrong::Unreadable);
    EXPECT_EQ(read_signature(made + "x", bytes).wrong, Wrong::Unreadable) << "all of it or nothing";
    EXPECT_EQ(read_signature(made.substr(0, made.size() / 2), bytes).wrong, Wrong::Unreadable);
    EXPECT_EQ(read_signature(base::base64(made), bytes).wrong, Wrong::Unreadable);
    EXPECT_EQ(read_signature(std::string(1u << 20, '\x30'), bytes).wrong, Wrong::Unreadable);
}

// No byte can be changed so that somebody else, or something else, is believed.
TEST_F(SignatureTest, NoAlteredByteIsBelieved)
{
    auto const made = cms(keys_of(own), bytes);
    auto all = certificates();
    std::size_t altered = 0;
    for (std::size_t at = 0; at < made.size(); ++at) {
        auto changed = made;
        changed[at] = char(changed[at] ^ (at % 2 ? 0x15 : 0x01));
        auto const read = read_signature(changed, bytes);
        if (read.wrong != Wrong::None) {
            altered += read.wrong == Wrong::Altered;
            continue;
        }
        // What is signed neither by them nor by their authority may change: it is of no weight.
        ASSERT_EQ(read.chain.front(), own.der) << at;
        auto const found = all.verify(changed, bytes, now());
        ASSERT_TRUE(!found.good() || found.by.holder->document_number == "12345678Z") << at;
    }
    EXPECT_GT(altered, 10u);
}

TEST_F(SignatureTest, TheCertificateIsJudgedForSigning)
{
    EXPECT_EQ(judged(sample::dnie_to_sign({})), Fault::None) << "the one that cannot enter";
    EXPECT_EQ(judged(sample::dnie_to_enter({})), Fault::None);
    EXPECT_EQ(judged(sample::fnmt({})), Fault::None);
    EXPECT_EQ(judged(sample::website("localhost")), Fault::WrongUsage);
    sample::Body const council{"AJUNTAMENT DE VILANOVA", "P0801900B"};
    EXPECT_EQ(judged(sample::seal({}, council)), Fault::NotAPerson);
    EXPECT_EQ(judged(sample::tcat_pseudonym(council)), Fault::Pseudonym);
    auto stamps = sample::idcat({});
    stamps.purposes = "critical,timeStamping";
    EXPECT_EQ(judged(stamps), Fault::WrongUsage);
    auto enciphers = sample::idcat({});
    enciphers.key_usage = "critical,keyEncipherment";
    EXPECT_EQ(judged(enciphers), Fault::WrongUsage);
    auto any = sample::idcat({});
    any.purposes = "";
    EXPECT_EQ(judged(any), Fault::None);
    auto expired = sample::idcat({});
    expired.days_before = 800;
    expired.days_after = -1;
    EXPECT_EQ(judged(expired), Fault::Expired);
    auto early = sample::idcat({});
    early.days_before = -2;
    EXPECT_EQ(judged(early), Fault::NotYetValid);
}

TEST_F(SignatureTest, StrangersRevokedOnesAndThoseThatNobodyKnows)
{
    auto const made = cms(keys_of(own), bytes);
    EXPECT_TRUE(certificates().verify(made, bytes, now()).good());
    EXPECT_EQ(certificates({own.serial}).verify(made, bytes, now()).by.fault, Fault::Revoked);
    EXPECT_EQ(certificates({}, false).verify(made, bytes, now()).by.fault, Fault::RevocationUnknown);
    sample::Authority const stranger("Emissora de prova", now());
    auto const strange = stranger.issue(sample::idcat({}));
    auto const found = certificates().verify(cms({strange.pem, strange.key_pem, stranger.pem()}, bytes), bytes, now());
    EXPECT_EQ(found.wrong, Wrong::None);
    EXPECT_EQ(found.by.fault, Fault::UnknownIssuer);
    EXPECT_FALSE(found.good());
}

TEST_F(SignatureTest, ItsResponderIsAskedWhenThereIsNoList)
{
    Responder const responder(issuing, {.good = {own.serial}});
    auto const here = folder();
    write(here / "root.pem", root.pem() + issuing.pem());
    Certificates asking({.folder = here, .responder = responder.url()});
    auto const found = asking.verify(cms(keys_of(own), bytes), bytes, now());
    EXPECT_TRUE(found.good());
    ASSERT_EQ(found.by.standings.size(), 1u);
    EXPECT_EQ(found.by.standings[0].source, Standing::Source::Responder);
}

}
}
