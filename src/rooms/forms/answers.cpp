// SPDX-License-Identifier: EUPL-1.2
// Going through a form: each field is read among those before it, and each condition sees only what is shown.
#include "base/money.h"
#include "rooms/forms/fields/field.h"

#include <algorithm>

namespace forms {
namespace {

using catalogue::Form;
using catalogue::FormPage;
using Progress = Assessed::Progress;

json::value const nothing;

json::value const& typed_of(json::object const& typed, std::string_view key)
{
    auto const* const found = typed.if_contains(key);
    return found ? *found : nothing;
}

class Assessing {
public:
    Assessing(Form const& of, json::object const& given, Surroundings const& around) :
        form(of), typed(given), here(around)
    {
    }

    Assessed whole()
    {
        for (auto const& page : form.pages) assessed.pages.push_back(one(page));
        return std::move(assessed);
    }

private:
    Progress one(FormPage const& page)
    {
        if (page.when && !base::holds(*page.when, among(nullptr))) return Progress::Hidden;
        auto const faults = assessed.faults.size();
        bool begun = false;
        for (auto const& field : page.fields) {
            begun = begun || (field.type != "computed" && !typed_of(typed, field.key).is_null());
            take(field, typed_of(typed, field.key), field.key, assessed.values, nullptr);
        }
        if (assessed.faults.size() == faults) return begun ? Progress::Complete : Progress::Optional;
        return begun ? Progress::Incomplete : Progress::NotStarted;
    }

    // `row`: the values before it in the same row of a group.
    void take(Field const& field, json::value const& given, std::string const& name, json::object& into,
              json::object const* row)
    {
        if (field.when && !base::holds(*field.when, among(row))) return;
        if (field.type == "computed") return compute(field, into, row);
        if (field.type == "group") return take_rows(field, given, name, into);
        auto read = type_of(field).read(field, given, here);
        if (!read) return fault(read.refusal(), name);
        if (read->is_null()) {
            if (field.required) fault(missing(field), name);
            return;
        }
        weigh(field, *read, row);
        into[field.key] = *read;
        if (field.valid && !base::holds(*field.valid, among(row ? &into : nullptr)))
            fault(bad("forms.not-valid", "", {{"text", field.valid_text.in(here.language)}}), name);
    }

    // Each names its question: several may be missing, and the list of faults is read apart from them.
    Refusal missing(Field const& field) const
    {
        Refusal::Arguments const label{{"label", field.label.in(here.language)}};
        if (field.type == "declaration") return bad("forms.must-declare");
        if (field.type == "file") return bad("forms.file-missing", "", label);
        if (field.type == "one_of" || field.type == "several_of" || field.type == "yes_no")
            return bad("forms.choose", "", label);
        return bad("forms.missing", "", label);
    }

    void fault(Refusal refusal, std::string const& name)
    {
        refusal.field = name + refusal.field;
        assessed.faults.push_back(std::move(refusal));
    }

    void compute(Field const& field, json::object& into, json::object const* row)
    {
        auto const value = base::evaluate(*field.value, among(row));
        if (auto const* const number = std::get_if<base::Decimal>(&value)) {
            into[field.key] = base::text_of(*number);
            if (!row) worths[field.key] = value;
        }
    }

    void take_rows(Field const& group, json::value const& given, std::string const& name, json::object& into)
    {
        json::array rows;
        auto const* const list = given.if_array();
        for (std::size_t i = 0; list && i < list->size() && i < std::size_t(group.most); ++i) {
            auto const* const answers = (*list)[i].if_object();
            json::object row;
            for (auto const& field : group.fields)
                take(field, answers ? typed_of(*answers, field.key) : nothing,
                     name + "." + std::to_string(i) + "." + field.key, row, &row);
            rows.emplace_back(std::move(row));
        }
        if (std::int64_t(rows.size()) < group.least)
            fault(bad("forms.too-few-rows", "", {{"least", std::to_string(group.least)}}), name);
        if (list && list->size() > std::size_t(group.most))
            fault(bad("forms.too-many-rows", "", {{"most", std::to_string(group.most)}}), name);
        worths[group.key] = base::Values(rows.size());
        if (!rows.empty()) into[group.key] = std::move(rows);
    }

    void weigh(Field const& field, json::value const& value, json::object const* row)
    {
        if (!row) worths[field.key] = type_of(field).worth(value);
    }

    base::Among among(json::object const* row) const
    {
        return {[this, row](std::string_view key) -> base::Value {
                    if (row)
                        if (auto const* const own = row->if_contains(key)) return worth_in_group(key, *own);
                    auto const found = worths.find(key);
                    return found == worths.end() ? base::Value{} : found->second;
                },
                [this](std::string_view group, std::string_view member) { return items(group, member); }, here.today};
    }

    static base::Value worth_of(Field const& field, json::value const& value)
    {
        if (field.type == "computed") return *base::decimal(value.as_string());
        return type_of(field).worth(value);
    }

    base::Value worth_in_group(std::string_view key, json::value const& value) const
    {
        for (auto const& page : form.pages)
            for (auto const& group : page.fields)
                for (auto const& field : group.fields)
                    if (field.key == key) return worth_of(field, value);
        return {};
    }

    base::Value items(std::string_view group, std::string_view member) const
    {
        base::Values list;
        auto const* const rows = assessed.values.if_contains(group);
        auto const* const declared = form.find(group);
        if (!rows || !declared) return list;
        auto const field = std::ranges::find(declared->fields, member, &Field::key);
        for (auto const& row : rows->as_array()) {
            auto const* const value = row.as_object().if_contains(member);
            list.push_back(value ? worth_of(*field, *value) : base::Value{});
        }
        return list;
    }

    Form const& form;
    json::object const& typed;
    Surroundings const& here;
    std::map<std::string, base::Value, std::less<>> worths;
    Assessed assessed;
};

void tell_field(std::vector<Told>& lines, Field const& field, json::value const& value, web::Call const& call,
                Surroundings const& here)
{
    auto const& label = field.label.in(call.language);
    if (field.type == "computed") {
        lines.push_back({field.key, label, computed_words(field, std::string(value.as_string()), call.language)});
    } else if (field.type == "group") {
        std::size_t number = 0;
        for (auto const& row : value.as_array()) {
            ++number;
            for (auto const& inner : field.fields)
                if (auto const* const answer = row.as_object().if_contains(inner.key)) {
                    std::vector<Told> one;
                    tell_field(one, inner, *answer, call, here);
                    one[0].label = label + " " + std::to_string(number) + ": " + one[0].label;
                    one[0].key = field.key;
                    lines.push_back(std::move(one[0]));
                }
        }
    } else if (field.type == "consultation") {
        lines.push_back({field.key, call.say("forms.consultation", {{"what", label}}),
                         type_of(field).tell(field, value, call, here)});
    } else {
        lines.push_back({field.key, label, type_of(field).tell(field, value, call, here)});
    }
}

}

std::string computed_words(Field const& field, std::string said, std::string_view language)
{
    if (field.money) return base::in_words(base::Money{base::decimal(said)->units / 100}, language);
    if (language != "en") std::ranges::replace(said, '.', ',');
    return said;
}

Assessed assess(Form const& form, json::object const& typed, Surroundings const& here)
{
    return Assessing(form, typed, here).whole();
}

std::vector<Told> told(FormPage const& page, json::object const& values, web::Call const& call,
                       Surroundings const& here)
{
    std::vector<Told> lines;
    for (auto const& field : page.fields)
        if (auto const* const value = values.if_contains(field.key)) tell_field(lines, field, *value, call, here);
    return lines;
}

}
