// SPDX-License-Identifier: EUPL-1.2
// Reading an expression as it is written: by descent, bounded in length and depth.
#include "base/expression.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace base {
namespace {

using Kind = Expression::Kind;
constexpr std::size_t longest = 1000;
constexpr int deepest = 30;

struct Fault {
    std::string what;
};

struct Function {
    std::string_view name;
    std::size_t least, most; // arguments
};
constexpr std::array<Function, 6> functions{
    {{"filled", 1, 1}, {"count", 1, 1}, {"sum", 1, 1}, {"age", 1, 1}, {"min", 1, 8}, {"max", 1, 8}}};

bool begins_name(char c) { return (c >= 'a' && c <= 'z'); }
bool goes_on(char c) { return begins_name(c) || (c >= '0' && c <= '9') || c == '_'; }

class Reader {
public:
    explicit Reader(std::string_view of) : rest(of) {}

    Expression whole()
    {
        auto made = either();
        skip();
        if (!rest.empty()) throw Fault{"nothing was expected at '" + std::string(rest.substr(0, 20)) + "'"};
        return made;
    }

private:
    void skip()
    {
        while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\n')) rest.remove_prefix(1);
    }

    bool take(std::string_view sign)
    {
        skip();
        if (!rest.starts_with(sign)) return false;
        auto const word = begins_name(sign.front());
        if (word && rest.size() > sign.size() && goes_on(rest[sign.size()])) return false;
        rest.remove_prefix(sign.size());
        return true;
    }

    template<class Next> Expression chain(std::initializer_list<std::string_view> signs, Next next)
    {
        auto left = next();
        for (;;) {
            auto const found = std::ranges::find_if(signs, [&](std::string_view sign) { return take(sign); });
            if (found == signs.end()) return left;
            left = joined(*found, std::move(left), next());
        }
    }

    static Expression joined(std::string_view sign, Expression left, Expression right)
    {
        Expression made;
        made.kind = Kind::Binary;
        made.text = sign;
        made.arms.push_back(std::move(left));
        made.arms.push_back(std::move(right));
        return made;
    }

    Expression either()
    {
        return chain({"or"}, [this] { return both(); });
    }
    Expression both()
    {
        return chain({"and"}, [this] { return denied(); });
    }

    Expression denied()
    {
        Deeper const deeper(*this);
        return take("not") ? around(Kind::Not, denied()) : compared();
    }

    // One comparison, not a chain of them: "1 < 2 < 3" is nobody's intention.
    Expression compared()
    {
        auto left = added();
        for (auto const* const sign : {"!=", "<=", ">=", "=", "<", ">", "has"})
            if (take(sign)) return joined(sign, std::move(left), added());
        return left;
    }

    Expression added()
    {
        return chain({"+", "-"}, [this] { return multiplied(); });
    }
    Expression multiplied()
    {
        return chain({"*", "/"}, [this] { return signed_one(); });
    }

    Expression signed_one()
    {
        Deeper const deeper(*this);
        return take("-") ? around(Kind::Minus, signed_one()) : single();
    }

    static Expression around(Kind kind, Expression inner)
    {
        Expression made;
        made.kind = kind;
        made.arms.push_back(std::move(inner));
        return made;
    }

    Expression single()
    {
        if (take("(")) {
            auto made = either();
            if (!take(")")) throw Fault{"a parenthesis is not closed"};
            return made;
        }
        skip();
        if (rest.empty()) throw Fault{"it ends where a value was expected"};
        if (rest.front() == '\'') return quoted();
        if (rest.front() >= '0' && rest.front() <= '9') return number();
        if (begins_name(rest.front())) return named();
        throw Fault{"a value was expected at '" + std::string(rest.substr(0, 20)) + "'"};
    }

    Expression quoted()
    {
        auto const end = rest.find('\'', 1);
        if (end == rest.npos) throw Fault{"a text is not closed"};
        Expression made;
        made.kind = Kind::Text;
        made.text = rest.substr(1, end - 1);
        rest.remove_prefix(end + 1);
        return made;
    }

    std::string_view piece(bool (*belongs)(char))
    {
        auto const end = std::ranges::find_if_not(rest, belongs) - rest.begin();
        auto const found = rest.substr(0, std::size_t(end));
        rest.remove_prefix(found.size());
        return found;
    }

    Expression number()
    {
        auto const digits = piece([](char c) { return (c >= '0' && c <= '9') || c == '.'; });
        auto const value = decimal(digits);
        if (!value) throw Fault{"'" + std::string(digits) + "' is not a number with at most four decimals"};
        Expression made;
        made.kind = Kind::Number;
        made.number = *value;
        return made;
    }

    Expression named()
    {
        std::string const name(piece(goes_on));
        Expression made;
        made.text = name;
        for (auto const& [word, kind] : {std::pair{"true", Kind::True}, {"false", Kind::False}, {"today", Kind::Today}})
            if (name == word) {
                made.kind = kind;
                made.text.clear();
                return made;
            }
        if (take("(")) return call(name);
        made.kind = Kind::Key;
        if (!rest.starts_with('.')) return made;
        rest.remove_prefix(1);
        made.kind = Kind::Item;
        made.member = piece(goes_on);
        if (made.member.empty()) throw Fault{"'" + name + ".' lacks the field of the group"};
        return made;
    }

    Expression call(std::string const& name)
    {
        auto const* const known = std::ranges::find(functions, name, &Function::name);
        if (known == functions.end()) throw Fault{"there is no function '" + name + "'"};
        Expression made;
        made.kind = Kind::Call;
        made.text = name;
        do made.arms.push_back(either());
        while (take(","));
        if (!take(")")) throw Fault{"the arguments of " + name + " are not closed"};
        if (made.arms.size() < known->least || made.arms.size() > known->most)
            throw Fault{name + " does not take " + std::to_string(made.arms.size()) + " arguments"};
        return made;
    }

    struct Deeper {
        explicit Deeper(Reader& of) : reader(of)
        {
            if (++reader.depth > deepest) throw Fault{"it is nested too deeply"};
        }
        ~Deeper() { --reader.depth; }
        Reader& reader;
    };

    std::string_view rest;
    int depth = 0;
};

}

std::variant<Expression, std::string> read_expression(std::string_view text)
{
    if (text.size() > longest) return "an expression may have " + std::to_string(longest) + " characters";
    if (!is_utf8(text)) return std::string("an expression is UTF-8");
    try {
        return Reader(text).whole();
    } catch (Fault const& found) {
        return found.what;
    }
}

}
