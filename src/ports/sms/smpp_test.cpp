// SPDX-License-Identifier: EUPL-1.2
// The alphabet, the parts and the units. The dialogue is held against a real message centre in tests/ports.
#include "base/text.h"
#include "ports/sms/alphabet.h"
#include "ports/sms/pdu.h"
#include "ports/sms/sms.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace ports {
namespace {

using namespace smpp;

std::string times(int count, std::string_view text)
{
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

// ---- the alphabet (3GPP TS 23.038)
TEST(Gsm7, HasItsCharactersInTheirPlaces)
{
    EXPECT_EQ(gsm7("@£$¥"), std::string("\x00\x01\x02\x03", 4));
    EXPECT_EQ(gsm7("èéùìòÇ\n"), "\x04\x05\x06\x07\x08\x09\x0a");
    EXPECT_EQ(gsm7("ΔΞÆæßÉ !"), "\x10\x1a\x1c\x1d\x1e\x1f\x20\x21");
    EXPECT_EQ(gsm7("¤09:?¡AZ"), "\x24\x30\x39\x3a\x3f\x40\x41\x5a");
    EXPECT_EQ(gsm7("ÄÖÑÜ§¿azäöñüà"), "\x5b\x5c\x5d\x5e\x5f\x60\x61\x7a\x7b\x7c\x7d\x7e\x7f");
    EXPECT_EQ(gsm7("€{}[]~|^\\"), "\x1b\x65\x1b\x28\x1b\x29\x1b\x3c\x1b\x3e\x1b\x3d\x1b\x40\x1b\x14\x1b\x2f");
}

TEST(Gsm7, LacksMuchOfCatalan)
{
    for (auto const* const c : {"·", "ç", "í", "ó", "ú", "ï", "À", "á", "`", "\x1b", "\uffff", "🏛"})
        EXPECT_EQ(gsm7(c), std::nullopt) << c;
    for (auto const* const c : {"à", "è", "é", "ò", "ü", "Ç", "É", "ñ", "€"}) EXPECT_TRUE(gsm7(c)) << c;
}

TEST(Ucs2, IsUtf16WithTheHighOctetFirst)
{
    EXPECT_EQ(ucs2("l·"), std::string("\x00l\x00\xb7", 4));
    EXPECT_EQ(ucs2("€"), "\x20\xac");
    EXPECT_EQ(ucs2("🏛"), "\xd8\x3c\xdf\xdb");
}

// ---- parts (3GPP TS 23.040)
TEST(Parts, ShortTextsGoAloneAndLongOnesWithAHeader)
{
    auto const one = parts_of(times(160, "a"), 9);
    EXPECT_EQ(one->octets.size(), 1u);
    EXPECT_FALSE(one->with_header || one->in_ucs2);
    auto const two = parts_of(times(161, "a"), 9);
    ASSERT_EQ(two->octets.size(), 2u);
    EXPECT_TRUE(two->with_header);
    EXPECT_EQ(two->octets[0].substr(0, 6), std::string("\x05\x00\x03\x09\x02\x01", 6));
    EXPECT_EQ(two->octets[1].substr(0, 6), std::string("\x05\x00\x03\x09\x02\x02", 6));
    EXPECT_EQ(two->octets[0].size(), 159u);
    EXPECT_EQ(two->octets[1].size(), 14u);
    EXPECT_EQ(parts_of(times(70, "·"), 9)->octets.size(), 1u);
    auto const more = parts_of(times(71, "·"), 9);
    EXPECT_TRUE(more->in_ucs2);
    ASSERT_EQ(more->octets.size(), 2u);
    EXPECT_EQ(more->octets[0].size(), 140u);
    EXPECT_EQ(more->octets[1].size(), 14u);
}

TEST(Parts, CutNeitherAnEscapeNorAPair)
{
    auto const plain = parts_of(times(152, "a") + "€" + times(10, "a"), 1);
    EXPECT_EQ(plain->octets.at(0).size(), 6u + 152u) << "the escape and its character stay together";
    EXPECT_EQ(plain->octets.at(1).substr(6, 2), "\x1b\x65");
    auto const pairs = parts_of("·" + times(40, "🏛"), 1);
    ASSERT_EQ(pairs->octets.size(), 2u);
    EXPECT_EQ(pairs->octets[0].size() % 4, (6u + 2u) % 4) << "whole pairs only";
    EXPECT_EQ(pairs->octets[1].substr(6, 2), "\xd8\x3c");
}

TEST(Parts, TakeAccentsThatCameApart) { EXPECT_FALSE(parts_of("e\u0301s", 1)->in_ucs2); }

TEST(Parts, AreNoneOfNothingNorOfTooMuch)
{
    EXPECT_FALSE(parts_of("", 1));
    EXPECT_FALSE(parts_of("\xff", 1));
    EXPECT_TRUE(parts_of(times(1530, "a"), 1));
    EXPECT_FALSE(parts_of(times(1531, "a"), 1));
    EXPECT_TRUE(parts_of(times(670, "·"), 1));
    EXPECT_FALSE(parts_of(times(671, "·"), 1));
}

// ---- units (SMPP 3.4)
TEST(Pdu, ABindIsTheSpecificationsExample)
{
    // 3.2.3 of the specification, but for our version, 3.4.
    auto const body = body_of(Bind{"SMPP3TEST", "secret08", "SUBMIT1"});
    ASSERT_TRUE(body);
    std::string const expected("\x00\x00\x00\x2f\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x01"
                               "SMPP3TEST\0secret08\0SUBMIT1\0\x34\x00\x00\x00",
                               47);
    auto const whole = written({Command::BindTransmitter, 0, 1, *body});
    EXPECT_EQ(whole.substr(4), expected.substr(4));
    EXPECT_EQ(length_of(whole.substr(0, 4)), whole.size());
}

TEST(Pdu, ComesBackAsItWasWritten)
{
    Pdu const pdu{response_to(Command::SubmitSm), 0x58, 77, std::string("abc\0", 4)};
    auto const back = read(written(pdu));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->command, pdu.command);
    EXPECT_EQ(back->status, 0x58u);
    EXPECT_EQ(back->sequence, 77u);
    EXPECT_EQ(back->body, pdu.body);
    EXPECT_EQ(first_text(back->body), "abc");
}

TEST(Pdu, IsNotBelievedInItsLength)
{
    auto const whole = written({Command::EnquireLink, 0, 1, "xx"});
    for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_FALSE(read(whole.substr(0, i))) << i;
    EXPECT_FALSE(read(whole + "x"));
    for (auto const* const length : {"\x00\x00\x00\x0f", "\x00\x00\x00\x00", "\x00\x00\x40\x01", "\xff\xff\xff\xff"})
        EXPECT_EQ(length_of(std::string_view(length, 4)), std::nullopt);
    EXPECT_EQ(length_of(std::string_view("\x00\x00\x00\x10", 4)), 16u);
    EXPECT_EQ(length_of("abc"), std::nullopt);
    EXPECT_EQ(first_text("abc"), std::nullopt);
}

TEST(Pdu, AFieldThatDoesNotFitIsNotCutButRefused)
{
    EXPECT_TRUE(body_of(Bind{times(15, "u"), times(8, "p"), times(12, "t")}));
    EXPECT_FALSE(body_of(Bind{times(16, "u"), "p", ""}));
    EXPECT_FALSE(body_of(Bind{"u", times(9, "p"), ""}));
    EXPECT_FALSE(body_of(Bind{"u", "p", times(13, "t")}));
    EXPECT_FALSE(body_of(Bind{std::string("u\0v", 3), "p", ""}));
    Submit submit{address_of("Vilanova"), address_of("+34600123456"), false, false, times(254, "x")};
    EXPECT_TRUE(body_of(submit));
    submit.message += "x";
    EXPECT_FALSE(body_of(submit));
}

TEST(Pdu, KnowsTheKindsOfAddress)
{
    EXPECT_EQ(address_of("+34600123456").type, 1);
    EXPECT_EQ(address_of("+34600123456").plan, 1);
    EXPECT_EQ(address_of("+34600123456").text, "34600123456");
    EXPECT_EQ(address_of("7878").type, 3);
    EXPECT_EQ(address_of("Vilanova").type, 5);
    EXPECT_EQ(address_of("Vilanova").plan, 0);
}

TEST(Smpp, ACentreThatIsNotThereIsWaitedFor)
{
    auto const sms =
        smpp_centre({.host = "127.0.0.1", .port = 1, .user = "oac", .password_file = "/nowhere", .from = "OAC"});
    EXPECT_EQ(sms->send({"1", "+34600123456", "x", "ca", {}}), Sent::later("the file of the password cannot be read"));
    EXPECT_FALSE(sms->check().ready);
    EXPECT_EQ(sms->send({"1", "600", "x", "ca", {}}).kind, Sent::Kind::Refused);
    EXPECT_EQ(sms->send({"1", "+34600123456", "", "ca", {}}).kind, Sent::Kind::Refused);
}

}
}
