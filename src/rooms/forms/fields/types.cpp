// SPDX-License-Identifier: EUPL-1.2
#include "base/text.h"
#include "rooms/forms/fields/field.h"

#include <algorithm>
#include <stdexcept>

namespace forms {

// Computed fields and groups are the business of whoever goes through the form (answers.cpp).
Type const& type_of(Field const& field)
{
    static constexpr Type const* all[]{&types::text,      &types::long_text,   &types::number,      &types::money,
                                       &types::date,      &types::yes_no,      &types::one_of,      &types::several_of,
                                       &types::document,  &types::name,        &types::address,     &types::place,
                                       &types::cadastral, &types::iban,        &types::phone,       &types::email,
                                       &types::file,      &types::declaration, &types::consultation};
    auto const* const found = std::ranges::find_if(all, [&](Type const* type) { return type->name == field.type; });
    if (found == std::end(all)) throw std::logic_error("no field type " + field.type);
    return **found;
}

std::string typed_text(json::value const& typed)
{
    if (auto const* const said = typed.if_string())
        return base::composed(base::trimmed(std::string_view(said->data(), said->size())));
    if (typed.is_int64()) return std::to_string(typed.get_int64());
    return {};
}

std::string label_of(Field const& field, web::Call const& call)
{
    auto const& label = field.label.in(call.language);
    return field.required ? label : call.say("forms.optional", {{"label", label}});
}

}
