// SPDX-License-Identifier: EUPL-1.2
#include "base/contacts.h"

#include "base/text.h"

#include <algorithm>
#include <memory>
#include <unicode/uchar.h>
#include <unicode/uidna.h>

namespace base {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Between the digits: what people write, and what a copied contact carries unseen (spaces of all widths, marks of
// direction).
bool separates(char32_t c)
{
    constexpr std::u32string_view marks = U" .-()/\u2010\u2011\u2012\u2013";
    return marks.find(c) != marks.npos || u_isUWhiteSpace(UChar32(c)) || u_charType(UChar32(c)) == U_FORMAT_CHAR;
}

// The digits of a number, behind a + when there was one; nothing when anything else is in it.
std::optional<std::string> digits_of(std::string_view typed)
{
    std::string found;
    for (auto const c : code_points(typed)) {
        if (c == U'+' && found.empty())
            found = "+";
        else if (c >= U'0' && c <= U'9')
            found += char(c);
        else if (!separates(c))
            return {};
    }
    if (found.starts_with("00")) found = "+" + found.substr(2);
    return found;
}

bool is_spanish(std::string_view nine) { return nine.size() == 9 && nine[0] >= '6' && nine[0] <= '9'; }

// RFC 5322, 3.2.3: dot-atom.
bool is_local_part(std::string_view text)
{
    constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~.";
    if (text.empty() || text.size() > 64 || text.front() == '.' || text.back() == '.') return false;
    if (text.find("..") != text.npos) return false;
    return std::ranges::all_of(
        text, [&](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || marks.find(c) != marks.npos; });
}

std::optional<std::string> ascii_domain(std::string_view typed)
{
    UErrorCode failure = U_ZERO_ERROR;
    std::unique_ptr<UIDNA, decltype(&uidna_close)> const names(
        uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                            UIDNA_CHECK_CONTEXTO | UIDNA_USE_STD3_RULES,
                        &failure),
        uidna_close);
    std::string ascii(300, '\0');
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    auto const length = uidna_nameToASCII_UTF8(names.get(), typed.data(), std::int32_t(typed.size()), ascii.data(),
                                               std::int32_t(ascii.size()), &info, &failure);
    if (U_FAILURE(failure) || info.errors != 0 || length > 253) return {};
    ascii.resize(std::size_t(length));
    return ascii;
}

}

std::optional<std::string> telephone_number(std::string_view typed)
{
    if (typed.size() > 100 || !is_utf8(typed)) return {};
    auto number = digits_of(typed);
    if (!number) return {};
    if (is_spanish(*number)) return "+34" + *number;
    if (number->starts_with("34") && is_spanish(number->substr(2))) return "+" + *number;
    if (number->starts_with("+34")) return is_spanish(number->substr(3)) ? number : std::nullopt;
    // E.164, 6.1: fifteen digits at most, and no country begins with 0.
    auto const right = number->starts_with('+') && number->size() >= 8 && number->size() <= 16 && (*number)[1] != '0';
    return right ? number : std::nullopt;
}

bool is_fixed_line(std::string_view e164) { return e164.starts_with("+348") || e164.starts_with("+349"); }

std::optional<std::string> email_address(std::string_view typed)
{
    if (typed.size() > 400 || !is_utf8(typed)) return {};
    auto const text = lower(composed(trimmed(typed)));
    auto const at = text.rfind('@');
    if (at == text.npos) return {};
    auto const name = text.substr(0, at);
    auto const domain = ascii_domain(text.substr(at + 1));
    if (!is_local_part(name) || !domain) return {};
    auto const dot = domain->rfind('.');
    if (dot == domain->npos || dot + 1 == domain->size() || is_digit(domain->back())) return {};
    auto address = name + "@" + *domain;
    if (address.size() > 254) return {}; // RFC 5321, 4.5.3.1.3
    return address;
}

}
