// SPDX-License-Identifier: EUPL-1.2
// Control characters of Spanish identification numbers (shared/domain.md 11 holds the vectors).
#include "base/identifiers.h"

#include <algorithm>
#include <array>

namespace base {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

// Upper case without the separators that people type.
std::string bare(std::string_view text)
{
    std::string out;
    for (auto const c : text) {
        if (c == ' ' || c == '.' || c == '-' || c == '/') continue;
        out += c >= 'a' && c <= 'z' ? char(c - 32) : c;
    }
    return out;
}

char person_letter(std::string_view digits)
{
    unsigned number = 0;
    for (auto const c : digits) number = number * 10 + unsigned(c - '0');
    return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23];
}

bool is_organisation(std::string_view text)
{
    constexpr std::string_view kinds = "ABCDEFGHJNPQRSUVW", letter_only = "NPQRSW", digit_only = "ABEH";
    auto const kind = text[0];
    auto const digits = text.substr(1, 7);
    if (kinds.find(kind) == kinds.npos || !all_digits(digits)) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 7; ++i) {
        auto const digit = digits[i] - '0';
        auto const doubled = digit * 2;
        sum += i % 2 ? digit : doubled / 10 + doubled % 10;
    }
    auto const control = (10 - sum % 10) % 10;
    auto const as_digit = text[8] == char('0' + control), as_letter = text[8] == "JABCDEFGHI"[control];
    if (letter_only.find(kind) != letter_only.npos || digits.starts_with("00")) return as_letter;
    if (digit_only.find(kind) != digit_only.npos) return as_digit;
    return as_digit || as_letter;
}

std::optional<DocumentKind> kind_of(std::string_view text)
{
    if (text.size() != 9) return {};
    auto const middle = text.substr(1, 7);
    if (is_digit(text[0]) && all_digits(middle))
        return person_letter(text.substr(0, 8)) == text[8] ? std::optional(DocumentKind::Nif) : std::nullopt;
    if (constexpr std::string_view foreign = "XYZ"; foreign.find(text[0]) != foreign.npos && all_digits(middle)) {
        auto const digits = std::string(1, char('0' + foreign.find(text[0]))) + std::string(middle);
        return person_letter(digits) == text[8] ? std::optional(DocumentKind::Nie) : std::nullopt;
    }
    if (constexpr std::string_view special = "KLM"; special.find(text[0]) != special.npos && all_digits(middle))
        return person_letter(middle) == text[8] ? std::optional(DocumentKind::Nif) : std::nullopt;
    return is_organisation(text) ? std::optional(DocumentKind::Organisation) : std::nullopt;
}

// The value of a cadastral character: digits as themselves, letters from A = 1 with Ñ between N and O.
int cadastral_value(char c)
{
    if (is_digit(c)) return c - '0';
    auto const place = c - 'A' + 1;
    return c > 'N' ? place + 1 : place;
}

char cadastral_control(std::string_view eleven)
{
    constexpr std::array<int, 11> weights{13, 15, 12, 5, 4, 17, 9, 21, 3, 7, 1};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * cadastral_value(eleven[i]);
    return "MQWERTYUIOPASDFGHJKLBZX"[sum % 23];
}

}

std::optional<DocumentNumber> document_number(std::string_view written)
{
    if (written.size() > 32) return {};
    auto text = bare(written);
    auto const kind = kind_of(text);
    if (!kind) return {};
    return DocumentNumber{*kind, std::move(text)};
}

bool is_iban(std::string_view written)
{
    auto const text = written.size() <= 64 ? bare(written) : std::string();
    if (text.size() < 15 || text.size() > 34 || !all_digits(text.substr(2, 2))) return false;
    auto const country_is_letters = text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z';
    if (!country_is_letters || (text.starts_with("ES") && text.size() != 24)) return false;
    unsigned rest = 0;
    for (auto const c : text.substr(4) + text.substr(0, 4)) {
        if (is_digit(c))
            rest = (rest * 10 + unsigned(c - '0')) % 97;
        else if (c >= 'A' && c <= 'Z')
            rest = (rest * 100 + unsigned(c - 'A') + 10) % 97;
        else
            return false;
    }
    return rest == 1;
}

bool is_cadastral_reference(std::string_view written)
{
    auto const text = written.size() <= 40 ? bare(written) : std::string();
    auto const plain = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
    if (text.size() != 20 || !std::ranges::all_of(text, plain)) return false;
    auto const property = text.substr(14, 4);
    return cadastral_control(text.substr(0, 7) + property) == text[18] &&
           cadastral_control(text.substr(7, 7) + property) == text[19];
}

std::optional<char> ine_check_digit(std::string_view code)
{
    if (code.size() != 5 || !all_digits(code)) return {};
    constexpr std::array<std::string_view, 3> tables{"0246813579", "0382741596", "0123456789"};
    constexpr std::array<std::size_t, 5> which{0, 1, 2, 0, 1};
    int sum = 0;
    for (std::size_t i = 0; i < code.size(); ++i) sum += tables[which[i]][std::size_t(code[i] - '0')] - '0';
    return char('0' + (10 - sum % 10) % 10);
}

std::string masked_document(std::string_view text)
{
    if (text.size() < 7) return "***";
    // Digits are counted, not characters: after the letter of a NIE they stand one place further on.
    if (text.size() == 9 && !is_digit(text[0])) return "****" + std::string(text.substr(4, 4)) + "*";
    return "***" + std::string(text.substr(3, 4)) + "**";
}

}
