// SPDX-License-Identifier: EUPL-1.2
#include "base/network.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Network, HoldsTheAddressesOfItsBlock)
{
    EXPECT_TRUE(network("10.0.0.0/8")->holds("10.255.1.2"));
    EXPECT_FALSE(network("10.0.0.0/8")->holds("11.0.0.1"));
    EXPECT_TRUE(network("192.168.4.0/22")->holds("192.168.7.255"));
    EXPECT_FALSE(network("192.168.4.0/22")->holds("192.168.8.0"));
    EXPECT_TRUE(network("2001:db8::/33")->holds("2001:db8:7fff::1"));
    EXPECT_FALSE(network("2001:db8::/33")->holds("2001:db8:8000::1"));
    EXPECT_TRUE(network("0.0.0.0/0")->holds("8.8.8.8"));
    EXPECT_FALSE(network("0.0.0.0/0")->holds("2001:db8::1"));
    EXPECT_TRUE(network("::1")->holds("::1"));
    EXPECT_TRUE(network("127.0.0.1")->holds("::ffff:127.0.0.1")) << "the same address, mapped";
}

TEST(Network, RefusesWhatIsNone)
{
    for (auto const* text :
         {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "::/129", "here", "10.0.0.0/8x"})
        EXPECT_FALSE(network(text)) << text;
    EXPECT_FALSE(network("10.0.0.0/8")->holds("10.0.0"));
    EXPECT_FALSE(network("10.0.0.0/8")->holds(""));
}

TEST(Network, NeighboursAreThoseOfOneBlock)
{
    EXPECT_EQ(neighbourhood("203.0.113.7"), neighbourhood("203.0.113.250"));
    EXPECT_NE(neighbourhood("203.0.113.7"), neighbourhood("203.0.114.7"));
    EXPECT_EQ(neighbourhood("2001:db8:1:2::3"), neighbourhood("2001:db8:1:2:ffff::9"));
    EXPECT_NE(neighbourhood("2001:db8:1:2::3"), neighbourhood("2001:db8:1:3::3"));
}

}
}
