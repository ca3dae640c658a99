// SPDX-License-Identifier: EUPL-1.2
// Evaluation, and the form in which the browser gets an expression.
#include "base/expression.h"

#include <algorithm>
#include <charconv>

namespace base {
namespace {

using Kind = Expression::Kind;
constexpr std::int64_t most = 9'000'000'000'000'000;
using Wide = __int128;

Decimal held(Wide units) { return {std::int64_t(std::clamp<Wide>(units, -most, most))}; }

// Half goes away from zero, as people round money.
Wide divided(Wide by, Wide divisor)
{
    auto const negative = (by < 0) != (divisor < 0);
    auto const a = by < 0 ? -by : by, b = divisor < 0 ? -divisor : divisor;
    auto const rounded = (a * 2 + b) / (b * 2);
    return negative ? -rounded : rounded;
}

bool filled(Value const& value)
{
    if (auto const* const text = std::get_if<std::string>(&value)) return !text->empty();
    if (auto const* const list = std::get_if<Values>(&value)) return !list->empty();
    return !std::holds_alternative<std::monostate>(value);
}

bool is_true(Value const& value)
{
    auto const* const said = std::get_if<bool>(&value);
    return said && *said;
}

bool same(Value const& a, Value const& b)
{
    if (a.index() != b.index() || std::holds_alternative<Values>(a)) return false;
    if (auto const* const text = std::get_if<std::string>(&a)) return *text == std::get<std::string>(b);
    if (auto const* const number = std::get_if<Decimal>(&a)) return *number == std::get<Decimal>(b);
    if (auto const* const said = std::get_if<bool>(&a)) return *said == std::get<bool>(b);
    return true; // nothing and nothing
}

// -1, 0, 1; nothing when they are not of one ordered kind.
std::optional<int> order(Value const& a, Value const& b)
{
    auto const sign = [](auto const& one, auto const& other) { return one < other ? -1 : other < one ? 1 : 0; };
    if (a.index() != b.index()) return {};
    if (auto const* const number = std::get_if<Decimal>(&a)) return sign(*number, std::get<Decimal>(b));
    if (auto const* const text = std::get_if<std::string>(&a)) return sign(*text, std::get<std::string>(b));
    return {};
}

Value calculated(char sign, Decimal a, Decimal b)
{
    if (sign == '+') return held(Wide(a.units) + b.units);
    if (sign == '-') return held(Wide(a.units) - b.units);
    if (sign == '*') return held(divided(Wide(a.units) * b.units, decimal_one));
    if (b.units == 0) return {};
    return held(divided(Wide(a.units) * decimal_one, b.units));
}

Value binary(std::string const& sign, Value const& a, Value const& b)
{
    if (sign == "and") return is_true(a) && is_true(b);
    if (sign == "or") return is_true(a) || is_true(b);
    if (sign == "=") return same(a, b);
    if (sign == "!=") return !same(a, b);
    if (sign == "has") {
        auto const* const list = std::get_if<Values>(&a);
        return list && std::ranges::any_of(*list, [&](Value const& each) { return same(each, b); });
    }
    if (sign == "<" || sign == "<=" || sign == ">" || sign == ">=") {
        auto const found = order(a, b);
        if (!found) return false;
        auto const strict = sign[0] == '<' ? *found < 0 : *found > 0;
        return strict || (sign.size() == 2 && *found == 0);
    }
    auto const *const left = std::get_if<Decimal>(&a), *const right = std::get_if<Decimal>(&b);
    return left && right ? calculated(sign[0], *left, *right) : Value{};
}

Value age(Value const& of, Day today)
{
    auto const* const text = std::get_if<std::string>(&of);
    auto const born = text ? day_from_iso(*text) : std::nullopt;
    if (!born || *born > today) return {};
    return Decimal{years_between(*born, today) * decimal_one};
}

Value sum(Value const& of)
{
    Values const alone{of};
    auto const* const list = std::get_if<Values>(&of);
    Wide total = 0;
    for (auto const& each : list ? *list : alone)
        if (auto const* const number = std::get_if<Decimal>(&each)) total = held(total + number->units).units;
    return held(total);
}

Value extreme(Values const& of, bool least)
{
    std::optional<Decimal> found;
    for (auto const& each : of)
        if (auto const* const number = std::get_if<Decimal>(&each))
            if (!found || (least ? *number < *found : *found < *number)) found = *number;
    return found ? Value(*found) : Value{};
}

Value called(std::string const& name, Values const& with, Day today)
{
    auto const first = with.empty() ? Value{} : with.front();
    if (name == "filled") return filled(first);
    if (name == "count") {
        auto const* const list = std::get_if<Values>(&first);
        return Decimal{std::int64_t(list ? list->size() : filled(first) ? 1 : 0) * decimal_one};
    }
    if (name == "sum") return sum(first);
    if (name == "age") return age(first, today);
    return extreme(with, name == "min");
}

Value negative(Value const& of)
{
    auto const* const number = std::get_if<Decimal>(&of);
    return number ? Value(Decimal{-number->units}) : Value{};
}

}

Value evaluate(Expression const& what, Among const& among)
{
    Values arms;
    for (auto const& arm : what.arms) arms.push_back(evaluate(arm, among));
    switch (what.kind) {
    case Kind::Nothing:
        return {};
    case Kind::True:
    case Kind::False:
        return what.kind == Kind::True;
    case Kind::Number:
        return what.number;
    case Kind::Text:
        return what.text;
    case Kind::Today:
        return iso(among.today);
    case Kind::Key:
        return among.answer(what.text);
    case Kind::Item:
        return among.items(what.text, what.member);
    case Kind::Not:
        return !is_true(arms[0]);
    case Kind::Minus:
        return negative(arms[0]);
    case Kind::Binary:
        return binary(what.text, arms[0], arms[1]);
    case Kind::Call:
        return called(what.text, arms, among.today);
    }
    return {};
}

bool holds(Expression const& what, Among const& among) { return is_true(evaluate(what, among)); }

std::set<std::string> keys_of(Expression const& what)
{
    std::set<std::string> keys;
    if (what.kind == Kind::Key || what.kind == Kind::Item) keys.insert(what.text);
    for (auto const& arm : what.arms) keys.merge(keys_of(arm));
    return keys;
}

boost::json::value told(Expression const& what)
{
    boost::json::array out;
    switch (what.kind) {
    case Kind::Nothing:
        return {"nothing"};
    case Kind::True:
        return {"true"};
    case Kind::False:
        return {"false"};
    case Kind::Number:
        return {"number", std::to_string(what.number.units)};
    case Kind::Text:
        return {"text", what.text};
    case Kind::Today:
        return {"today"};
    case Kind::Key:
        return {"key", what.text};
    case Kind::Item:
        return {"item", what.text, what.member};
    case Kind::Not:
        out = {"not"};
        break;
    case Kind::Minus:
        out = {"minus"};
        break;
    case Kind::Binary:
    case Kind::Call:
        out = {what.text};
    }
    for (auto const& arm : what.arms) out.push_back(told(arm));
    return out;
}

std::optional<Decimal> decimal(std::string_view text)
{
    auto const negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    auto const point = text.find('.');
    auto const whole = text.substr(0, point);
    auto fraction = point == text.npos ? std::string() : std::string(text.substr(point + 1));
    auto const digits = [](std::string_view of) {
        return std::ranges::all_of(of, [](char c) { return c >= '0' && c <= '9'; });
    };
    if (whole.empty() || whole.size() > 12 || fraction.size() > 4 || !digits(whole) || !digits(fraction)) return {};
    if (point != text.npos && fraction.empty()) return {};
    fraction.resize(4, '0');
    std::int64_t units = 0;
    auto const all = std::string(whole) + fraction;
    std::from_chars(all.data(), all.data() + all.size(), units);
    if (units > most) return {};
    return Decimal{negative ? -units : units};
}

std::string text_of(Decimal number)
{
    auto const magnitude = number.units < 0 ? -number.units : number.units;
    auto fraction = std::to_string(magnitude % decimal_one + decimal_one).substr(1);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    return (number.units < 0 ? "-" : "") + std::to_string(magnitude / decimal_one) +
           (fraction.empty() ? "" : "." + fraction);
}

}
