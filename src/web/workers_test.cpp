// SPDX-License-Identifier: EUPL-1.2
// Work beside the loops: all of it done, never more at once than there are threads, and a full queue says no.
#include "web/workers.h"

#include <atomic>
#include <future>
#include <gtest/gtest.h>

namespace web {
namespace {

TEST(Workers, DoEverythingTakenBeforeTheyEnd)
{
    std::atomic<int> done = 0;
    {
        Workers workers(2, 1000);
        for (int i = 0; i < 500; ++i) ASSERT_TRUE(workers.submit([&] { ++done; }));
    }
    EXPECT_EQ(done, 500);
}

TEST(Workers, SayNoWhenTheQueueIsFull)
{
    std::promise<void> go;
    auto const gate = go.get_future().share();
    std::atomic<int> done = 0;
    std::promise<void> busy;
    {
        Workers workers(1, 2);
        ASSERT_TRUE(workers.submit([&] {
            busy.set_value();
            gate.wait();
        }));
        busy.get_future().wait();
        EXPECT_TRUE(workers.submit([&] { ++done; }));
        EXPECT_TRUE(workers.submit([&] { ++done; }));
        EXPECT_FALSE(workers.submit([&] { ++done; }));
        go.set_value();
    }
    EXPECT_EQ(done, 2);
}

TEST(Workers, NeverRunMoreAtOnceThanTheyHaveThreads)
{
    std::atomic<int> now = 0, most = 0;
    {
        Workers workers(3, 1000);
        for (int i = 0; i < 60; ++i)
            workers.submit([&] {
                auto const here = ++now;
                for (auto seen = most.load(); here > seen && !most.compare_exchange_weak(seen, here);) {
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                --now;
            });
    }
    EXPECT_LE(most, 3);
    EXPECT_GE(most, 2);
}

}
}
