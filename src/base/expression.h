// SPDX-License-Identifier: EUPL-1.2
// Conditions and computed values of forms: a small language whose evaluation is total. Every expression has a value for
// every set of answers, it ends, nothing throws, and the browser's evaluator (forms/islands/expression.ts) gives the
// same.
//
//   kind = 'works' and not (area <= 20 or filled(licence))
//   several has 'noise'      sum(lines.amount) * 1.21      age(born_on) < 18      starts >= today
#pragma once
#include "base/time.h"

#include <boost/json.hpp>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace base {

// A decimal number in ten-thousandths, between -9e15 and 9e15 of them: what goes beyond stays at the end.
struct Decimal {
    std::int64_t units = 0;
    friend auto operator<=>(Decimal, Decimal) = default;
};
constexpr std::int64_t decimal_one = 10'000;
// "12", "12.5", "-0.0001"; nothing for anything else.
std::optional<Decimal> decimal(std::string_view);
std::string text_of(Decimal);

// What an expression may come to. Nothing: no answer. A list: the answers of a question that takes several.
struct Value;
using Values = std::vector<Value>;
struct Value : std::variant<std::monostate, bool, Decimal, std::string, Values> {
    using variant::variant;
};

struct Expression {
    enum class Kind { Nothing, True, False, Number, Text, Today, Key, Item, Not, Minus, Binary, Call };
    Kind kind = Kind::Nothing;
    std::string text;   // Text: itself; Key: the key; Item: the group's key; Binary: its sign; Call: the function
    std::string member; // Item: the field in the group
    Decimal number;
    std::vector<Expression> arms;
};

// The expression, or in English what is wrong with it, for whoever writes a form.
std::variant<Expression, std::string> read_expression(std::string_view);

// The keys that it asks for; of "group.field" the group's.
std::set<std::string> keys_of(Expression const&);

// What it is evaluated among: the answer to a key (Nothing for an unknown one), and the day.
struct Among {
    std::function<Value(std::string_view key)> answer;
    std::function<Value(std::string_view group, std::string_view member)> items; // a list, one for each row
    Day today;
};
Value evaluate(Expression const&, Among const&);
// Whether it comes to true, and to nothing else.
bool holds(Expression const&, Among const&);

// The same expression for the browser: ["and", […], […]]; numbers as text of their units.
boost::json::value told(Expression const&);

}
