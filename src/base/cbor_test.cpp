// SPDX-License-Identifier: EUPL-1.2
#include "base/cbor.h"

#include <gtest/gtest.h>
#include <string>

namespace base {
namespace {

using namespace std::literals;

TEST(Cbor, TakesWhatAnItemTakes)
{
    // RFC 8949, appendix A.
    for (auto const item :
         {"\x00"sv, "\x18\x64"sv, "\x1b\x00\x00\x00\xe8\xd4\xa5\x10\x00"sv, "\x38\x63"sv, "\xf5"sv, "\xf9\x3c\x00"sv,
          "\xc1\x1a\x51\x4b\x67\xb0"sv, "\x44\x01\x02\x03\x04"sv, "\x64IETF"sv, "\x80"sv, "\x83\x01\x02\x03"sv,
          "\x82\x61\x61\xa1\x61\x62\x61\x63"sv, "\xa2\x61\x61\x01\x61\x62\x82\x02\x03"sv}) {
        EXPECT_EQ(cbor_item_size(item), item.size());
        EXPECT_EQ(cbor_item_size(std::string(item) + "more"), item.size());
        for (std::size_t cut = 0; cut < item.size(); ++cut) EXPECT_FALSE(cbor_item_size(item.substr(0, cut)));
    }
}

TEST(Cbor, NothingIsBelievedThatIsNotThere)
{
    EXPECT_FALSE(cbor_item_size("\x9a\x9a\x9a\x9a\x9a"sv)) << "two thousand million items";
    EXPECT_FALSE(cbor_item_size("\xbb\xff\xff\xff\xff\xff\xff\xff\xff"sv)) << "so many that twice as many are few";
    EXPECT_FALSE(cbor_item_size("\x5b\xff\xff\xff\xff\xff\xff\xff\xff"sv));
    EXPECT_FALSE(cbor_item_size("\x9f\x01\xff"sv)) << "of no definite length";
    EXPECT_FALSE(cbor_item_size("\x1c"sv)) << "reserved";
    EXPECT_TRUE(cbor_item_size(std::string(7, '\x81') + '\x01'));
    EXPECT_FALSE(cbor_item_size(std::string(8, '\x81') + '\x01')) << "too deep";
}

}
}
