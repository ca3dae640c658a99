// SPDX-License-Identifier: EUPL-1.2
// Whom the words that are typed find.
#include "base/name_match.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(NameMatch, EveryWordBeginsAWordOfTheName)
{
    EXPECT_TRUE(NameMatch("puig nur")("Núria Puig i Soler"));
    EXPECT_TRUE(NameMatch(" GROS ")("Pere Puig-Gros"));
    EXPECT_TRUE(NameMatch("hospital")("Joan l'Hospital"));
    EXPECT_TRUE(NameMatch("col·lell")("Maria Col·lell"));
    EXPECT_FALSE(NameMatch("ana")("Joana Vidal")) << "inside a word";
    EXPECT_FALSE(NameMatch("puig anna")("Núria Puig")) << "one word of two";
    EXPECT_TRUE(NameMatch("ana")("Joana Ana")) << "a later word";
}

TEST(NameMatch, NothingFindsNobody)
{
    EXPECT_FALSE(NameMatch("")("Núria Puig"));
    EXPECT_FALSE(NameMatch("   ")("Núria Puig"));
}

}
}
