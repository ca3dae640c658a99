// SPDX-License-Identifier: EUPL-1.2
// A line, several lines, and a name.
#include "base/text.h"
#include "rooms/forms/fields/field.h"

#include <algorithm>

namespace forms {
namespace {

constexpr std::int64_t longest_name = 80; // SICRES 4.0, Razon_Social

base::Result<json::value> bounded(std::string said, std::int64_t most)
{
    if (said.empty()) return json::value();
    if (std::int64_t(base::length_in_characters(said)) > most)
        return bad("forms.too-long", "", {{"most", std::to_string(most)}});
    return json::value(said);
}

base::Result<json::value> read_line(Field const& field, json::value const& typed, Surroundings const&)
{
    auto said = typed_text(typed);
    if (said.find_first_of("\r\n\t") != said.npos) return bad("forms.one-line");
    return bounded(std::move(said), field.most);
}

base::Result<json::value> read_lines(Field const& field, json::value const& typed, Surroundings const&)
{
    auto said = typed_text(typed);
    std::erase(said, '\r'); // browsers send both, programs one
    return bounded(std::move(said), field.most);
}

base::Result<json::value> read_name(Field const&, json::value const& typed, Surroundings const&)
{
    auto said = typed_text(typed);
    auto const odd = [](char c) { return std::string_view("<>{}[]|\\/@#\r\n\t").find(c) != std::string_view::npos; };
    if (std::ranges::any_of(said, odd)) return bad("forms.bad-name");
    return bounded(std::move(said), longest_name);
}

json::value draw_line(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    return part(web::input(call, name, label_of(field, call), hint_of(field, call)));
}

json::value draw_lines(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    auto made = web::textarea(call, name, label_of(field, call), hint_of(field, call));
    if (made.hint.empty()) made.hint = call.say("forms.at-most", {{"most", std::to_string(field.most)}});
    if (made.described_by.empty()) made.described_by = name + "-hint";
    return part(made);
}

json::value draw_name(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    auto made = web::input(call, name, label_of(field, call), hint_of(field, call));
    if (field.prefill == "name") made.autocomplete = "name";
    return part(made);
}

}

Type const types::text{"text", read_line, worth_text, draw_line, tell_text};
Type const types::long_text{"long_text", read_lines, worth_text, draw_lines, tell_text};
Type const types::name{"name", read_name, worth_text, draw_name, tell_text};

}
