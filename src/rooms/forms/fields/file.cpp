// SPDX-License-Identifier: EUPL-1.2
// Files: the answer is the list of uploads, which the room `uploads` keeps.
#include "base/id.h"
#include "base/text.h"
#include "rooms/forms/fields/field.h"
#include "rooms/uploads/uploads.h"

#include <algorithm>

namespace forms {
namespace {

std::vector<std::string> ids_of(json::value const& typed)
{
    std::vector<std::string> ids;
    if (auto const* const list = typed.if_array())
        for (auto const& each : *list) ids.push_back(typed_text(each));
    else
        ids = base::split(typed_text(typed), ' '); // as the field's hidden input has them
    std::erase(ids, "");
    return ids;
}

base::Result<json::value> read(Field const& field, json::value const& typed, Surroundings const& here)
{
    json::array made;
    for (auto const& id : ids_of(typed)) {
        auto const known = base::is_id_text(id) && here.attached ? here.attached(id) : std::nullopt;
        if (!known) return bad("forms.no-such-file");
        if (!field.accepts.empty() &&
            std::ranges::find(field.accepts, uploads::extension(known->name)) == field.accepts.end())
            return bad("forms.file-kind", "", {{"file", known->name}});
        if (std::ranges::find(made, json::value(id)) == made.end()) made.emplace_back(id);
    }
    if (std::int64_t(made.size()) > field.most)
        return bad("forms.too-many-files", "", {{"most", std::to_string(field.most)}});
    return made.empty() ? json::value() : json::value(std::move(made));
}

base::Value worth(json::value const& value)
{
    base::Values list;
    for (auto const& each : value.as_array()) list.emplace_back(std::string(each.as_string()));
    return list;
}

json::value draw(Field const& field, std::string const& name, web::Call const& call, Surroundings const& here)
{
    auto const* const typed = call.typed.if_contains(name);
    return here.draw_files({name, label_of(field, call), hint_of(field, call), call.fault(name), field.accepts,
                            field.most, typed ? ids_of(*typed) : std::vector<std::string>{}});
}

std::string tell(Field const&, json::value const& value, web::Call const&, Surroundings const& here)
{
    std::string said;
    for (auto const& each : value.as_array()) {
        auto const known = here.attached ? here.attached(std::string(each.as_string())) : std::nullopt;
        said += (said.empty() ? "" : "; ") + (known ? known->name : std::string(each.as_string()));
    }
    return said;
}

}

Type const types::file{"file", read, worth, draw, tell};

}
