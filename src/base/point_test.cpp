// SPDX-License-Identifier: EUPL-1.2
#include "base/point.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(PointTest, DegreesAreReadAsPeopleWriteThem)
{
    EXPECT_EQ(millionths("41.543210"), 41'543'210);
    EXPECT_EQ(millionths(" 41,5 "), 41'500'000);
    EXPECT_EQ(millionths("-0.000001"), -1);
    EXPECT_EQ(millionths("2"), 2'000'000);
    EXPECT_EQ(millionths("1.12345678"), 1'123'456) << "more than we keep";
    EXPECT_EQ(millionths("180"), 180'000'000);
    for (auto const* const wrong : {"", "-", ".", "a", "1.2.3", "1e3", "181", "180.1", "--1", "1 2", "4151", "0x1"})
        EXPECT_FALSE(millionths(wrong)) << wrong;
    EXPECT_EQ(degrees(41'543'210), "41.543210");
    EXPECT_EQ(degrees(-1), "-0.000001");
}

}
}
