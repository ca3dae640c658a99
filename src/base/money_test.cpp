// SPDX-License-Identifier: EUPL-1.2
// Amounts as people read them.
#include "base/money.h"

#include <gtest/gtest.h>

#include <limits>

namespace base {
namespace {

TEST(Money, HasACommaInCatalanAndSpanish)
{
    for (auto const* language : {"ca", "es", "ca-valencia"}) {
        EXPECT_EQ(in_words({0}, language), "0,00 €");
        EXPECT_EQ(in_words({5}, language), "0,05 €");
        EXPECT_EQ(in_words({123'450}, language), "1.234,50 €");
        EXPECT_EQ(in_words({-199}, language), "-1,99 €");
    }
}

TEST(Money, HasAPointInEnglish)
{
    EXPECT_EQ(in_words({0}, "en"), "€0.00");
    EXPECT_EQ(in_words({123'450}, "en"), "€1,234.50");
    EXPECT_EQ(in_words({-199}, "en"), "-€1.99");
}

TEST(Money, IsGroupedByThousands)
{
    EXPECT_EQ(in_words({99'999}, "ca"), "999,99 €");
    EXPECT_EQ(in_words({100'000}, "ca"), "1.000,00 €");
    EXPECT_EQ(in_words({100'000'000}, "ca"), "1.000.000,00 €");
    EXPECT_EQ(in_words({-12'345'678'900}, "en"), "-€123,456,789.00");
}

TEST(Money, TheLargestAndTheSmallestAmountAreWritten)
{
    EXPECT_EQ(in_words({std::numeric_limits<std::int64_t>::max()}, "ca"), "92.233.720.368.547.758,07 €");
    EXPECT_EQ(in_words({std::numeric_limits<std::int64_t>::min()}, "ca"), "-92.233.720.368.547.758,08 €");
}

TEST(Money, IsCompared) { EXPECT_LT(Money{-1}, Money{0}); }

}
}
