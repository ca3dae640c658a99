// SPDX-License-Identifier: EUPL-1.2
// Fields as parts of a page.
#include "rooms/forms/fields/field.h"
#include "rooms/forms/pages.h"

#include <algorithm>

namespace forms {
namespace {

struct ComputedPart {
    std::string view = "forms/part-computed";
    std::string id, label, hint, value, formula;
    bool money = false;
};
BOOST_DESCRIBE_STRUCT(ComputedPart, (), (view, id, label, hint, value, formula, money))

struct RowShown {
    std::string title, remove, remove_label;
    std::vector<FieldShown> fields;
};
BOOST_DESCRIBE_STRUCT(RowShown, (), (title, remove, remove_label, fields))

struct GroupPart {
    std::string view = "forms/part-group";
    std::string id, legend, hint, error, add;
    std::vector<RowShown> rows;
};
BOOST_DESCRIBE_STRUCT(GroupPart, (), (view, id, legend, hint, error, add, rows))

class Drawing {
public:
    Drawing(json::object const& from, Assessed const& of, web::Call const& with, Surroundings const& around,
            std::string_view one_more) :
        sources(from), assessed(of), call(with), here(around), more(one_more)
    {
    }

    FieldShown field(Field const& of, std::string const& name, json::object const& values) const
    {
        FieldShown shown;
        shown.name = name;
        if (of.when) shown.when = json::serialize(base::told(*of.when));
        if (auto const* const from = sources.if_contains(name)) // texts: forms.source-*
            shown.source = call.say("forms.source-" + std::string(from->as_string()));
        shown.part = of.type == "group"      ? group(of)
                     : of.type == "computed" ? computed(of, name, values)
                                             : type_of(of).draw(of, name, call, here);
        return shown;
    }

private:
    json::value computed(Field const& of, std::string const& name, json::object const& values) const
    {
        auto const* const value = values.if_contains(of.key);
        auto const said = value ? computed_words(of, std::string(value->as_string()), call.language) : std::string();
        return part(ComputedPart{.id = name,
                                 .label = of.label.in(call.language),
                                 .hint = hint_of(of, call),
                                 .value = said,
                                 .formula = json::serialize(base::told(*of.value)),
                                 .money = of.money});
    }

    // How many rows were typed under a name: the highest number and one.
    std::size_t rows_typed(std::string const& key) const
    {
        std::size_t rows = 0;
        for (auto const& each : call.typed) {
            std::string_view const name = each.key();
            if (!name.starts_with(key + "-")) continue;
            auto const number = name.substr(key.size() + 1);
            rows = std::max(rows, std::size_t(std::atoi(std::string(number.substr(0, 2)).c_str())) + 1);
        }
        return rows;
    }

    json::value group(Field const& of) const
    {
        GroupPart made;
        made.id = of.key;
        made.legend = label_of(of, call);
        made.hint = hint_of(of, call);
        made.error = call.fault(of.key);
        auto rows = rows_typed(of.key) + (more == of.key ? 1 : 0);
        rows = std::clamp<std::size_t>(rows, std::max<std::size_t>(1, std::size_t(of.least)), std::size_t(of.most));
        auto const* const kept = assessed.values.if_contains(of.key);
        for (std::size_t i = 0; i < rows; ++i) {
            auto const number = std::to_string(i);
            auto const values = kept && i < kept->as_array().size() ? kept->as_array()[i].as_object() : json::object();
            RowShown row;
            row.title =
                call.say("forms.row", {{"what", of.label.in(call.language)}, {"number", std::to_string(i + 1)}});
            if (rows > 1) {
                row.remove = "treu." + of.key + "." + number;
                row.remove_label = call.say("forms.remove-row", {{"number", std::to_string(i + 1)}});
            }
            for (auto const& inner : of.fields)
                row.fields.push_back(field(inner, of.key + "-" + number + "-" + inner.key, values));
            made.rows.push_back(std::move(row));
        }
        if (rows < std::size_t(of.most)) made.add = "afegeix." + of.key;
        return part(made);
    }

    json::object const& sources;
    Assessed const& assessed;
    web::Call const& call;
    Surroundings const& here;
    std::string_view more;
};

}

json::value draw_files(Room& room, db::Snapshot const& snapshot, web::Call const& call, FileWish const& wish)
{
    auto limits = room.uploads.setting.own;
    limits.documents = std::min(limits.documents, std::size_t(wish.most));
    if (!wish.accepts.empty()) limits.extensions = wish.accepts;
    std::vector<uploads::UploadId> chosen;
    for (auto const& id : wish.ids) chosen.push_back({id});
    auto made = uploads::field(room.uploads, snapshot, call, wish.name, wish.label, wish.hint, limits, chosen);
    if (made.error.empty()) made.error = wish.error;
    return part(made);
}

std::vector<FieldShown> draw(catalogue::FormPage const& page, json::object const& sources, Assessed const& assessed,
                             web::Call const& call, Surroundings const& here, std::string_view more)
{
    Drawing const drawing(sources, assessed, call, here, more);
    std::vector<FieldShown> list;
    for (auto const& field : page.fields) list.push_back(drawing.field(field, field.key, assessed.values));
    return list;
}

}
