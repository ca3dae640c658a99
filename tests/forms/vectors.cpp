// SPDX-License-Identifier: EUPL-1.2
// Random expressions among random answers, with what the server makes of them: a JSON line each, for the browser's
// evaluator to be held against (expression.test.mjs). Usage: expression_vectors SEED COUNT
#include "base/expression.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>

namespace {

namespace json = boost::json;
using base::Decimal;
using base::Value;
using base::Values;

class Luck {
public:
    explicit Luck(unsigned seed) : engine(seed) {}
    std::size_t below(std::size_t end) { return engine() % end; }
    template<class List> auto const& one_of(List const& list) { return list[below(std::size(list))]; }

private:
    std::mt19937 engine;
};

constexpr char const* keys[]{"a", "b", "c", "d", "e", "nowhere"};
constexpr char const* texts[]{"",           "x", "works",    "2008-02-29",       "2026-11-22",
                              "2026-02-30", "Z", "\xC3\xA9", "\xF0\x9F\x99\x82", "\xEF\xBC\xA1",
                              "12"};
constexpr std::int64_t units[]{
    0, 1, -1, 5000, 10'000, 15'000, -25'000, 333'333, 123'456'789, 9'000'000'000'000'000, -9'000'000'000'000'000};

Value single(Luck& luck)
{
    switch (luck.below(4)) {
    case 0:
        return {};
    case 1:
        return luck.below(2) == 0;
    case 2:
        return Decimal{luck.one_of(units)};
    default:
        return std::string(luck.one_of(texts));
    }
}

Value any(Luck& luck)
{
    if (luck.below(4) != 0) return single(luck);
    Values list;
    for (auto left = luck.below(4); left > 0; --left) list.push_back(single(luck));
    return list;
}

std::string quoted(Luck& luck) { return "'" + std::string(luck.one_of(texts)) + "'"; }

std::string written(Luck& luck, int depth)
{
    if (depth == 0 || luck.below(5) == 0) switch (luck.below(7)) {
        case 0:
            return base::text_of(Decimal{std::abs(luck.one_of(units))});
        case 1:
            return quoted(luck);
        case 2:
            return "today";
        case 3:
            return luck.below(2) ? "true" : "false";
        case 4:
            return "rows.amount";
        default:
            return luck.one_of(keys);
        }
    auto const inner = [&] { return "(" + written(luck, depth - 1) + ")"; };
    constexpr char const* signs[]{"and", "or", "=", "!=", "<", "<=", ">", ">=", "has", "+", "-", "*", "/"};
    constexpr char const* calls[]{"filled", "count", "sum", "age"};
    switch (luck.below(6)) {
    case 0:
        return "not " + inner();
    case 1:
        return "-" + inner();
    case 2:
        return std::string(luck.one_of(calls)) + inner();
    case 3:
        return std::string(luck.below(2) ? "min" : "max") + "(" + inner() + ", " + inner() + ")";
    default:
        return inner() + " " + luck.one_of(signs) + " " + inner();
    }
}

json::value told(Value const& value)
{
    if (auto const* const yes = std::get_if<bool>(&value)) return *yes;
    if (auto const* const number = std::get_if<Decimal>(&value))
        return json::object{{"n", std::to_string(number->units)}};
    if (auto const* const text = std::get_if<std::string>(&value)) return json::string(*text);
    if (auto const* const list = std::get_if<Values>(&value)) {
        json::array out;
        for (auto const& each : *list) out.push_back(told(each));
        return out;
    }
    return nullptr;
}

}

int main(int count, char** arguments)
{
    if (count != 3) return 2;
    Luck luck(unsigned(std::atoi(arguments[1])));
    for (auto left = std::atoi(arguments[2]); left > 0; --left) {
        std::map<std::string, Value> answers;
        for (auto const* const key : keys)
            if (std::string_view(key) != "nowhere") answers[key] = any(luck);
        Values amounts;
        for (auto rows = luck.below(4); rows > 0; --rows) amounts.push_back(single(luck));
        auto const text = written(luck, 4);
        auto const read = base::read_expression(text);
        if (std::holds_alternative<std::string>(read)) continue; // too long
        auto const& expression = std::get<base::Expression>(read);
        auto const value =
            base::evaluate(expression, {[&](std::string_view key) {
                                            auto const found = answers.find(std::string(key));
                                            return found == answers.end() ? Value{} : found->second;
                                        },
                                        [&](std::string_view, std::string_view) { return Value(amounts); },
                                        std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)});
        json::object given;
        for (auto const& [key, each] : answers) given[key] = told(each);
        std::puts(json::serialize(json::object{{"text", text},
                                               {"told", base::told(expression)},
                                               {"answers", given},
                                               {"amounts", told(amounts)},
                                               {"value", told(value)}})
                      .c_str());
    }
}
