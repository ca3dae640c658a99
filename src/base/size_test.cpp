// SPDX-License-Identifier: EUPL-1.2
#include "base/size.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Sizes, AreToldShortly)
{
    EXPECT_EQ(size_in_words(0, "ca"), "0 bytes");
    EXPECT_EQ(size_in_words(999, "ca"), "999 bytes");
    EXPECT_EQ(size_in_words(1000, "ca"), "1 kB");
    EXPECT_EQ(size_in_words(3449, "ca"), "3,4 kB");
    EXPECT_EQ(size_in_words(3449, "en"), "3.4 kB");
    EXPECT_EQ(size_in_words(81'600, "ca"), "82 kB");
    EXPECT_EQ(size_in_words(999'949, "ca"), "1000 kB");
    EXPECT_EQ(size_in_words(999'950, "ca"), "1 MB");
    EXPECT_EQ(size_in_words(104'857'600, "es"), "105 MB");
}

}
}
