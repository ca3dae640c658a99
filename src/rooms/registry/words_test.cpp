// SPDX-License-Identifier: EUPL-1.2
#include "rooms/registry/words.h"

#include <gtest/gtest.h>

namespace registry {
namespace {

using Words = std::vector<std::string>;

TEST(RegistryWords, AreFoldedAndApart)
{
    EXPECT_EQ(words_of("Tala d'un PLÀTAN, c/ Major 12 (tala)"),
              (Words{"tala", "d", "un", "platan", "c", "major", "12"}));
    EXPECT_EQ(words_of(" …!%_ "), words_of("…"));
    EXPECT_EQ(words_of(""), Words{});
    std::string many;
    for (int i = 0; i < 500; ++i) many += " paraula" + std::to_string(i);
    EXPECT_EQ(words_of(many).size(), 64u);
    EXPECT_EQ(words_of(std::string(500, 'a')).at(0).size(), 60u);
}

TEST(RegistryWords, AreMeantByTheirBeginningsInAnyOrder)
{
    EXPECT_TRUE(meant({"plat", "tal"}, "Tala d'un plàtan"));
    EXPECT_FALSE(meant({"lat"}, "Tala d'un plàtan"));
    EXPECT_FALSE(meant({"tala", "roure"}, "Tala d'un plàtan"));
    EXPECT_TRUE(meant({}, "Tala"));
}

}
}
