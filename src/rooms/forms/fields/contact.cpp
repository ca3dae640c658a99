// SPDX-License-Identifier: EUPL-1.2
// Where somebody can be reached: kept in the one form in which the office sends to it.
#include "base/contacts.h"
#include "rooms/forms/fields/field.h"

namespace forms {
namespace {

base::Result<json::value> read_phone(Field const&, json::value const& typed, Surroundings const&)
{
    auto const said = typed_text(typed);
    if (said.empty()) return json::value();
    auto const number = base::telephone_number(said);
    return number ? base::Result<json::value>(json::value(*number)) : bad("forms.bad-phone");
}

base::Result<json::value> read_email(Field const&, json::value const& typed, Surroundings const&)
{
    auto const said = typed_text(typed);
    if (said.empty()) return json::value();
    auto const address = base::email_address(said);
    return address ? base::Result<json::value>(json::value(*address)) : bad("forms.bad-email");
}

json::value draw(Field const& field, std::string const& name, web::Call const& call, char const* kind,
                 char const* autocomplete)
{
    auto made = web::input(call, name, label_of(field, call), hint_of(field, call));
    made.type = kind;
    made.code = true;
    if (!field.prefill.empty()) made.autocomplete = autocomplete;
    return part(made);
}
json::value draw_phone(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    return draw(field, name, call, "tel", "tel");
}
json::value draw_email(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    return draw(field, name, call, "email", "email");
}

}

Type const types::phone{"phone", read_phone, worth_text, draw_phone, tell_text};
Type const types::email{"email", read_email, worth_text, draw_email, tell_text};

}
