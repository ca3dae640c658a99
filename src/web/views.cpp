// SPDX-License-Identifier: EUPL-1.2
// ctemplate with AUTOESCAPE behind one function. Values are escaped for the place where they stand; texts come from
// our own catalogues and stand as they are.
#include "web/views.h"

#include <atomic>
#include <ctemplate/template.h>
#include <ctemplate/template_dictionary.h>
#include <functional>
#include <stdexcept>

namespace web {
namespace {

namespace ct = ctemplate;

std::string upper(std::string_view key)
{
    std::string text(key);
    for (auto& c : text) c = c >= 'a' && c <= 'z' ? char(c - 32) : c;
    return text;
}

// Calls `each` for every _(…); parentheses inside the text must balance.
std::string with_texts(std::string_view file, std::function<std::string(std::string const&)> const& each)
{
    std::string out;
    for (std::size_t at = 0;;) {
        auto const open = file.find("_(", at);
        if (open == file.npos) return out.append(file.substr(at));
        std::size_t end = open + 2;
        for (int depth = 1; end < file.size(); ++end) {
            if (file[end] == '(') ++depth;
            if (file[end] == ')' && --depth == 0) break;
        }
        out.append(file.substr(at, open - at)).append(each(std::string(file.substr(open + 2, end - open - 2))));
        at = std::min(file.size(), end + 1);
    }
}

struct Filler {
    std::string prefix;

    void text(ct::TemplateDictionary& into, std::string const& key, std::string_view value) const
    {
        into.SetValue(key, ct::TemplateString(value.data(), value.size()));
        into.ShowSection(value.empty() ? "NO_" + key : "HAS_" + key);
    }

    void item(ct::TemplateDictionary& into, std::string const& key, json::value const& value) const
    {
        if (auto const* const object = value.if_object()) {
            auto const* const view = object->if_contains("view");
            auto* const child = view ? into.AddIncludeDictionary(key) : into.AddSectionDictionary(key);
            if (view) child->SetFilename(prefix + std::string(view->as_string()));
            fill(*child, *object);
        } else {
            auto* const child = into.AddSectionDictionary(key);
            member(*child, "ITEM", value);
        }
    }

    void member(ct::TemplateDictionary& into, std::string const& key, json::value const& value) const
    {
        switch (value.kind()) {
        case json::kind::string:
            return text(into, key, std::string_view(value.get_string()));
        case json::kind::int64:
            return into.SetIntValue(key, value.get_int64());
        case json::kind::uint64:
            return into.SetIntValue(key, long(value.get_uint64()));
        case json::kind::bool_:
            return into.ShowSection(value.get_bool() ? key : "NOT_" + key);
        case json::kind::array:
            into.ShowSection(value.get_array().empty() ? "NO_" + key : "HAS_" + key);
            for (auto const& each : value.get_array()) item(into, key, each);
            return;
        case json::kind::object:
            return item(into, key, value);
        default:
            into.ShowSection("NO_" + key);
        }
    }

    void fill(ct::TemplateDictionary& into, json::object const& from) const
    {
        for (auto const& [key, value] : from) member(into, upper(key), value);
    }
};

}

std::vector<std::string> Views::texts_of(std::string_view file)
{
    std::vector<std::string> found;
    with_texts(file, [&](std::string const& text) {
        found.push_back(text);
        return text;
    });
    return found;
}

Views::Views(std::map<std::string, std::string> const& files, Texts const& texts,
             std::vector<std::string> const& languages)
{
    static std::atomic<int> count = 0;
    prefix = "v" + std::to_string(count++) + "/";
    for (auto const& language : languages)
        for (auto const& [name, file] : files) {
            auto const said = "{{%AUTOESCAPE context=\"HTML\"}}" +
                              with_texts(file, [&](std::string const& text) { return texts.say(language, text); });
            auto const key = prefix + language + "/" + name;
            if (!ct::StringToTemplateCache(key, said.data(), said.size(), ct::STRIP_WHITESPACE))
                throw std::runtime_error("the view " + name + " cannot be loaded in " + language);
        }
}

bool Views::has(std::string const& view, std::string_view language) const
{
    auto* const found = ct::Template::GetTemplate(prefix + std::string(language) + "/" + view, ct::STRIP_WHITESPACE);
    return found != nullptr;
}

std::string Views::render(std::string const& view, std::string_view language, json::object const& value,
                          json::object const& everywhere) const
{
    auto const folder = prefix + std::string(language) + "/";
    ct::TemplateDictionary dictionary("view");
    for (auto const& [key, each] : everywhere)
        if (each.is_string()) {
            auto const text = std::string_view(each.get_string());
            dictionary.SetTemplateGlobalValue(upper(key), ct::TemplateString(text.data(), text.size()));
            dictionary.ShowTemplateGlobalSection((text.empty() ? "NO_" : "HAS_") + upper(key));
        }
    Filler{folder}.fill(dictionary, value);
    std::string out;
    if (!ct::ExpandTemplate(folder + view, ct::STRIP_WHITESPACE, &dictionary, &out))
        throw std::runtime_error("the view " + view + " cannot be rendered");
    return out;
}

}
