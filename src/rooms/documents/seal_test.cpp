// SPDX-License-Identifier: EUPL-1.2
// The seal's CMS, read back by OpenSSL, which did not write it.
#include "rooms/documents/seal.h"

#include "rooms/documents/documents.h"

#include <gtest/gtest.h>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <set>

namespace documents {
namespace {

using Cms = std::unique_ptr<CMS_ContentInfo, decltype(&CMS_ContentInfo_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

Memory memory(std::string_view text) { return {BIO_new_mem_buf(text.data(), int(text.size())), BIO_free_all}; }

Cms parsed(std::string const& der)
{
    auto const* bytes = reinterpret_cast<unsigned char const*>(der.data());
    Cms cms(d2i_CMS_ContentInfo(nullptr, &bytes, long(der.size())), CMS_ContentInfo_free);
    EXPECT_EQ(reinterpret_cast<char const*>(bytes), der.data() + der.size()) << "nothing stands behind it";
    return cms;
}

CMS_SignerInfo* signer(CMS_ContentInfo* cms) { return sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0); }

bool holds(std::string const& der, std::string_view content, std::string const& authority)
{
    auto const cms = parsed(der);
    auto const text = memory(content), pem = memory(authority);
    std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> const trusted(X509_STORE_new(), X509_STORE_free);
    std::unique_ptr<X509, decltype(&X509_free)> const root(PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr),
                                                           X509_free);
    X509_STORE_add_cert(trusted.get(), root.get());
    X509_STORE_set_purpose(trusted.get(), X509_PURPOSE_ANY);
    auto const good = CMS_verify(cms.get(), nullptr, trusted.get(), text.get(), nullptr, CMS_BINARY | CMS_CADES) == 1;
    ERR_clear_error();
    return good;
}

class SealTest : public ::testing::TestWithParam<bool> {
protected:
    MadeSeal const made = make_sample_seal("Ajuntament de Prova", "P0899900E", "contrasenya", GetParam());
    Seal const seal{made.key_pem, "contrasenya", made.certificates_pem};
};
INSTANTIATE_TEST_SUITE_P(Keys, SealTest, ::testing::Bool(),
                         [](auto const& which) { return which.param ? "Rsa" : "Elliptic"; });

TEST_P(SealTest, SignsSoThatOthersCanVerify)
{
    for (auto const* const content : {"", "abc", "un document sencer"}) {
        auto const der = seal.sign(base::sha256(content));
        EXPECT_TRUE(holds(der, content, made.authority_pem)) << content;
        EXPECT_FALSE(holds(der, "another content", made.authority_pem));
    }
}

TEST_P(SealTest, DoesNotVerifyUnderAnotherAuthority)
{
    auto const other = make_sample_seal("Ajuntament de Prova", "P0899900E", "contrasenya", GetParam());
    EXPECT_FALSE(holds(seal.sign(base::sha256("abc")), "abc", other.authority_pem));
}

TEST_P(SealTest, HasThreeSignedAttributesAndNoTime)
{
    auto const cms = parsed(seal.sign(base::sha256("abc")));
    ASSERT_EQ(sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms.get())), 1);
    auto* const info = signer(cms.get());
    std::set<int> kinds;
    for (int i = 0; i < CMS_signed_get_attr_count(info); ++i)
        kinds.insert(OBJ_obj2nid(X509_ATTRIBUTE_get0_object(CMS_signed_get_attr(info, i))));
    EXPECT_EQ(CMS_signed_get_attr_count(info), 3);
    EXPECT_EQ(kinds,
              (std::set<int>{NID_pkcs9_contentType, NID_pkcs9_messageDigest, NID_id_smime_aa_signingCertificateV2}));
    EXPECT_LT(CMS_signed_get_attr_by_NID(info, NID_pkcs9_signingTime, -1), 0);
    EXPECT_LE(CMS_unsigned_get_attr_count(info), 0);
}

TEST_P(SealTest, CarriesItsChainAndIsDetached)
{
    auto const cms = parsed(seal.sign(base::sha256("abc")));
    EXPECT_EQ(CMS_is_detached(cms.get()), 1);
    auto* const certificates = CMS_get1_certs(cms.get());
    EXPECT_EQ(sk_X509_num(certificates), 2);
    sk_X509_pop_free(certificates, X509_free);
}

TEST_P(SealTest, NeverOutgrowsItsPlace)
{
    auto const most = seal.longest();
    for (int i = 0; i < 200; ++i) ASSERT_LE(seal.sign(base::sha256(std::to_string(i))).size(), most);
}

TEST_P(SealTest, IsTheBodysOwn)
{
    EXPECT_EQ(seal.subject(), "Segell electrònic de l'Ajuntament de Prova");
    EXPECT_EQ(seal.organisation_number(), "P0899900E");
    EXPECT_GT(seal.valid_until(), 1'800'000'000);
}

TEST_P(SealTest, DoesNotOpenWithoutItsPassphraseOrWithAnothersCertificate)
{
    auto const other = make_sample_seal("Un altre", "P0899900E", "contrasenya", GetParam());
    EXPECT_THROW(Seal(made.key_pem, "wrong", made.certificates_pem), std::runtime_error);
    EXPECT_THROW(Seal(made.key_pem, "", made.certificates_pem), std::runtime_error);
    EXPECT_THROW(Seal(made.key_pem, "contrasenya", other.certificates_pem), std::runtime_error);
    EXPECT_THROW(Seal(made.key_pem, "contrasenya", ""), std::runtime_error);
    EXPECT_THROW(Seal("", "contrasenya", made.certificates_pem), std::runtime_error);
    EXPECT_EQ(made.key_pem.find("BEGIN PRIVATE KEY"), std::string::npos) << "the key is written encrypted";
}

}
}
