// SPDX-License-Identifier: EUPL-1.2
#include "base/expression.h"

#include <gtest/gtest.h>

namespace base {
namespace {

std::map<std::string, Value> const answers{
    {"kind", std::string("works")},
    {"area", Decimal{125'000}},
    {"new", true},
    {"several", Values{std::string("noise"), std::string("dust")}},
    {"born", std::string("2008-11-23")},
    {"lines", Values{Value{}, Value{}, Value{}}},
    {"empty", Value{}},
};

Value come_to(std::string_view text)
{
    auto const read = read_expression(text);
    if (auto const* const fault = std::get_if<std::string>(&read)) {
        ADD_FAILURE() << text << ": " << *fault;
        return {};
    }
    Among const among{[](std::string_view key) {
                          auto const found = answers.find(std::string(key));
                          return found == answers.end() ? Value{} : found->second;
                      },
                      [](std::string_view, std::string_view member) -> Value {
                          if (member != "amount") return Values{};
                          return Values{Decimal{10'000}, Value{}, Decimal{25'000}};
                      },
                      std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)};
    return evaluate(std::get<Expression>(read), among);
}
bool yes(std::string_view text) { return come_to(text) == Value(true); }
std::string number(std::string_view text)
{
    auto const value = come_to(text);
    auto const* const found = std::get_if<Decimal>(&value);
    return found ? text_of(*found) : "nothing";
}

TEST(Expression, ComparesAndJoins)
{
    EXPECT_TRUE(yes("kind = 'works'"));
    EXPECT_FALSE(yes("kind = 'party'"));
    EXPECT_TRUE(yes("kind = 'works' and not (area <= 12 or filled(empty))"));
    EXPECT_TRUE(yes("several has 'dust'"));
    EXPECT_FALSE(yes("several has 'smell'"));
    EXPECT_FALSE(yes("kind has 'works'"));
    EXPECT_TRUE(yes("new"));
    EXPECT_TRUE(yes("new = true"));
    EXPECT_TRUE(yes("age(born) < 18"));
    EXPECT_TRUE(yes("today > '2026-11-21'"));
    EXPECT_TRUE(yes("not empty"));
    EXPECT_TRUE(yes("empty != 'x' and empty = nowhere"));
}

TEST(Expression, WhatHasNoOrderIsNeitherMoreNorLess)
{
    EXPECT_FALSE(yes("kind < 3"));
    EXPECT_FALSE(yes("kind >= 3"));
    EXPECT_FALSE(yes("empty < 1"));
    EXPECT_FALSE(yes("kind = 3"));
    EXPECT_FALSE(yes("several = several"));
}

TEST(Expression, CountsWithFourDecimals)
{
    EXPECT_EQ(number("area * 2 + 1"), "26");
    EXPECT_EQ(number("1 / 3"), "0.3333");
    EXPECT_EQ(number("2 / 3"), "0.6667");
    EXPECT_EQ(number("-2 / 3"), "-0.6667");
    EXPECT_EQ(number("1 / 0"), "nothing");
    EXPECT_EQ(number("kind + 1"), "nothing");
    EXPECT_EQ(number("sum(lines.amount) * 1.21"), "4.235");
    EXPECT_EQ(number("count(lines)"), "3");
    EXPECT_EQ(number("count(kind) + count(empty)"), "1");
    EXPECT_EQ(number("max(1, area, kind)"), "12.5");
    EXPECT_EQ(number("min(empty)"), "nothing");
    EXPECT_EQ(number("age(born)"), "17");
    EXPECT_EQ(number("age(kind)"), "nothing");
    EXPECT_EQ(number("1 - 2 - 3"), "-4");
}

TEST(Expression, WhatGrowsTooLargeStaysAtTheEnd)
{
    EXPECT_EQ(number("900000000000 * 900000000000"), "900000000000");
    EXPECT_EQ(number("-900000000000 * 900000000000 - 1"), "-900000000000");
    EXPECT_EQ(number("900000000000 / 0.0001"), "900000000000");
}

TEST(Expression, ReadsOnlyWhatItUnderstands)
{
    for (auto const* const wrong : {"", "a =", "(a", "a b", "1 < 2 < 3", "A", "eval(a)", "'open", "1.23456", "sum()",
                                    "filled(a, b)", "a.", "1.", "a..b", "min(1,2,3,4,5,6,7,8,9)", "a;b", "not"})
        EXPECT_TRUE(std::holds_alternative<std::string>(read_expression(wrong))) << wrong;
    EXPECT_TRUE(std::holds_alternative<std::string>(read_expression(std::string(500, '('))));
    EXPECT_TRUE(std::holds_alternative<std::string>(read_expression(std::string(1001, ' '))));
    EXPECT_TRUE(std::holds_alternative<std::string>(read_expression(std::string(500, '-') + "1")));
}

TEST(Expression, TellsItsKeys)
{
    auto const read = std::get<Expression>(read_expression("a = 'b' and sum(c.d) > e or not filled(orange)"));
    EXPECT_EQ(keys_of(read), (std::set<std::string>{"a", "c", "e", "orange"}));
    EXPECT_EQ(boost::json::serialize(told(std::get<Expression>(read_expression("a.b = 1.5 or not x")))),
              R"(["or",["=",["item","a","b"],["number","15000"]],["not",["key","x"]]])");
}

TEST(Decimals, AreReadAndWritten)
{
    for (auto const* const same : {"0", "12", "12.5", "-0.0001", "900000000000"})
        EXPECT_EQ(text_of(*decimal(same)), same);
    EXPECT_EQ(text_of(*decimal("1.50")), "1.5");
    for (auto const* const wrong :
         {"", "-", ".5", "5.", "1,5", "1e3", "1.00001", "1234567890123", "900000000001", "+1"})
        EXPECT_FALSE(decimal(wrong)) << wrong;
}

}
}
