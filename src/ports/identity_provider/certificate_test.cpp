// SPDX-License-Identifier: EUPL-1.2
// Whom certificates name, family by family; and what is read of those that are not right.
#include "ports/identity_provider/certificate.h"

#include "app/sample/cards.h"
#include "base/crypto.h"

#include <gtest/gtest.h>
#include <openssl/asn1.h>

namespace identity_provider {
namespace {

using Kind = Holder::Kind;

base::Instant now() { return base::SystemClock().now(); }

sample::CardHolder const nuria;
sample::Body const company{"ACME, SL", "B12345674"}, council{"AJUNTAMENT DE VILANOVA", "P0801900B"};

Holder read(sample::Profile const& profile, std::string const& issuer = "Emissora de prova")
{
    static std::map<std::string, sample::Authority> made;
    auto const& authority = made.try_emplace(issuer, issuer, now()).first->second;
    auto const holder = read_holder(authority.issue(profile).der);
    if (!holder) throw std::runtime_error("no certificate");
    return *holder;
}

void expect_nuria(Holder const& holder, std::string const& surnames = "PUIG FERRER")
{
    EXPECT_EQ(holder.document_kind, "nif");
    EXPECT_EQ(holder.document_number, "12345678Z");
    EXPECT_EQ(holder.given_name, "NURIA");
    EXPECT_EQ(holder.surnames, surnames);
    EXPECT_TRUE(holder.names_a_person());
}

TEST(Certificate, IdcatNamesACitizen)
{
    auto const holder = read(sample::idcat(nuria));
    EXPECT_EQ(holder.kind, Kind::Citizen);
    EXPECT_EQ(holder.family, "idcat");
    expect_nuria(holder);
    EXPECT_EQ(holder.organisation_number, "");
    EXPECT_EQ(holder.full_name(), "NURIA PUIG FERRER");
}

// Its subject has only the first surname: the second stands among the alternative names.
TEST(Certificate, TheFnmtsNamesACitizenWithBothSurnames)
{
    auto const holder = read(sample::fnmt(nuria));
    EXPECT_EQ(holder.kind, Kind::Citizen);
    EXPECT_EQ(holder.family, "fnmt");
    expect_nuria(holder);
}

TEST(Certificate, TheFnmtsOfARepresentativeNamesBoth)
{
    auto const holder = read(sample::fnmt_representative(nuria, company));
    EXPECT_EQ(holder.kind, Kind::Representative);
    EXPECT_EQ(holder.family, "fnmt");
    expect_nuria(holder);
    EXPECT_EQ(holder.organisation_name, "ACME, SL");
    EXPECT_EQ(holder.organisation_number, "B12345674");
}

TEST(Certificate, TheStatesPolicyMakesARepresentativeToo)
{
    auto profile = sample::fnmt_representative(nuria, company);
    profile.also.clear();
    profile.subject.back().text = "NURIA PUIG";
    profile.policies = "2.16.724.1.3.5.8";
    auto const holder = read(profile);
    EXPECT_EQ(holder.kind, Kind::Representative);
    EXPECT_EQ(holder.family, "age");
    EXPECT_EQ(holder.organisation_number, "B12345674");
}

TEST(Certificate, TheDniesHasABareNumberAndItsNames)
{
    for (auto const& profile : {sample::dnie_to_enter(nuria), sample::dnie_to_sign(nuria)}) {
        auto const holder = read(profile, "AC DNIE 006");
        EXPECT_EQ(holder.kind, Kind::Citizen);
        EXPECT_EQ(holder.family, "dnie");
        expect_nuria(holder, "PUIG"); // the common name is never cut up
    }
}

TEST(Certificate, APublicEmployeesNamesThePersonAndTheBody)
{
    auto const holder = read(sample::tcat(nuria, council));
    EXPECT_EQ(holder.kind, Kind::Employee);
    EXPECT_EQ(holder.family, "aoc");
    expect_nuria(holder);
    EXPECT_EQ(holder.organisation_name, "AJUNTAMENT DE VILANOVA");
    EXPECT_EQ(holder.organisation_number, "P0801900B");
    auto without = sample::tcat(nuria, council);
    without.also.clear();
    expect_nuria(read(without)); // «PUIG FERRER - DNI 12345678Z» loses its end
}

TEST(Certificate, WhoBelongsToACompanyWithoutRepresentingItIsNoRepresentative)
{
    auto profile = sample::fnmt_representative(nuria, company);
    profile.subject.back().text = "NURIA PUIG FERRER";
    EXPECT_EQ(read(profile).kind, Kind::Employee);
}

TEST(Certificate, PseudonymsSealsAndWebsitesAreNoPersons)
{
    EXPECT_EQ(read(sample::tcat_pseudonym(council)).kind, Kind::Pseudonym);
    EXPECT_EQ(read(sample::seal(nuria, council)).kind, Kind::Seal) << "its keeper is named, and is not who enters";
    EXPECT_EQ(read(sample::website("localhost")).kind, Kind::Website);
    auto plain_seal = sample::seal(nuria, council);
    plain_seal.also.clear();
    plain_seal.policies.clear();
    EXPECT_EQ(read(plain_seal).kind, Kind::Seal) << "by its qualified type";
    plain_seal.qualified_type.clear();
    EXPECT_EQ(read(plain_seal).kind, Kind::Seal) << "by its number";
    auto qualified_site = sample::website("localhost");
    qualified_site.purposes = "clientAuth,serverAuth";
    qualified_site.qualified_type = "web";
    EXPECT_EQ(read(qualified_site).kind, Kind::Website);
}

TEST(Certificate, NumbersAreReadInAllTheirForms)
{
    struct Case {
        std::string written, kind, number;
    };
    for (auto const& [written, kind, number] :
         {Case{"IDCES-12345678Z", "nif", "12345678Z"}, Case{"12345678Z", "nif", "12345678Z"},
          Case{"IDCES-X1234567L", "nie", "X1234567L"}, Case{"PNOES-X1234567L", "nie", "X1234567L"},
          Case{"TINES-00000000T", "nif", "00000000T"}, Case{"IDCES-K1234567L", "nif", "K1234567L"},
          Case{"IDCES-12345678A", "", ""}, // the letter is wrong
          Case{"IDCPT-12345678Z", "", ""}, // another country's
          Case{"PASES-12345678Z", "", ""}, // a passport's
          Case{"IDCES-", "", ""}, Case{"IDCES-B12345674", "", ""}, Case{"idces-12345678Z", "", ""},
          Case{"nothing", "", ""}}) {
        auto profile = sample::idcat(nuria);
        profile.subject[1].text = written;
        auto const holder = read(profile);
        EXPECT_EQ(holder.document_kind, kind) << written;
        EXPECT_EQ(holder.document_number, number) << written;
        EXPECT_EQ(holder.names_a_person(), !number.empty()) << written;
    }
}

TEST(Certificate, TextsOfEveryKindOfAsn1BecomeUtf8)
{
    auto const named = [](std::string const& bytes, int type) {
        auto profile = sample::idcat(nuria);
        profile.subject[2] = {"SN", bytes, type};
        return read(profile).surnames;
    };
    EXPECT_EQ(named("PUIG I MUÑOZ", V_ASN1_UTF8STRING), "PUIG I MUÑOZ");
    EXPECT_EQ(named("PUIG I MU\xD1OZ", V_ASN1_T61STRING), "PUIG I MUÑOZ");
    EXPECT_EQ(named(std::string("\0P\0U\0I\0G\0 \0\xD1", 12), V_ASN1_BMPSTRING), "PUIG Ñ");
    EXPECT_EQ(named("NU\xCC\x81"
                    "RIA",
                    V_ASN1_UTF8STRING),
              "NÚRIA")
        << "composed";
    EXPECT_EQ(named("  PUIG  ", V_ASN1_UTF8STRING), "PUIG");
}

TEST(Certificate, TextsThatCannotBeShownAreNotThere)
{
    for (auto const& bytes : {std::string("PUIG\0X", 6), std::string("PUIG\nX"), std::string(300, 'P')}) {
        auto profile = sample::idcat(nuria);
        profile.subject[2] = {"SN", bytes, V_ASN1_UTF8STRING};
        auto const holder = read(profile);
        EXPECT_EQ(holder.surnames, "");
        EXPECT_TRUE(holder.names_a_person()) << "the given name is there";
    }
}

TEST(Certificate, TellsItsIssuerNumberHashAndDates)
{
    sample::Authority const authority("Emissora de prova", now());
    auto const issued = authority.issue(sample::idcat(nuria));
    auto const holder = read_holder(issued.der);
    ASSERT_TRUE(holder);
    EXPECT_EQ(holder->issuer, "CN=Emissora de prova,O=Finestreta,C=ES");
    EXPECT_EQ(holder->serial, issued.serial);
    EXPECT_EQ(holder->sha256, base::hex(base::sha256(issued.der)));
    EXPECT_LT(holder->from, now());
    EXPECT_GT(holder->until, now() + std::chrono::hours(24 * 1000));
}

TEST(Certificate, BytesThatAreNoneAreNone)
{
    auto const der = sample::Authority("Emissora de prova", now()).issue(sample::idcat(nuria)).der;
    EXPECT_FALSE(read_holder(""));
    EXPECT_FALSE(read_holder("certificate"));
    EXPECT_FALSE(read_holder(der + "x"));
    for (std::size_t length = 0; length < der.size(); length += 7) EXPECT_FALSE(read_holder(der.substr(0, length)));
    // Any byte changed: something or nothing, but never a crash (the fuzzer asks the same for longer).
    for (std::size_t at = 0; at < der.size(); ++at) {
        auto changed = der;
        changed[at] = char(changed[at] ^ 0x41);
        read_holder(changed);
    }
}

}
}
