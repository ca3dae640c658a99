// SPDX-License-Identifier: EUPL-1.2
// Token buckets under a clock of our own.
#include "web/limits.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace web {
namespace {

using namespace std::chrono_literals;
constexpr base::Instant noon{1'790'000'000'000'000};

TEST(RateLimits, LetSoManyThroughAndNoMore)
{
    RateLimits limits({{"enter", {3, 60}}});
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limits.take("enter", "a", noon));
    EXPECT_FALSE(limits.take("enter", "a", noon));
    EXPECT_TRUE(limits.take("enter", "b", noon)) << "everybody has an account of their own";
}

TEST(RateLimits, GrowBackEvenly)
{
    RateLimits limits({{"enter", {3, 60}}});
    for (int i = 0; i < 3; ++i) limits.take("enter", "a", noon);
    EXPECT_FALSE(limits.take("enter", "a", noon + 19s));
    EXPECT_TRUE(limits.take("enter", "a", noon + 20s));
    EXPECT_FALSE(limits.take("enter", "a", noon + 21s));
    EXPECT_TRUE(limits.take("enter", "a", noon + 600s));
    EXPECT_TRUE(limits.take("enter", "a", noon + 600s));
    EXPECT_TRUE(limits.take("enter", "a", noon + 600s));
    EXPECT_FALSE(limits.take("enter", "a", noon + 600s)) << "never more than the limit";
}

TEST(RateLimits, RefusedTriesDoNotPutOffTheEnd)
{
    RateLimits limits({{"enter", {1, 10}}});
    EXPECT_TRUE(limits.take("enter", "a", noon));
    for (int second = 1; second < 10; ++second)
        EXPECT_FALSE(limits.take("enter", "a", noon + std::chrono::seconds(second)));
    EXPECT_TRUE(limits.take("enter", "a", noon + 10s + 1ms));
}

TEST(RateLimits, CanBeAskedWithoutCounting)
{
    RateLimits limits({{"guess", {1, 60}}});
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(limits.open("guess", "a", noon));
    EXPECT_TRUE(limits.take("guess", "a", noon));
    EXPECT_FALSE(limits.open("guess", "a", noon));
}

TEST(RateLimits, ThatAreNotSetOrZeroDoNotBind)
{
    RateLimits limits({{"none", {0, 60}}});
    for (int i = 0; i < 1000; ++i) {
        EXPECT_TRUE(limits.take("none", "a", noon));
        EXPECT_TRUE(limits.take("unknown", "a", noon));
    }
}

TEST(RateLimits, AClockThatGoesBackGivesNothingAway)
{
    RateLimits limits({{"enter", {1, 60}}});
    EXPECT_TRUE(limits.take("enter", "a", noon));
    EXPECT_FALSE(limits.take("enter", "a", noon - 600s));
    EXPECT_FALSE(limits.take("enter", "a", noon - 590s));
}

TEST(RateLimits, CountRightUnderManyHands)
{
    RateLimits limits({{"enter", {100, 60}}});
    std::atomic<int> through = 0;
    std::vector<std::thread> hands;
    for (int hand = 0; hand < 4; ++hand)
        hands.emplace_back([&] {
            for (int i = 0; i < 200; ++i) through += limits.take("enter", "a", noon);
        });
    for (auto& hand : hands) hand.join();
    EXPECT_EQ(through, 100);
}

TEST(RateLimits, ForgetOnlyAccountsThatAreFullAgain)
{
    RateLimits limits({{"enter", {1, 60}}});
    EXPECT_TRUE(limits.take("enter", "late", noon + 59s));
    for (int i = 0; i < 100'001; ++i) limits.take("enter", std::to_string(i), noon);
    EXPECT_FALSE(limits.take("enter", "late", noon + 62s));
}

}
}
