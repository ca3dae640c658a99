// SPDX-License-Identifier: EUPL-1.2
// Identification numbers against published and computed vectors (shared/domain.md 8 and 11).
#include "base/identifiers.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace base {
namespace {

constexpr std::string_view nifs[]{"00000000T", "12345678Z", "99999999R", "99999972C",
                                  "87654321X", "K1234567L", "L1234567L", "M1234567L"};
constexpr std::string_view nies[]{"X1234567L", "Y1234567X", "Z1234567R", "X0000000T", "Z9999999H"};
constexpr std::string_view organisations[]{"P0801900B", "P1708500B", "A58818501", "B12345674", "Q0801175A", "S0811001G",
                                           "Q2826000H", "A08000143", "N0032484H", "J85081081", "Q1111112G"};

std::string read(std::string_view written)
{
    auto const number = document_number(written);
    return number ? number->text : "refused";
}

void expect_all(std::initializer_list<std::string_view> numbers, DocumentKind kind)
{
    for (auto const number : numbers) {
        auto const found = document_number(number);
        ASSERT_TRUE(found) << number;
        EXPECT_EQ(found->text, number);
        EXPECT_EQ(found->kind, kind) << number;
    }
}

// Every other digit or letter in the last place, so that exactly one control is right.
int controls_accepted(std::string number)
{
    int count = 0;
    for (auto const control : std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
        number.back() = control;
        count += document_number(number) ? 1 : 0;
    }
    return count;
}

TEST(Nif, ThePublishedOnesAreAccepted)
{
    for (auto const number : nifs) expect_all({number}, DocumentKind::Nif);
}

TEST(Nif, OfAForeignerIsANie)
{
    for (auto const number : nies) expect_all({number}, DocumentKind::Nie);
}

TEST(Nif, OfAnOrganisationIsOne)
{
    for (auto const number : organisations) expect_all({number}, DocumentKind::Organisation);
}

TEST(Nif, AWrongControlIsRefused)
{
    for (auto const* number :
         {"P1707900J", "P1708500G", "G12345678", "U12345678", "P4300000A", "12345678A", "X1234567T"})
        EXPECT_FALSE(document_number(number)) << number;
}

TEST(Nif, OnlyOneControlFitsAPerson)
{
    for (auto const number : nifs) EXPECT_EQ(controls_accepted(std::string(number)), 1) << number;
    for (auto const number : nies) EXPECT_EQ(controls_accepted(std::string(number)), 1) << number;
}

TEST(Nif, AnOrganisationThatMayHaveEitherControlHasTwoAndTheOthersOne)
{
    EXPECT_EQ(controls_accepted("J85081081"), 2);
    EXPECT_EQ(controls_accepted("A58818501"), 1);
    EXPECT_EQ(controls_accepted("P0801900B"), 1);
    EXPECT_EQ(controls_accepted("G0012345X"), 1);
}

TEST(Nif, IsReadAsPeopleWriteIt)
{
    EXPECT_EQ(read("12345678z"), "12345678Z");
    EXPECT_EQ(read("12.345.678-z"), "12345678Z");
    EXPECT_EQ(read(" 12345678 Z "), "12345678Z");
    EXPECT_EQ(read("12 345 678 Z"), "12345678Z");
    EXPECT_EQ(read("x-1234567-l"), "X1234567L");
    EXPECT_EQ(read("p-0801900-b"), "P0801900B");
    EXPECT_EQ(read("a/58818501"), "A58818501");
}

TEST(Nif, AnotherLengthIsRefused)
{
    for (auto const* written : {"", " ", "Z", "1234567L", "123456789Z", "0012345678Z", "X123456L", "X01234567L"})
        EXPECT_EQ(read(written), "refused") << written;
    EXPECT_EQ(read(std::string(1'000'000, '1')), "refused");
    EXPECT_EQ(read("12345678Z" + std::string(1'000'000, ' ')), "refused");
}

TEST(Nif, WhatIsNoNumberIsRefused)
{
    for (auto const* written : {"ABCDEFGHI", "I1234567L", "O1234567L", "T1234567L", "1234567AZ", "12345678\xC3\x91",
                                "\xC3\x91"
                                "1234567",
                                "12345678Z;", "+2345678Z"})
        EXPECT_EQ(read(written), "refused") << written;
    EXPECT_EQ(read(std::string_view("12345678\0", 9)), "refused");
}

TEST(Iban, TheOfficialExamplesAreAccepted)
{
    for (auto const* account : {"ES9121000418450200051332", "GB82WEST12345698765432", "DE89370400440532013000",
                                "FR1420041010050500013M02606", "NO9386011117947", "AD1200012030200359100100"})
        EXPECT_TRUE(is_iban(account)) << account;
}

TEST(Iban, IsReadAsPeopleWriteIt)
{
    EXPECT_TRUE(is_iban("es91 2100 0418 4502 0005 1332"));
    EXPECT_TRUE(is_iban("ES91-2100-0418-45-0200051332"));
}

TEST(Iban, AnyChangedDigitIsRefused)
{
    std::string const good = "ES9121000418450200051332";
    for (std::size_t i = 2; i < good.size(); ++i)
        for (auto const digit : std::string_view("0123456789")) {
            auto changed = good;
            changed[i] = digit;
            EXPECT_EQ(is_iban(changed), changed == good) << changed;
        }
}

TEST(Iban, AnotherLengthOrFormIsRefused)
{
    for (auto const* account : {"", "ES", "ES91", "21000418450200051332", "ES91210004184502000513",
                                "ES912100041845020005133200", "9121000418450200051332ES", "E19121000418450200051332",
                                "ESA121000418450200051332", "ES91210004184502000513\xC3\x91"})
        EXPECT_FALSE(is_iban(account)) << account;
    EXPECT_FALSE(is_iban(std::string(1'000'000, '9')));
    EXPECT_FALSE(is_iban("ES9121000418450200051332" + std::string(1'000'000, ' ')));
}

TEST(CadastralReference, ThePublishedOnesAreAccepted)
{
    for (auto const* reference : {"7837301VG8173B0001TT", "4A08169P03PRAT0001LR", "7837301 VG8173B 0001 TT",
                                  "7837301vg8173b0001tt", "7837301-VG8173B-0001-TT"})
        EXPECT_TRUE(is_cadastral_reference(reference)) << reference;
}

TEST(CadastralReference, AnyChangedCharacterIsRefused)
{
    std::string const good = "7837301VG8173B0001TT";
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto changed = good;
        // Another value modulo 23: V counts 23.
        if (changed[i] >= '0' && changed[i] <= '9')
            changed[i] = changed[i] == '9' ? '0' : char(changed[i] + 1);
        else
            changed[i] = changed[i] == 'V' ? '1' : '0';
        EXPECT_FALSE(is_cadastral_reference(changed)) << changed;
    }
}

