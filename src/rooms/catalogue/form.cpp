// SPDX-License-Identifier: EUPL-1.2
// Reading of forms. What is let through here cannot go wrong later: keys are unique, and a condition asks only for what
// stands before it, so that answers are judged from the top to the bottom and never in a circle.
#include "rooms/catalogue/form.h"

#include "base/states.h"
#include "rooms/catalogue/declared_map.h"

#include <algorithm>
#include <map>

namespace catalogue {
namespace {

using declared::Map;
using declared::wrong;
using Seen = std::map<std::string, Field const*, std::less<>>; // keys before, with the group where it is one

constexpr std::size_t most_pages = 40, most_fields = 60, most_options = 60;

bool is_key(std::string_view text)
{
    constexpr std::string_view reserved[]{"and", "or",  "not",  "has",     "true",  "false", "today",
                                          "id",  "pas", "vist", "answers", "accio", "torna"};
    auto const letter = [](char c) { return c >= 'a' && c <= 'z'; };
    auto const goes_on = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !text.empty() && text.size() <= 40 && letter(text.front()) && std::ranges::all_of(text, goes_on) &&
           text.find("__") == text.npos && std::ranges::find(reserved, text) == std::end(reserved);
}

class Reading {
public:
    explicit Reading(std::vector<std::string> const& spoken) : languages(spoken) {}

    FormPage page(YAML::Node const& from)
    {
        Map map(from, "a page", languages);
        FormPage made;
        made.id = map.word("id");
        if (!is_key(made.id)) wrong(from, "the page's id must be lower case letters, digits and _");
        made.title = map.text("title", 120);
        if (map.has("help")) made.help = map.text("help", 1500);
        if (map.has("when")) made.when = expression(map.at("when"), seen);
        made.fields = fields(map.at("fields"), seen);
        map.finish();
        return made;
    }

    Seen seen;

private:
    std::vector<Field> fields(YAML::Node const& from, Seen& before)
    {
        if (!from.IsSequence() || from.size() == 0 || from.size() > most_fields)
            wrong(from, "fields must be a list of 1 to " + std::to_string(most_fields));
        std::vector<Field> list;
        for (auto const& each : from) {
            list.push_back(field(each, before));
            keep.push_back(std::make_unique<Field>(list.back()));
            before[list.back().key] = keep.back().get();
        }
        return list;
    }

    Field field(YAML::Node const& from, Seen const& before)
    {
        Map map(from, "a field", languages);
        Field made;
        made.key = map.word("key");
        if (!is_key(made.key)) wrong(from, "the key '" + made.key.substr(0, 40) + "' cannot be used");
        if (!taken.insert(made.key).second) wrong(from, "the key " + made.key + " stands twice");
        made.type = map.word("type", {std::begin(field_types), std::end(field_types)});
        made.label = map.text("label", 300);
        if (map.has("hint")) made.hint = map.text("hint", 600);
        made.required = made.type != "computed" && (!map.has("required") || map.yes_or_no("required"));
        if (map.has("when")) made.when = expression(map.at("when"), before);
        if (map.has("prefill"))
            made.prefill = map.word("prefill", {"name", "document", "telephone", "email", "address", "words"});
        by_type(map, made, before);
        if (map.has("valid")) read_valid(map, made, before);
        map.finish();
        return made;
    }

    void read_valid(Map& map, Field& made, Seen before)
    {
        auto const self = made;
        before[made.key] = &self;
        auto inner = map.inner("valid");
        made.valid = expression(inner.at("if"), before);
        made.valid_text = inner.text("text", 300);
        inner.finish();
    }

