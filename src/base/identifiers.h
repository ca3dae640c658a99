// SPDX-License-Identifier: EUPL-1.2
// Spanish identification numbers: people's and organisations' (NIF, NIE, CIF), accounts (IBAN), properties
// (cadastral reference) and municipalities (INE). Pure checks; whether the number was ever issued is another matter.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace base {

enum class DocumentKind { Nif, Nie, Organisation };

struct DocumentNumber {
    DocumentKind kind;
    std::string text; // upper case, no spaces, dots or hyphens
};

// Reads a NIF (RD 1065/2007, art. 19-20), NIE (art. 20) or an organisation's NIF (Orden EHA/451/2008) as people
// write it ("12.345.678-z"); nothing when the form or the control character is wrong.
std::optional<DocumentNumber> document_number(std::string_view);
// ISO 13616, any country: form, length between 15 and 34 and the two check digits.
bool is_iban(std::string_view);
// Cadastral reference: twenty characters with two control letters.
bool is_cadastral_reference(std::string_view);
// Check digit of a five-digit INE municipality code, nothing when it is not five digits.
std::optional<char> ine_check_digit(std::string_view);
// Keeps the fourth to seventh digits, as the data protection authority advises: ***4567**, of a NIE ****4567*.
std::string masked_document(std::string_view);

}
