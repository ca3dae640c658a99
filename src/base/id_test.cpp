// SPDX-License-Identifier: EUPL-1.2
// Identifiers: their form, their order and that no two are alike.
#include "base/id.h"

#include <gtest/gtest.h>

#include <set>

namespace base {
namespace {

using ThingId = Id<struct ThingTag>;

TEST(Id, HasTheFormOfAnIdentifier)
{
    for (std::int64_t micros : {0LL, 1LL, 1'795'339'800'000'000LL, 281'474'976'710'655'999LL}) {
        auto const id = ThingId::fresh({micros});
        EXPECT_EQ(id.text.size(), 26U);
        EXPECT_TRUE(is_id_text(id.text)) << id.text;
    }
}

TEST(Id, ALaterOneIsGreater)
{
    auto before = ThingId::fresh({0});
    for (std::int64_t millis = 1; millis < (1LL << 47); millis = millis * 3 + 1) {
        auto const after = ThingId::fresh({millis * 1000});
        EXPECT_LT(before, after) << millis;
        before = after;
    }
    EXPECT_LT(ThingId::fresh({1'795'339'800'000'999}), ThingId::fresh({1'795'339'800'001'000}));
}

TEST(Id, OnesOfTheSameMomentShareTheirBeginningOnly)
{
    Instant const at{1'795'339'800'000'000};
    auto const beginning = fresh_id_text(at).substr(0, 9);
    std::set<std::string> texts;
    for (int i = 0; i < 10'000; ++i) {
        auto const text = fresh_id_text(at);
        EXPECT_TRUE(text.starts_with(beginning));
        texts.insert(text);
    }
    EXPECT_EQ(texts.size(), 10'000U);
}

TEST(Id, AnEmptyOneIsFalse)
{
    EXPECT_FALSE(ThingId{});
    EXPECT_TRUE(ThingId::fresh({0}));
}

TEST(Id, AnyOtherTextIsNone)
{
    EXPECT_TRUE(is_id_text("0123456789abcdefghjkmnpqrs"));
    for (auto const* text : {"", "0", "0123456789abcdefghjkmnpqr", "0123456789abcdefghjkmnpqrst",
                             "0123456789ABCDEFGHJKMNPQRS", "0123456789abcdefghijkmnpqr", "0123456789abcdefghlkmnpqrs",
                             "0123456789abcdefghokmnpqrs", "0123456789abcdefghukmnpqrs", "0123456789abcdefghjkmnpqr ",
                             "0123456789abcdefghjkmnpq/.", "0123456789abcdefghjkmnpq\xC3\xA0"})
        EXPECT_FALSE(is_id_text(text)) << text;
    EXPECT_FALSE(is_id_text(std::string_view("0123456789abcdefghjkmnpqr\0", 26)));
}

}
}
