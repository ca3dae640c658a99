// SPDX-License-Identifier: EUPL-1.2
// Somebody sent here by another host whose address is not what it should be.
#include "http/office.h"

namespace http {
namespace {

TEST(Arrival, WithAFieldThatIsWrongGetsAPageThatSaysSo)
{
    for (auto const* const query : {"?retorn=/a&retorn=/b", "?retorn=%00", "?lligam=x&lligam=y"}) {
        auto const page = house().client.get(std::string("/entra/certificat") + query, browser());
        EXPECT_EQ(page.status, 422) << query;
        EXPECT_TRUE(page.holds("<h1")) << query;
    }
}

}
}
