// SPDX-License-Identifier: EUPL-1.2
// A postal address. Streets of the town are proposed, none is imposed: people live elsewhere too.
#include "base/text.h"
#include "rooms/forms/fields/field.h"

#include <algorithm>

namespace forms {
namespace {

struct Piece {
    char const* name;
    std::size_t most; // SICRES 4.0: 160 for the whole, 5 for the code
    bool required;
    char const* width;
    char const* autocomplete;
};
constexpr Piece pieces[]{{"street", 80, true, "", "address-line1"},
                         {"number", 10, true, "govuk-input--width-5", ""},
                         {"rest", 30, false, "govuk-input--width-10", "address-line2"},
                         {"postcode", 10, true, "govuk-input--width-5", "postal-code"},
                         {"town", 50, true, "govuk-input--width-20", "address-level2"}};

constexpr std::size_t most_proposed = 300;

struct AddressPart {
    std::string view = "forms/part-address";
    std::string id, legend, hint, error;
    std::vector<web::Input> pieces;
    std::vector<std::string> streets;
};
BOOST_DESCRIBE_STRUCT(AddressPart, (), (view, id, legend, hint, error, pieces, streets))

bool is_spanish_postcode(std::string_view said)
{
    return said.size() == 5 && std::ranges::all_of(said, [](char c) { return c >= '0' && c <= '9'; }) &&
           said >= "01000" && said < "53000";
}

base::Result<json::value> read(Field const&, json::value const& typed, Surroundings const&)
{
    auto const* const given = typed.if_object();
    if (!given) return typed_text(typed).empty() ? base::Result<json::value>(json::value()) : bad("forms.bad-address");
    json::object made;
    for (auto const& piece : pieces) {
        auto const* const found = given->if_contains(piece.name);
        auto said = found ? typed_text(*found) : std::string();
        if (base::length_in_characters(said) > piece.most || said.find_first_of("\r\n\t<>") != said.npos)
            return bad("forms.too-long", std::string(".") + piece.name, {{"most", std::to_string(piece.most)}});
        if (!said.empty()) made[piece.name] = said;
    }
    if (made.empty()) return json::value();
    for (auto const& piece : pieces)
        // texts: forms.address-lacks-*
        if (piece.required && !made.contains(piece.name))
            return Refusal{Refusal::Why::Unprocessable, std::string("forms.address-lacks-") + piece.name,
                           std::string(".") + piece.name};
    if (!is_spanish_postcode(made.at("postcode").as_string())) return bad("forms.bad-postcode", ".postcode");
    return json::value(std::move(made));
}

// texts: forms.address-piece-*
json::value draw(Field const& field, std::string const& name, web::Call const& call, Surroundings const& here)
{
    AddressPart made;
    made.id = name;
    made.legend = label_of(field, call);
    made.hint = hint_of(field, call);
    made.error = call.fault(name);
    for (auto const& piece : pieces) {
        auto input =
            web::input(call, name + "-" + piece.name, call.say(std::string("forms.address-piece-") + piece.name), "");
        input.width = piece.width;
        if (field.prefill == "address") input.autocomplete = piece.autocomplete;
        made.pieces.push_back(std::move(input));
    }
    if (here.streets) made.streets = here.streets();
    if (made.streets.size() > most_proposed) made.streets.clear(); // the page would weigh more than what it asks
    return part(made);
}

std::string said_of(json::object const& address, char const* name)
{
    auto const* const found = address.if_contains(name);
    return found ? std::string(found->as_string()) : std::string();
}

// "carrer Major, 3, 2n 1a, 08100 Vilanova del Riu"
std::string tell(Field const&, json::value const& value, web::Call const&, Surroundings const&)
{
    auto const& address = value.as_object();
    auto const rest = said_of(address, "rest");
    return said_of(address, "street") + ", " + said_of(address, "number") + (rest.empty() ? "" : ", " + rest) + ", " +
           said_of(address, "postcode") + " " + said_of(address, "town");
}

base::Value worth(json::value const& value) { return said_of(value.as_object(), "town"); }

}

Type const types::address{"address", read, worth, draw, tell};

}
