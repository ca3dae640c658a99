// SPDX-License-Identifier: EUPL-1.2
// Numbers with check characters: of a person or organisation, of a property, of an account.
#include "base/identifiers.h"
#include "base/text.h"
#include "rooms/forms/fields/field.h"

#include <algorithm>

namespace forms {
namespace {

constexpr std::string_view kind_name(base::DocumentKind kind)
{
    return kind == base::DocumentKind::Nif ? "nif" : kind == base::DocumentKind::Nie ? "nie" : "organisation";
}

std::string squeezed(std::string said)
{
    std::erase_if(said, [](char c) { return c == ' ' || c == '-' || c == '.'; });
    for (auto& c : said) c = c >= 'a' && c <= 'z' ? char(c - 32) : c;
    return said;
}

base::Result<json::value> read_document(Field const& field, json::value const& typed, Surroundings const&)
{
    auto const said = typed_text(typed);
    if (said.empty()) return json::value();
    auto const number = base::document_number(said);
    if (!number) return bad("forms.bad-document");
    if (std::ranges::find(field.accepts, kind_name(number->kind)) == field.accepts.end())
        return bad("forms.document-of-another-kind");
    return json::value(number->text);
}

base::Result<json::value> read_cadastral(Field const&, json::value const& typed, Surroundings const&)
{
    auto const said = squeezed(typed_text(typed));
    if (said.empty()) return json::value();
    if (!base::is_cadastral_reference(said)) return bad("forms.bad-cadastral");
    return json::value(said);
}

base::Result<json::value> read_iban(Field const&, json::value const& typed, Surroundings const&)
{
    auto const said = squeezed(typed_text(typed));
    if (said.empty()) return json::value();
    if (!base::is_iban(said)) return bad("forms.bad-iban");
    return json::value(said);
}

json::value draw(Field const& field, std::string const& name, web::Call const& call, std::string width)
{
    auto made = web::input(call, name, label_of(field, call), hint_of(field, call));
    made.width = std::move(width);
    made.code = true;
    return part(made);
}
json::value draw_document(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    return draw(field, name, call, "govuk-input--width-10");
}
json::value draw_long(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    return draw(field, name, call, "govuk-input--width-30");
}

std::string tell_iban(Field const&, json::value const& value, web::Call const&, Surroundings const&)
{
    std::string said;
    for (std::size_t i = 0; i < value.as_string().size(); ++i) {
        if (i > 0 && i % 4 == 0) said += ' ';
        said += value.as_string()[i];
    }
    return said;
}

}

Type const types::document{"document", read_document, worth_text, draw_document, tell_text};
Type const types::cadastral{"cadastral", read_cadastral, worth_text, draw_long, tell_text};
Type const types::iban{"iban", read_iban, worth_text, draw_long, tell_iban};

}
