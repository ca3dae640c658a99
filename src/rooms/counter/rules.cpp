// SPDX-License-Identifier: EUPL-1.2
#include "rooms/counter/rules.h"

#include "base/countries.h"
#include "base/text.h"

#include <algorithm>

namespace counter {
namespace {

constexpr std::array<std::string_view, 6> obliged_names{
    "", "legal-person", "without-personality", "professional", "employee", "chosen"};
// Orden EHA/451/2008, art. 3: communities of property, of owners, and others without personality.
constexpr std::string_view letters_without_personality = "EHU";

bool digit(char c) { return c >= '0' && c <= '9'; }
bool capital(char c) { return c >= 'A' && c <= 'Z'; }

Number read(base::DocumentNumber const& number)
{
    return {number.kind == base::DocumentKind::Nie ? "nie" : "nif", number.text,
            number.kind == base::DocumentKind::Organisation};
}

}

bool is_foreign(Shown shown) { return shown == Shown::Passport || shown == Shown::IdentityCard; }

bool may_issue(std::string_view country) { return country != "ES" && base::is_country_code(country); }

// As issued abroad: letters and digits, no form that all countries share.
std::optional<std::string> number_from_abroad(std::string_view typed)
{
    std::string text;
    for (auto c : typed) {
        if (c == ' ' || c == '-' || c == '.') continue;
        if (c >= 'a' && c <= 'z') c = char(c - 'a' + 'A');
        if (!digit(c) && !capital(c)) return {};
        text += c;
    }
    if (text.size() < 5 || text.size() > 20 || std::ranges::none_of(text, digit)) return {};
    if (base::document_number(text)) return {};
    return text;
}

Foreign foreign_of(std::string_view kept)
{
    if (kept.size() < 4 || kept[2] != ':') return {"", std::string(kept)};
    return {std::string(kept.substr(0, 2)), std::string(kept.substr(3))};
}

std::string_view name(Shown shown) { return shown_names.at(std::size_t(shown)); }

std::optional<Shown> shown_named(std::string_view text)
{
    auto const at = std::ranges::find(shown_names, text);
    if (at == shown_names.end()) return {};
    return Shown(at - shown_names.begin());
}

std::optional<Number> number_on(Shown shown, std::string_view typed, std::string_view country)
{
    if (is_foreign(shown)) {
        auto const number = number_from_abroad(typed);
        if (!number || !may_issue(country)) return {};
        return Number{std::string(name(shown)), std::string(country) + ":" + *number, false};
    }
    auto const number = base::document_number(typed);
    if (!number || number->kind == base::DocumentKind::Organisation) return {};
    auto const nie = number->kind == base::DocumentKind::Nie;
    if ((shown == Shown::Dni && nie) || (shown == Shown::Nie && !nie)) return {};
    return read(*number);
}

std::optional<Number> number_of_another(std::string_view typed)
{
    auto const number = base::document_number(typed);
    return number ? std::optional(read(*number)) : std::nullopt;
}

std::string_view name(Obliged why) { return obliged_names.at(std::size_t(why)); }

std::optional<Obliged> obliged(Number const& interested, std::string_view asked)
{
    if (interested.organisation)
        return letters_without_personality.find(interested.text.front()) != std::string_view::npos
                   ? Obliged::WithoutPersonality
                   : Obliged::LegalPerson;
    if (asked.empty()) return Obliged::No;
    for (auto const why : {Obliged::Professional, Obliged::Employee, Obliged::Chosen})
        if (name(why) == asked) return why;
    return {};
}

bool is_dir3(std::string_view code)
{
    return code.size() == 9 && capital(code.front()) &&
           std::ranges::all_of(code, [](char c) { return digit(c) || capital(c); });
}

std::string body_code(std::string_view typed)
{
    std::string code(base::trimmed(typed));
    std::ranges::transform(code, code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return code;
}

bool is_body_name(std::string_view name) { return is_line(name, 120); }

bool is_line(std::string_view text, std::size_t longest)
{
    return !text.empty() && base::is_utf8(text) && base::length_in_characters(text) <= longest &&
           std::ranges::none_of(text, [](char c) { return std::uint8_t(c) < 0x20 || c == 0x7f; });
}

std::optional<base::Deadline> amend_until(base::Calendar const& seat, base::Instant handed_over)
{
    auto const last = base::expiry(seat, handed_over, {10, base::Unit::WorkingDays});
    return last && !last->provisional ? std::optional(*last) : std::nullopt;
}

}