TEST(CadastralReference, AnotherLengthOrAlphabetIsRefused)
{
    for (auto const* reference : {"", "7837301VG8173B", "7837301VG8173B0001T", "7837301VG8173B0001TTT",
                                  "7837301VG8173B0001T\xC3\x91", "7837301VG8173B0001T!"})
        EXPECT_FALSE(is_cadastral_reference(reference)) << reference;
    EXPECT_FALSE(is_cadastral_reference(std::string(1'000'000, 'T')));
}

TEST(Ine, TheCheckDigitIsThatOfTheOfficialList)
{
    constexpr std::pair<std::string_view, char> official[]{
        {"28079", '6'}, {"08019", '3'}, {"17079", '2'}, {"43148", '2'}, {"25120", '7'}, {"46250", '8'},
        {"41091", '7'}, {"08101", '7'}, {"08187", '8'}, {"08205", '5'}, {"08279", '8'}, {"08301", '5'},
        {"08121", '3'}, {"08015", '5'}, {"01001", '4'}, {"01002", '9'}};
    for (auto const& [code, digit] : official) EXPECT_EQ(ine_check_digit(code), digit) << code;
}

TEST(Ine, WhatIsNotFiveDigitsHasNone)
{
    for (auto const* code : {"", "0801", "080193", "0801A", "08 19", "-8019"})
        EXPECT_FALSE(ine_check_digit(code)) << code;
    EXPECT_FALSE(ine_check_digit(std::string(1'000'000, '0')));
}

TEST(Mask, KeepsFourDigitsAndTheLengthOfTheNumber)
{
    EXPECT_EQ(masked_document("12345678Z"), "***4567**");
    for (auto const number : nifs) EXPECT_EQ(masked_document(number).size(), 9U);
}

// The agency counts digits, not characters: the first letter of a NIE is no digit.
TEST(Mask, KeepsTheSameDigitsOfANieAsOfANif) { EXPECT_EQ(masked_document("X1234567L"), "****4567*"); }

TEST(Mask, ShowsNothingOfAShortNumber)
{
    for (auto const* number : {"", "1", "123456"}) EXPECT_EQ(masked_document(number), "***");
}

}
}