    void by_type(Map& map, Field& made, Seen const& before)
    {
        auto const& type = made.type;
        if (type == "text" || type == "long_text") {
            made.most = map.has("most") ? map.number("most", 8000) : type == "text" ? 200 : 4000;
        } else if (type == "number" || type == "money") {
            made.least = map.has("least") ? map.number("least", 1'000'000'000) : 0;
            made.most = map.has("most") ? map.number("most", 1'000'000'000) : 1'000'000'000;
            made.decimals = type == "money" ? 2 : map.has("decimals") ? int(map.number("decimals", 4)) : 0;
        } else if (type == "one_of" || type == "several_of") {
            read_options(map, made);
        } else if (type == "document") {
            made.accepts = {"nif", "nie", "organisation"};
            if (map.has("accepts")) made.accepts = map.words("accepts", {"nif", "nie", "organisation"});
        } else if (type == "date") {
            if (map.has("day")) made.when_day = map.word("day", {"past", "future"});
        } else if (type == "file") {
            made.most = map.has("most") ? map.number("most", 20) : 5;
            if (map.has("accepts")) made.accepts = map.words("accepts", {});
        } else if (type == "consultation") {
            made.law = map.has("law") ? map.word("law", {"opposition", "consent"}) : "opposition";
        } else if (type == "place") {
            if (inside) wrong(map.at("type"), "a place cannot stand in a group");
        } else if (type == "computed") {
            made.value = expression(map.at("value"), before);
            made.money = map.has("money") && map.yes_or_no("money");
        } else if (type == "group") {
            read_group(map, made, before);
        }
    }

    void read_options(Map& map, Field& made)
    {
        auto const list = map.at("options");
        if (!list.IsSequence() || list.size() == 0 || list.size() > most_options)
            wrong(list, "options must be a list of 1 to " + std::to_string(most_options));
        for (auto const& each : list) {
            Map option(each, "an option", languages);
            Option one;
            one.value = option.word("value");
            one.label = option.text("label", 200);
            if (option.has("hint")) one.hint = option.text("hint", 300);
            option.finish();
            if (std::ranges::find(made.options, one.value, &Option::value) != made.options.end())
                wrong(each, "the option " + one.value + " stands twice");
            made.options.push_back(std::move(one));
        }
    }

    void read_group(Map& map, Field& made, Seen before)
    {
        if (inside) wrong(map.at("fields"), "a group cannot hold a group");
        inside = true;
        made.least = map.has("least") ? map.number("least", 50) : made.required ? 1 : 0;
        made.most = map.has("most") ? map.number("most", 50) : 10;
        made.fields = fields(map.at("fields"), before);
        inside = false;
    }

    static base::Expression expression(YAML::Node const& from, Seen const& before)
    {
        if (!from.IsScalar()) wrong(from, "an expression is a text");
        auto read = base::read_expression(from.Scalar());
        if (auto const* const fault = std::get_if<std::string>(&read)) wrong(from, "the expression: " + *fault);
        auto const& made = std::get<base::Expression>(read);
        for (auto const& key : base::keys_of(made))
            if (!before.contains(key)) wrong(from, "the expression asks for " + key + ", which stands nowhere before");
        check_items(from, made, before);
        return made;
    }

    static void check_items(YAML::Node const& from, base::Expression const& made, Seen const& before)
    {
        if (made.kind == base::Expression::Kind::Item) {
            auto const& group = before.at(made.text)->fields;
            if (std::ranges::find(group, made.member, &Field::key) == group.end())
                wrong(from, "the group " + made.text + " has no field " + made.member);
        }
        for (auto const& arm : made.arms) check_items(from, arm, before);
    }

    std::vector<std::string> const& languages;
    std::vector<std::unique_ptr<Field>> keep; // whom `seen` points to
    std::set<std::string> taken;              // keys of all fields, also inside groups
    bool inside = false;
};

constexpr base::Names<7> names{"request", "declaration", "communication", "appeal", "withdrawal", "waiver", "other"};

std::string text_key(Map& map, Form const& form, char const* which)
{
    auto const from = map.at(which);
    auto const key = map.word(which);
    auto const* const field = form.find(key);
    if (!field || (field->type != "text" && field->type != "long_text"))
        wrong(from, std::string(which) + " must be the key of a text");
    return key;
}

}

std::string_view name(Filed what) { return base::name_in(names, what); }

bool signature_may_be_asked(Filed what) { return what != Filed::Other; }

Field const* Form::find(std::string_view key) const
{
    for (auto const& page : pages)
        for (auto const& field : page.fields)
            if (field.key == key) return &field;
    return nullptr;
}

std::shared_ptr<Form const> read_form(YAML::Node const& from, std::vector<std::string> const& languages)
{
    Map map(from, "form", languages);
    auto form = std::make_shared<Form>();
    form->files = *base::named_in<Filed>(names, map.word("files", {names.begin(), names.end()}));
    auto const pages = map.at("pages");
    if (!pages.IsSequence() || pages.size() == 0 || pages.size() > most_pages)
        wrong(pages, "pages must be a list of 1 to " + std::to_string(most_pages));
    Reading reading(languages);
    for (auto const& each : pages) {
        auto page = reading.page(each);
        if (std::ranges::find(form->pages, page.id, &FormPage::id) != form->pages.end())
            wrong(each, "the page " + page.id + " stands twice");
        form->pages.push_back(std::move(page));
    }
    if (map.has("subject")) form->subject = text_key(map, *form, "subject");
    if (map.has("words")) form->words = text_key(map, *form, "words");
    map.finish();
    return form;
}

}
