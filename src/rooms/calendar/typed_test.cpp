// SPDX-License-Identifier: EUPL-1.2
// Days, hours and numbers as people type them.
#include "rooms/calendar/typed.h"

#include <gtest/gtest.h>

namespace calendar {
namespace {

TEST(TypedDay, IsReadInTheFormsThatPeopleUse)
{
    for (auto const* const text :
         {"27/3/2026", "27/03/2026", "27-3-2026", "27.03.2026", "2026-03-27", "  27/3/2026 "}) {
        auto const read = typed_day(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(base::iso(*read), "2026-03-27") << text;
    }
    EXPECT_EQ(base::iso(*typed_day("29/2/2028")), "2028-02-29");
}

TEST(TypedDay, AnythingElseIsNone)
{
    for (auto const* const text : {"", "27", "27/3", "27/3/26", "3/27/2026", "29/2/2026", "0/1/2026", "31/4/2026",
                                   "27/3-2026", "-7/3/2026", "27/3/2026/1", "vint-i-set", "2026/03/27", "+1/3/2026"})
        EXPECT_FALSE(typed_day(text)) << text;
}

TEST(TypedHour, IsReadInTheFormsThatPeopleUse)
{
    for (auto const& [text, minutes] : {std::pair{"13:30", 810},
                                        {"9.05", 545},
                                        {"9h05", 545},
                                        {"09:00", 540},
                                        {"7", 420},
                                        {"00:00", 0},
                                        {"23:59", 1439},
                                        {" 13:30 ", 810}}) {
        auto const read = typed_hour(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(read->count(), minutes) << text;
    }
    for (auto const* const text : {"", "24:00", "12:60", "12:5", "1:300", "-1:00", "12:", ":30", "migdia", "130:00"})
        EXPECT_FALSE(typed_hour(text)) << text;
}

TEST(TypedNumber, HasDigitsOnly)
{
    EXPECT_EQ(typed_number("10"), 10);
    EXPECT_EQ(typed_number("0"), 0);
    for (auto const* const text : {"", "-1", "+1", "1,5", "1.5", "deu", "10000", "1 0"})
        EXPECT_FALSE(typed_number(text)) << text;
}

}
}
