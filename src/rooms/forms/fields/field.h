// SPDX-License-Identifier: EUPL-1.2
// What a type of field is: one file in this folder reads, weighs, draws and tells one of them (or two that are one
// thing). Only this room includes it. Pure, but for drawing, which reads the call.
#pragma once
#include "base/expression.h"
#include "base/result.h"
#include "rooms/catalogue/catalogue.h"
#include "rooms/forms/answers.h"
#include "web/parts.h"

namespace forms {

namespace json = boost::json;
using base::Refusal;
using catalogue::Field;

struct Type {
    std::string_view name;
    // The answer in its one form, as it is stored, filed and exported: null when nothing was answered. A Refusal's
    // field is the piece at fault, empty for the whole: ".day".
    base::Result<json::value> (*read)(Field const&, json::value const& typed, Surroundings const&);
    // What conditions see of an answer that is not null.
    base::Value (*worth)(json::value const&);
    // The part of a page, under a name. What was typed stands in call.typed, flat: "rows-0-amount".
    json::value (*draw)(Field const&, std::string const& name, web::Call const&, Surroundings const&);
    // For people, in the reader's language.
    std::string (*tell)(Field const&, json::value const&, web::Call const&, Surroundings const&);
};

// Never fails for the types that catalogue::field_types lists.
Type const& type_of(Field const&);

inline Refusal bad(char const* text, std::string field = {}, Refusal::Arguments with = {})
{
    return {Refusal::Why::Unprocessable, text, std::move(field), std::move(with)};
}
// What was typed as one text, trimmed and composed: of a form a string, of a program also a number.
std::string typed_text(json::value const&);
inline base::Value worth_text(json::value const& value) { return std::string(value.as_string()); }
inline std::string tell_text(Field const&, json::value const& value, web::Call const&, Surroundings const&)
{
    return std::string(value.as_string());
}
// "Nom (opcional)".
std::string label_of(Field const&, web::Call const&);
inline std::string hint_of(Field const& field, web::Call const& call) { return field.hint.in(call.language); }
// A computed number as people read it: with its decimal sign, or as money.
std::string computed_words(Field const&, std::string number, std::string_view language);
// A described part as the value that a view is filled with.
template<class Part> json::value part(Part const& made) { return json::value_from(made); }

// What a page's form sent for a place, made one: a press on the map or the words of a search become a point; other
// pieces stay. `action` may bring the picture nearer ("apropa-key") or farther ("allunya-key").
json::value settled_place(std::string const& key, json::value const& typed, Map const&, std::string const& action);
// Whether the map itself sent the page, which sends no button.
bool map_was_sent(json::value const& typed);

namespace types {
extern Type const text, long_text, number, money, date, yes_no, one_of, several_of, document, name, address, place,
    cadastral, iban, phone, email, file, declaration, consultation;
}

}
