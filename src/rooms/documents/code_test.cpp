// SPDX-License-Identifier: EUPL-1.2
// Verification codes: their alphabet, their length, and how people's writing of them is read.
#include "rooms/documents/code.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace documents {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
std::string const example = "0123456789ABCDEFGHJKMNPQRS";

TEST(Code, HasTwentySixLettersOfTheAlphabet)
{
    for (int i = 0; i < 1000; ++i) {
        auto const code = fresh_code();
        ASSERT_EQ(code.size(), 26u);
        ASSERT_EQ(code.find_first_not_of(alphabet), code.npos) << code;
    }
}

TEST(Code, DrawsEveryLetterAtEveryPlaceAboutEquallyOften)
{
    std::map<char, int> count;
    std::set<std::string> codes;
    constexpr int drawn = 4000;
    for (int i = 0; i < drawn; ++i) {
        auto const code = fresh_code();
        for (auto const c : code) ++count[c];
        codes.insert(code);
    }
    EXPECT_EQ(codes.size(), std::size_t(drawn));
    EXPECT_EQ(count.size(), 32u);
    constexpr double mean = drawn * 26 / 32.0; // some 57 is a standard deviation
    for (auto const& [letter, times] : count) EXPECT_NEAR(times, mean, 400) << letter;
}

TEST(Code, IsShownInGroupsOfFour)
{
    EXPECT_EQ(grouped(example), "0123-4567-89AB-CDEF-GHJK-MNPQ-RS");
    EXPECT_EQ(grouped(""), "");
    EXPECT_EQ(grouped("ABCD"), "ABCD");
}

TEST(Code, IsReadHoweverPeopleWriteIt)
{
    for (auto const* const typed :
         {"0123456789ABCDEFGHJKMNPQRS", "0123-4567-89AB-CDEF-GHJK-MNPQ-RS", "0123 4567 89ab cdef ghjk mnpq rs",
          "  0123456789abcdefghjkmnpqrs  ", "O123456789ABCDEFGHJKMNPQRS", "oI23456789ABCDEFGHJKMNPQRS",
          "ol23456789ABCDEFGHJKMNPQRS", "0L23456789ABCDEFGHJKMNPQRS",
          "0\t1-2-3-4-5-6-7-8-9-A-B-C-D-E-F-G-H-J-K-M-N-P-Q-R-S"})
        EXPECT_EQ(read_code(typed), example) << typed;
}

TEST(Code, ReadsBackWhatItShows)
{
    for (int i = 0; i < 100; ++i) {
        auto const code = fresh_code();
        EXPECT_EQ(read_code(grouped(code)), code);
    }
}

TEST(Code, ThatCannotBeOneTakesTheSamePathAsAWrongOne)
{
    for (auto const& typed :
         {std::string(), std::string("U123456789ABCDEFGHJKMNPQRS"), example + "T", example.substr(1),
          std::string(10'000, 'A'), std::string(26, '\0'), std::string("0123456789ABCDEFGHJKMNPQR\xc3\xa0"),
          std::string("0123456789ABCDEFGHJKMNPQR_"), std::string(100, ' ') + example}) {
        auto const read = read_code(typed);
        EXPECT_EQ(read.size(), 26u);
        EXPECT_NE(read.find_first_not_of(alphabet), read.npos) << "no real code may be meant: " << typed;
    }
}

}
}
