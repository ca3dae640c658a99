// SPDX-License-Identifier: EUPL-1.2
// texts: web.date-*
// Fields filled with what was typed and what was wrong with it.
#include "web/parts.h"

#include <algorithm>

namespace web {
namespace {

std::string described_by(std::string const& id, std::string const& hint, std::string const& error)
{
    std::string ids;
    if (!hint.empty()) ids = id + "-hint";
    if (!error.empty()) ids += (ids.empty() ? "" : " ") + id + "-error";
    return ids;
}

// What every field has: its name, its hint, its fault and the ids of both for those who listen.
template<class Field> void name_field(Field& made, Call const& call, std::string id, std::string hint)
{
    made.error = call.fault(id);
    made.described_by = described_by(id, hint, made.error);
    made.id = std::move(id);
    made.hint = std::move(hint);
}

std::vector<RadioItem> items(Call const& call, std::string const& id, std::string_view chosen,
                             std::vector<Choice> const& choices)
{
    auto const value = call.value(id, chosen);
    std::vector<RadioItem> made;
    made.reserve(choices.size());
    for (auto const& choice : choices)
        // The first carries the field's own id, so that the error summary leads to it.
        made.push_back({made.empty() ? id : id + "-" + choice.value, id, choice.value, choice.label, choice.hint,
                        choice.value == value});
    return made;
}

}

Input input(Call const& call, std::string id, std::string label, std::string hint)
{
    Input made;
    made.value = call.value(id);
    name_field(made, call, std::move(id), std::move(hint));
    made.label = std::move(label);
    return made;
}

Radios radios(Call const& call, std::string id, std::string legend, std::string hint, std::string_view chosen,
              std::vector<Choice> const& choices)
{
    Radios made;
    made.items = items(call, id, chosen, choices);
    name_field(made, call, std::move(id), std::move(hint));
    made.legend = std::move(legend);
    return made;
}

Select select(Call const& call, std::string id, std::string label, std::string hint, std::string_view chosen,
              std::vector<Choice> const& choices)
{
    Select made;
    made.items = items(call, id, chosen, choices);
    name_field(made, call, std::move(id), std::move(hint));
    made.label = std::move(label);
    return made;
}

Textarea textarea(Call const& call, std::string id, std::string label, std::string hint)
{
    Textarea made;
    made.value = call.value(id);
    name_field(made, call, std::move(id), std::move(hint));
    made.label = std::move(label);
    return made;
}

Checkboxes checkboxes(Call const& call, std::string id, std::string legend, std::string hint,
                      std::vector<std::string> const& chosen, std::vector<Choice> const& choices)
{
    auto ticked = chosen;
    if (auto const* const typed = call.typed.if_contains(id)) {
        ticked.clear();
        if (typed->is_string()) ticked.emplace_back(typed->get_string());
        if (typed->is_array())
            for (auto const& each : typed->get_array())
                if (each.is_string()) ticked.emplace_back(each.get_string());
    }
    Checkboxes made;
    made.items = items(call, id, "", choices);
    for (auto& item : made.items) item.checked = std::ranges::find(ticked, item.value) != ticked.end();
    name_field(made, call, std::move(id), std::move(hint));
    made.legend = std::move(legend);
    return made;
}

DateInput date_input(Call const& call, std::string id, std::string legend, std::string hint)
{
    DateInput made;
    name_field(made, call, std::move(id), std::move(hint));
    made.legend = std::move(legend);
    for (auto const* const piece : {"day", "month", "year"}) {
        auto const name = made.id + "-" + piece;
        made.pieces.push_back({name, call.say("web.date-" + std::string(piece)), call.value(name),
                               std::string(piece) == "year" ? "4" : "2", !made.error.empty()});
    }
    return made;
}

FileField file_field(Call const& call, std::string id, std::string label, std::string hint, std::string accept)
{
    FileField made;
    name_field(made, call, std::move(id), std::move(hint));
    made.label = std::move(label);
    made.accept = std::move(accept);
    return made;
}

}
