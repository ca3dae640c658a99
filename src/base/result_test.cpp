// SPDX-License-Identifier: EUPL-1.2
// A value or the reason why there is none.
#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace base {
namespace {

Result<std::string> greeting(bool allowed)
{
    if (!allowed) return Refusal{Refusal::Why::Forbidden, "web.not-for-you", "name", {{"who", "Núria"}}};
    return std::string("hola");
}

TEST(Result, OfWhatWasDoneIsItsValue)
{
    auto result = greeting(true);
    ASSERT_TRUE(result);
    EXPECT_EQ(*result, "hola");
    EXPECT_EQ(result->size(), 4U);
    *result += "!";
    EXPECT_EQ(*std::as_const(result), "hola!");
    EXPECT_THROW(result.refusal(), std::bad_variant_access);
}

TEST(Result, OfWhatWasRefusedIsTheReason)
{
    auto const result = greeting(false);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.refusal().why, Refusal::Why::Forbidden);
    EXPECT_EQ(result.refusal().text, "web.not-for-you");
    EXPECT_EQ(result.refusal().field, "name");
    EXPECT_EQ(result.refusal().with, (Refusal::Arguments{{"who", "Núria"}}));
    EXPECT_THROW(*result, std::bad_variant_access);
    EXPECT_THROW(result->size(), std::bad_variant_access);
}

TEST(Result, CarriesWhatCanOnlyBeMoved)
{
    Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
    auto const moved = std::move(result);
    EXPECT_EQ(**moved, 7);
}

TEST(Result, ThatHasNothingToTellIsDone) { EXPECT_TRUE(Result<Done>(Done{})); }

TEST(Refusal, CarriesTheOtherFaultsOfTheSameInput)
{
    Refusal first{Refusal::Why::Unprocessable, "field.missing", "name"};
    first.others.push_back({Refusal::Why::Unprocessable, "field.long", "street"});
    Result<Done> const result(first);
    ASSERT_EQ(result.refusal().others.size(), 1U);
    EXPECT_EQ(result.refusal().others.front().field, "street");
}

}
}
