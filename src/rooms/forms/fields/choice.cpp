// SPDX-License-Identifier: EUPL-1.2
// Yes or no, one of several, several of several.
#include "rooms/forms/fields/field.h"

#include <algorithm>

namespace forms {
namespace {

std::vector<web::Choice> choices(Field const& field, web::Call const& call)
{
    std::vector<web::Choice> list;
    for (auto const& option : field.options)
        list.push_back({option.value, option.label.in(call.language), option.hint.in(call.language)});
    return list;
}

catalogue::Option const* option(Field const& field, std::string_view value)
{
    auto const found = std::ranges::find(field.options, value, &catalogue::Option::value);
    return found == field.options.end() ? nullptr : &*found;
}

base::Result<json::value> read_yes_no(Field const&, json::value const& typed, Surroundings const&)
{
    if (typed.is_bool()) return typed;
    auto const said = typed_text(typed);
    if (said.empty()) return json::value();
    if (said != "si" && said != "no") return bad("forms.not-offered");
    return json::value(said == "si");
}

base::Result<json::value> read_one(Field const& field, json::value const& typed, Surroundings const&)
{
    auto const said = typed_text(typed);
    if (said.empty()) return json::value();
    if (!option(field, said)) return bad("forms.not-offered");
    return json::value(said);
}

// In the order of the form, each once, whatever the order in which they came.
base::Result<json::value> read_several(Field const& field, json::value const& typed, Surroundings const&)
{
    std::vector<std::string> said;
    if (auto const* const list = typed.if_array())
        for (auto const& each : *list) said.push_back(typed_text(each));
    else
        said.push_back(typed_text(typed));
    std::erase(said, "");
    if (std::ranges::any_of(said, [&](std::string const& each) { return !option(field, each); }))
        return bad("forms.not-offered");
    json::array chosen;
    for (auto const& each : field.options)
        if (std::ranges::find(said, each.value) != said.end()) chosen.emplace_back(each.value);
    return chosen.empty() ? json::value() : json::value(std::move(chosen));
}

base::Value worth_yes_no(json::value const& value) { return value.as_bool(); }
base::Value worth_several(json::value const& value)
{
    base::Values list;
    for (auto const& each : value.as_array()) list.emplace_back(std::string(each.as_string()));
    return list;
}

json::value draw_yes_no(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    auto made = web::radios(call, name, label_of(field, call), hint_of(field, call), "",
                            {{"si", call.say("forms.yes"), ""}, {"no", call.say("forms.no"), ""}});
    made.inline_items = true;
    return part(made);
}
json::value draw_one(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    return part(web::radios(call, name, label_of(field, call), hint_of(field, call), "", choices(field, call)));
}
json::value draw_several(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    auto hint = hint_of(field, call);
    if (hint.empty()) hint = call.say("forms.several-hint");
    return part(web::checkboxes(call, name, label_of(field, call), hint, {}, choices(field, call)));
}

std::string tell_yes_no(Field const&, json::value const& value, web::Call const& call, Surroundings const&)
{
    return call.say(value.as_bool() ? "forms.yes" : "forms.no");
}
std::string tell_one(Field const& field, json::value const& value, web::Call const& call, Surroundings const&)
{
    auto const* const found = option(field, value.as_string());
    return found ? found->label.in(call.language) : std::string(value.as_string());
}
std::string tell_several(Field const& field, json::value const& value, web::Call const& call, Surroundings const& here)
{
    std::string said;
    for (auto const& each : value.as_array()) said += (said.empty() ? "" : "; ") + tell_one(field, each, call, here);
    return said;
}

}

Type const types::yes_no{"yes_no", read_yes_no, worth_yes_no, draw_yes_no, tell_yes_no};
Type const types::one_of{"one_of", read_one, worth_text, draw_one, tell_one};
Type const types::several_of{"several_of", read_several, worth_several, draw_several, tell_several};

}
