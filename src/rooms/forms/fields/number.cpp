// SPDX-License-Identifier: EUPL-1.2
// Numbers and money. People write "1.234,50" or "1234.5"; a number is kept as "1234.5", money in cents.
#include "base/money.h"
#include "base/text.h"
#include "rooms/forms/fields/field.h"

#include <algorithm>

namespace forms {
namespace {

using base::Decimal;

bool digits(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "1.234.567": one to three digits, then groups of three.
bool in_thousands(std::string_view text)
{
    if (text.starts_with('-')) text.remove_prefix(1);
    auto const groups = base::split(text, '.');
    for (std::size_t i = 1; i < groups.size(); ++i)
        if (groups[i].size() != 3 || !digits(groups[i])) return false;
    return !groups[0].empty() && groups[0].size() <= 3 && digits(groups[0]);
}

// A comma is the decimal sign here, and a point too when it cannot part thousands: "1.234" alone could be either and is
// refused rather than guessed.
std::optional<Decimal> as_typed(std::string said)
{
    std::erase_if(said, [](char c) { return c == ' ' || c == '\''; });
    for (auto const* const sign : {"\xE2\x82\xAC", "\xC2\xA0", "\xE2\x80\xAF"}) // €, no-break spaces
        for (auto at = said.find(sign); at != said.npos; at = said.find(sign))
            said.erase(at, std::string_view(sign).size());
    auto const comma = said.find(',');
    auto const points = std::ranges::count(said, '.');
    if (comma != said.npos) {
        if (said.find(',', comma + 1) != said.npos || said.find('.', comma) != said.npos) return {};
        auto whole = said.substr(0, comma);
        if (points > 0 && !in_thousands(whole)) return {};
        std::erase(whole, '.');
        return base::decimal(whole + "." + said.substr(comma + 1));
    }
    auto const point = said.rfind('.');
    if (points == 1 && said.size() - point == 4) return {};
    if (points > 1) {
        if (!in_thousands(said)) return {};
        std::erase(said, '.');
    }
    return base::decimal(said);
}

std::optional<Decimal> from_program(json::value const& typed)
{
    if (!typed.is_int64()) return {};
    auto const whole = typed.get_int64();
    if (whole > 900'000'000'000 || whole < -900'000'000'000) return {};
    return Decimal{whole * base::decimal_one};
}

std::string in_words(Decimal of, std::string_view language)
{
    auto said = base::text_of(of);
    if (language != "en") std::ranges::replace(said, '.', ',');
    return said;
}

base::Result<Decimal> bounded(Field const& field, Decimal of)
{
    auto const step = field.decimals == 0   ? 10'000
                      : field.decimals == 1 ? 1000
                      : field.decimals == 2 ? 100
                      : field.decimals == 3 ? 10
                                            : 1;
    if (of.units % step != 0) return bad("forms.too-many-decimals", "", {{"most", std::to_string(field.decimals)}});
    if (of.units < field.least * base::decimal_one || of.units > field.most * base::decimal_one)
        return bad("forms.out-of-range", "",
                   {{"least", std::to_string(field.least)}, {"most", std::to_string(field.most)}});
    return of;
}

base::Result<json::value> read_number(Field const& field, json::value const& typed, Surroundings const&)
{
    auto const said = typed_text(typed);
    if (said.empty()) return json::value();
    auto const number = typed.is_string() ? as_typed(said) : from_program(typed);
    if (!number) return bad("forms.bad-number");
    auto const fits = bounded(field, *number);
    if (!fits) return fits.refusal();
    return json::value(base::text_of(*fits));
}

// A program says cents, as everywhere; a person says euros.
base::Result<json::value> read_money(Field const& field, json::value const& typed, Surroundings const&)
{
    if (typed.is_int64()) {
        auto const cents = typed.get_int64();
        if (cents < field.least * 100 || cents > field.most * 100) return bad("forms.bad-money");
        return json::value(cents);
    }
    auto const said = typed_text(typed);
    if (said.empty()) return json::value();
    auto const euros = as_typed(said);
    if (!euros) return bad("forms.bad-money");
    auto const fits = bounded(field, *euros);
    if (!fits) return fits.refusal();
    return json::value(fits->units / 100);
}

base::Value worth_number(json::value const& value) { return *base::decimal(value.as_string()); }
base::Value worth_money(json::value const& value) { return Decimal{value.as_int64() * 100}; }

std::string tell_number(Field const&, json::value const& value, web::Call const& call, Surroundings const&)
{
    return in_words(*base::decimal(value.as_string()), call.language);
}
std::string tell_money(Field const&, json::value const& value, web::Call const& call, Surroundings const&)
{
    return base::in_words(base::Money{value.as_int64()}, call.language);
}

json::value draw(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    auto made = web::input(call, name, label_of(field, call), hint_of(field, call));
    made.width = "govuk-input--width-10";
    made.inputmode = field.decimals == 0 ? "numeric" : "decimal";
    return part(made);
}

}

Type const types::number{"number", read_number, worth_number, draw, tell_number};
Type const types::money{"money", read_money, worth_money, draw, tell_money};

}
