// SPDX-License-Identifier: EUPL-1.2
#include "web/sensitive.h"

#include "app/town.h"

#include <gtest/gtest.h>

namespace web {
namespace {

TEST(Sensitive, CoversAllButTheMiddleDigits)
{
    EXPECT_EQ(covered("12345678Z", Mask::Document), "***4567**");
    EXPECT_EQ(covered("X1234567L", Mask::Document), "****4567*");
    EXPECT_EQ(covered("AB12", Mask::Document), "****");
    EXPECT_EQ(covered("Àngela Puig i Ferrer", Mask::Name), "À. P. i. F.");
    EXPECT_EQ(covered("", Mask::Name), "");
}

TEST(Sensitive, IsUncoveredByAReasonAndTheLookIsRecorded)
{
    Town const town;
    auto const texts = app::load_texts();
    Call call(town, *texts);
    EXPECT_EQ(sensitive(call, "12345678Z", Mask::Document, {"p"}, "documents.holder").shown, "***4567**");
    EXPECT_TRUE(call.looks.empty());
    call.reason = "La persona és al taulell";
    auto const open = sensitive(call, "12345678Z", Mask::Document, {"p"}, "documents.holder");
    EXPECT_EQ(open.shown, "12345678Z");
    EXPECT_FALSE(open.masked);
    ASSERT_EQ(call.looks.size(), 1u);
    EXPECT_EQ(call.looks[0].subject.text, "p");
}

}
}
