// SPDX-License-Identifier: EUPL-1.2
// Published vectors of the algorithms, and everything that sealed bytes must not survive.
#include "base/crypto.h"

#include <gtest/gtest.h>

#include <set>

namespace base {
namespace {

std::string raw(std::string_view digits) { return from_hex(digits).value(); }

// FIPS 180-2, appendix B, and the empty text.
TEST(Sha256, ThePublishedVectorsHold)
{
    EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(hex(sha256(std::string(1'000'000, 'a'))),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PartsAreHashedAsTheWhole)
{
    EXPECT_EQ(Sha256().feed("a").feed("").feed("bc").finish(), sha256("abc"));
    EXPECT_EQ(Sha256().finish(), sha256(""));
}

TEST(Sha256, CopiedHalfWayEachGoesItsOwnWay)
{
    Sha256 beginning;
    beginning.feed("the fixed beginning ");
    auto one = beginning, other = beginning;
    EXPECT_EQ(one.feed("one").finish(), sha256("the fixed beginning one"));
    EXPECT_EQ(other.feed("other").finish(), sha256("the fixed beginning other"));
    EXPECT_EQ(beginning.finish(), sha256("the fixed beginning "));
}

struct Rfc4231 {
    std::string key, message;
    std::string_view digest;
};

TEST(Hmac, TheVectorsOfRfc4231Hold)
{
    Rfc4231 const cases[]{
        {std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {std::string(20, '\xaa'), std::string(50, '\xdd'),
         "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
        {raw("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd'),
         "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
        {std::string(20, '\x0c'), "Test With Truncation", "a3b6167473100ee06e0c796c2955552b"},
        {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {std::string(131, '\xaa'),
         "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be "
         "hashed before being used by the HMAC algorithm.",
         "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"}};
    for (auto const& one : cases)
        EXPECT_EQ(hex(hmac_sha256(one.key, one.message)).substr(0, one.digest.size()), one.digest);
}

TEST(Hmac, AnEmptyKeyIsAKey)
{
    EXPECT_EQ(hex(hmac_sha256("", "")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    EXPECT_EQ(hmac_sha256({}, {}), hmac_sha256("", ""));
}

// RFC 5869, A.3: neither salt nor info; the first 32 of its 42 bytes.
TEST(Hkdf, TheVectorWithoutSaltOfRfc5869Holds)
{
    EXPECT_EQ(hex(derive_key(std::string(22, '\x0b'), "")),
              "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

// RFC 5869, 2.2 and 2.3, written out.
TEST(Hkdf, IsExtractThenExpand)
{
    auto const extracted = hmac_sha256(std::string(32, '\0'), "a master key");
    EXPECT_EQ(derive_key("a master key", "sessions"), hmac_sha256(extracted, "sessions\x01"));
}

TEST(Hkdf, EachPurposeAndMasterHasItsKey)
{
    std::set<std::string> const keys{derive_key("one", "a"), derive_key("one", "b"), derive_key("other", "a"),
                                     derive_key("other", "b")};
    EXPECT_EQ(keys.size(), 4U);
}

// RFC 7914, 12, third vector; its first 32 bytes.
TEST(Scrypt, TheVectorOfRfc7914Holds)
{
    EXPECT_EQ(hex(key_from_passphrase("pleaseletmein", "SodiumChloride")),
              "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
}

std::string const key(32, 'k');

TEST(Encryption, WhatIsSealedOpensAgain)
{
    for (auto const& plain : {std::string(), std::string("à"), std::string("a\0b", 3), std::string(100'000, 'x')}) {
        auto const sealed = encrypt(key, plain, "about");
        EXPECT_EQ(sealed.size(), plain.size() + 28);
        EXPECT_EQ(decrypt(key, sealed, "about"), plain);
    }
}

TEST(Encryption, TheSameTextIsSealedDifferentlyEachTime)
{
    EXPECT_NE(encrypt(key, "text", "about"), encrypt(key, "text", "about"));
}

TEST(Encryption, EveryFlippedBitIsRefused)
{
    auto const sealed = encrypt(key, "ten bytes.", "about");
    for (std::size_t i = 0; i < sealed.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            auto spoilt = sealed;
            spoilt[i] = char(spoilt[i] ^ (1 << bit));
            EXPECT_FALSE(decrypt(key, spoilt, "about")) << i;
        }
}

TEST(Encryption, WhatIsCutOrLongerIsRefused)
{
    auto const sealed = encrypt(key, "ten bytes.", "about");
    for (std::size_t length = 0; length < sealed.size(); ++length)
        EXPECT_FALSE(decrypt(key, sealed.substr(0, length), "about")) << length;
    EXPECT_FALSE(decrypt(key, sealed + '\0', "about"));
    EXPECT_FALSE(decrypt(key, sealed.substr(1), "about"));
}

TEST(Encryption, AnotherSubjectOrKeyIsRefused)
{
    auto const sealed = encrypt(key, "text", "about");
    for (auto const* about : {"", "abou", "about ", "About"}) EXPECT_FALSE(decrypt(key, sealed, about)) << about;
    EXPECT_FALSE(decrypt(std::string(32, 'j'), sealed, "about"));
}

TEST(Encryption, AKeyOfAnotherLengthIsNoKey)
{
    EXPECT_THROW(encrypt("short", "text", "about"), std::runtime_error);
    EXPECT_THROW(encrypt(key + "k", "text", "about"), std::runtime_error);
    auto const sealed = encrypt(key, "text", "about");
    EXPECT_FALSE(decrypt("short", sealed, "about"));
    EXPECT_FALSE(decrypt(key + "k", sealed, "about"));
}

TEST(Random, DiffersEachTime)
{
    EXPECT_EQ(random_bytes(0), "");
    EXPECT_EQ(random_bytes(33).size(), 33U);
    EXPECT_NE(random_bytes(16), random_bytes(16));
}

TEST(ConstantTime, EqualsAreEqualAndNothingElse)
{
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
    EXPECT_FALSE(equal_in_constant_time("", "a"));
}

// Every length up to 40 and bytes of every value.
std::string some_bytes(std::size_t length)
{
    std::string bytes;
    for (std::size_t i = 0; i < length; ++i) bytes += char(i * 151 + length * 37);
    return bytes;
}

TEST(Hex, IsReadAndWrittenAlike)
{
    for (std::size_t length = 0; length < 40; ++length)
        EXPECT_EQ(from_hex(hex(some_bytes(length))), some_bytes(length));
    EXPECT_EQ(hex(std::string_view("\x00\xff\x0a", 3)), "00ff0a");
    EXPECT_EQ(from_hex("00FFfa"), std::string("\x00\xff\xfa", 3));
}

TEST(Hex, WhatIsNoneIsRefused)
{
    for (auto const* text : {"0", "abc", "0g", "g0", " 0", "0x", "a\xC3", "-1"}) EXPECT_FALSE(from_hex(text)) << text;
}

// RFC 4648, 10.
TEST(Base64, TheVectorsOfRfc4648Hold)
{
    constexpr std::pair<std::string_view, std::string_view> vectors[]{{"", ""},
                                                                      {"f", "Zg=="},
                                                                      {"fo", "Zm8="},
                                                                      {"foo", "Zm9v"},
                                                                      {"foob", "Zm9vYg=="},
                                                                      {"fooba", "Zm9vYmE="},
                                                                      {"foobar", "Zm9vYmFy"}};
    for (auto const& [plain, written] : vectors) {
        EXPECT_EQ(base64(plain), written);
        EXPECT_EQ(base64url(plain), written.substr(0, written.find('=')));
        EXPECT_EQ(from_base64url(base64url(plain)), plain);
    }
    EXPECT_EQ(base64("\xfb\xff\xbf"), "+/+/");
    EXPECT_EQ(base64url("\xfb\xff\xbf"), "-_-_");
}

TEST(Base64, IsReadAndWrittenAlike)
{
    for (std::size_t length = 0; length < 40; ++length)
        EXPECT_EQ(from_base64url(base64url(some_bytes(length))), some_bytes(length));
    EXPECT_EQ(from_base64url(base64url(some_bytes(100'001))), some_bytes(100'001));
}

TEST(Base64, WhatNoEncoderWritesIsRefused)
{
    for (auto const* text : {"A", "AAAAA", "Zg==", "Zm9v=", "+/+/", "Zm 9v", "Zm9v\n", "Zh", "Zm9", "\xC3\xA0", "Zg."})
        EXPECT_FALSE(from_base64url(text)) << text;
    EXPECT_FALSE(from_base64url(std::string_view("Zm9\0", 4)));
}

TEST(Base32, IsCrockfordsAlphabetHighBitsFirst)
{
    EXPECT_EQ(base32(""), "");
    EXPECT_EQ(base32(std::string_view("\0", 1)), "00");
    EXPECT_EQ(base32("\xff"), "ZW");
    EXPECT_EQ(base32("foobar"), "CSQPYRK1E8");
    EXPECT_EQ(base32(raw("00443214c74254b635cf84653a56d7c675be77df")), "0123456789ABCDEFGHJKMNPQRSTVWXYZ");
}

TEST(Base32, DifferentBytesHaveDifferentTexts)
{
    std::set<std::string> texts;
    for (int i = 0; i < 65'536; ++i) texts.insert(base32(std::string{char(i >> 8), char(i)}));
    EXPECT_EQ(texts.size(), 65'536U);
}

}
}
