// SPDX-License-Identifier: EUPL-1.2
// What the person declares, and what the office consults by itself unless they oppose.
#include "rooms/forms/fields/field.h"

namespace forms {
namespace {

constexpr std::size_t longest_reason = 500;

base::Result<json::value> read_declaration(Field const&, json::value const& typed, Surroundings const&)
{
    auto const yes = typed.is_bool() ? typed.get_bool() : typed_text(typed) == "si";
    return yes ? json::value(true) : json::value();
}

json::value draw_declaration(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    return part(web::checkboxes(call, name, "", hint_of(field, call), {}, {{"si", field.label.in(call.language), ""}}));
}

std::string tell_declaration(Field const&, json::value const&, web::Call const& call, Surroundings const&)
{
    return call.say("forms.declared");
}

base::Value worth_true(json::value const&) { return true; }

// Llei 39/2015, art. 28.2: the office consults what it needs unless the person opposes, and says why they do; where a
// special law asks for it, only with their express consent. The box is never ticked beforehand.
base::Result<json::value> read_consultation(Field const& field, json::value const& typed, Surroundings const&)
{
    if (typed.is_null()) return typed; // not asked yet
    auto const* const given = typed.if_object();
    auto const piece = [&](char const* name) {
        auto const* const found = given ? given->if_contains(name) : nullptr;
        return found ? found->is_bool() ? std::string(found->get_bool() ? "si" : "") : typed_text(*found)
                     : std::string();
    };
    auto const consent = field.law == "consent";
    auto const ticked = piece("ticked") == "si";
    auto const reason = piece("reason");
    if (reason.size() > longest_reason)
        return bad("forms.too-long", ".reason", {{"most", std::to_string(longest_reason)}});
    if (!consent && ticked && reason.empty()) return bad("forms.oppose-why", ".reason");
    json::object made{{"consults", consent == ticked}};
    if (!consent && ticked) made["reason"] = reason;
    return json::value(std::move(made));
}

struct ConsultationPart {
    std::string view = "forms/part-consultation";
    std::string name;
    web::Checkboxes box;
    std::vector<web::Input> reason; // none where consent is asked for
};
BOOST_DESCRIBE_STRUCT(ConsultationPart, (), (view, name, box, reason))

json::value draw_consultation(Field const& field, std::string const& name, web::Call const& call, Surroundings const&)
{
    auto const consent = field.law == "consent";
    auto const& what = field.label.in(call.language);
    auto hint = hint_of(field, call);
    if (hint.empty()) hint = call.say(consent ? "forms.consent-hint" : "forms.oppose-hint");
    ConsultationPart made;
    made.name = name;
    made.box = web::checkboxes(call, name + "-ticked",
                               call.say(consent ? "forms.consent-legend" : "forms.oppose-legend", {{"what", what}}),
                               hint, {}, {{"si", call.say(consent ? "forms.consent" : "forms.oppose"), ""}});
    if (!consent) made.reason.push_back(web::input(call, name + "-reason", call.say("forms.oppose-reason"), ""));
    return part(made);
}

std::string tell_consultation(Field const& field, json::value const& value, web::Call const& call, Surroundings const&)
{
    auto const& said = value.as_object();
    if (said.at("consults").as_bool()) {
        auto const asked = field.law == "consent";
        return call.say(asked ? "forms.consented" : "forms.not-opposed");
    }
    auto const* const reason = said.if_contains("reason");
    return reason ? call.say("forms.opposed", {{"reason", std::string(reason->as_string())}})
                  : call.say("forms.not-consented");
}

base::Value worth_consultation(json::value const& value) { return value.as_object().at("consults").as_bool(); }

}

Type const types::declaration{"declaration", read_declaration, worth_true, draw_declaration, tell_declaration};
Type const types::consultation{"consultation", read_consultation, worth_consultation, draw_consultation,
                               tell_consultation};

}
