// SPDX-License-Identifier: EUPL-1.2
#include "base/digits.h"

#include <gtest/gtest.h>

using namespace std::string_literals;

TEST(Digits, AreTakenAsPeopleTypeThem)
{
    EXPECT_EQ(base::digits_typed("1234 5678", 8), "12345678");
    EXPECT_EQ(base::digits_typed("12-34\u00a056\u202f78", 8), "12345678");
    EXPECT_FALSE(base::digits_typed("1234567", 8));
    EXPECT_FALSE(base::digits_typed("123456789", 8));
    EXPECT_FALSE(base::digits_typed("1234567a", 8));
    EXPECT_FALSE(base::digits_typed("", 8));
    EXPECT_EQ(base::digits_typed("", 0), "");
}

TEST(Digits, AreMadeOfBytesWithTheirLeadingZeros)
{
    EXPECT_EQ(base::digits_of("\0\0\0\0\0\0\0\x2a"s, 6), "000042");
    EXPECT_EQ(base::digits_of("\xff\xff\xff\xff\xff\xff\xff\xff", 8), "09551615");
    EXPECT_EQ(base::digits_of("", 3), "000");
}
