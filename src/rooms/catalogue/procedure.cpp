// SPDX-License-Identifier: EUPL-1.2
// Strict reading of a procedure's YAML: every key known, every text in every language, every value allowed.
#include "rooms/catalogue/procedure.h"

#include "base/text.h"

#include <algorithm>
#include <set>
#include <yaml-cpp/yaml.h>

namespace catalogue {
namespace {

using List = std::vector<std::string_view>;

struct Wrong {
    int line;
    std::string reason;
};

[[noreturn]] void wrong(YAML::Node const& at, std::string reason)
{
    auto const line = at.IsDefined() ? at.Mark().line + 1 : 0;
    throw Wrong{line, std::move(reason)};
}

class Map {
public:
    Map(YAML::Node of, std::string named, std::vector<std::string> const& spoken) :
        node(std::move(of)), name(std::move(named)), languages(spoken)
    {
        if (!node.IsMap()) wrong(node, name + " must be a map");
        std::set<std::string> seen;
        for (auto const& pair : node)
            if (auto const key = pair.first.Scalar(); !seen.insert(key).second)
                wrong(pair.first, key + " stands twice");
    }

    YAML::Node at(char const* key)
    {
        known.insert(key);
        YAML::Node const& constant = node;
        auto found = constant[key];
        if (!found.IsDefined()) wrong(node, name + " lacks " + key);
        return found;
    }
    bool has(char const* key)
    {
        known.insert(key);
        YAML::Node const& constant = node;
        return constant[key].IsDefined();
    }

    std::string word(char const* key, List const& allowed = {})
    {
        auto const found = at(key);
        if (!found.IsScalar()) wrong(found, std::string(key) + " must be one value");
        auto text = found.Scalar();
        if (!allowed.empty() && std::ranges::find(allowed, text) == allowed.end())
            wrong(found, std::string(key) + " cannot be '" + text.substr(0, 40) + "'");
        return text;
    }

    std::int64_t number(char const* key, std::int64_t most)
    {
        auto const found = at(key);
        std::int64_t value = -1;
        if (!found.IsScalar() || !YAML::convert<std::int64_t>::decode(found, value) || value < 0 || value > most)
            wrong(found, std::string(key) + " must be a whole number from 0 to " + std::to_string(most));
        return value;
    }

    std::vector<std::string> words(char const* key, List const& allowed)
    {
        auto const found = at(key);
        if (!found.IsSequence()) wrong(found, std::string(key) + " must be a list");
        std::vector<std::string> list;
        for (auto const& item : found) {
            if (!item.IsScalar()) wrong(item, std::string(key) + " holds something that is not a word");
            if (!allowed.empty() && std::ranges::find(allowed, item.Scalar()) == allowed.end())
                wrong(item, std::string(key) + " cannot hold '" + item.Scalar().substr(0, 40) + "'");
            list.push_back(item.Scalar());
        }
        return list;
    }

    Text text(char const* key, std::size_t longest) { return text_of(at(key), key, longest, languages); }

    static Text text_of(YAML::Node const& from, std::string const& called, std::size_t longest,
                        std::vector<std::string> const& languages)
    {
        Map map(from, called, languages);
        Text text;
        for (auto const& language : languages) {
            auto const value = map.at(language.c_str());
            auto const words = value.IsScalar() ? value.Scalar() : std::string();
            if (base::trimmed(words).empty()) wrong(value, called + " has no text in " + language);
            if (!base::is_utf8(words)) wrong(value, called + " is not UTF-8 in " + language);
            if (base::length_in_characters(words) > longest)
                wrong(value, called + " is longer than " + std::to_string(longest) + " characters in " + language);
            text.by_language[language] = words;
        }
        map.finish();
        return text;
    }

    Map inner(char const* key) { return {at(key), key, languages}; }

    void finish()
    {
        for (auto const& pair : node)
            if (!known.contains(pair.first.Scalar()))
                wrong(pair.first, name + " has an unknown key: " + pair.first.Scalar());
    }

private:
    YAML::Node node;
    std::string name;
    std::vector<std::string> const& languages;
    std::set<std::string> known;
};

constexpr std::size_t long_text = 3000;

void read_guide(Map& map, Procedure& into)
{
    auto guide = map.inner("guide");
    into.what = guide.text("what", long_text);
    into.who = guide.text("who", long_text);
    into.how = guide.text("how", long_text);
    into.after = guide.text("after", long_text);
    guide.finish();
}

void read_documents(Map& map, Procedure& into, std::vector<std::string> const& languages)
{
    auto const list = map.at("documents");
    if (!list.IsSequence()) wrong(list, "documents must be a list");
    for (auto const& item : list) {
        Map each(item, "a document", languages);
        Requirement requirement;
        requirement.name = each.text("name", 200);
        requirement.required = each.word("required", {"true", "false"}) == "true";
        if (each.has("note")) requirement.note = each.text("note", 400);
        each.finish();
        into.documents.push_back(std::move(requirement));
    }
}

void read_terms(Map& map, Procedure& into)
{
    auto fee = map.inner("fee");
    into.fee_cents = fee.number("cents", 100'000'000);
    into.fee = fee.text("text", 300);
    fee.finish();
    auto term = map.inner("term");
    into.term_unit = term.word("unit", {"immediate", "working_days", "days", "months"});
    into.term_count = term.number("count", 1000);
    into.term = term.text("text", 300);
    term.finish();
    into.silence = map.word("silence", {"positive", "negative", "not_applicable"});
}

void read_keywords(Map& map, Procedure& into)
{
    auto keywords = map.inner("keywords");
    for (auto const* const language : {"ca", "es", "en"})
        if (keywords.has(language)) into.keywords[language] = keywords.words(language, {});
    keywords.finish();
}

Procedure read(YAML::Node const& root, std::vector<std::string> const& languages)
{
    Map map(root, "the file", languages);
    Procedure p;
    p.id = map.word("id");
    p.subject = map.word("subject", {"padro", "atencio", "obres", "tributs", "residus", "activitats", "consum",
                                     "identitat", "social", "transparencia"});
    p.life_events = map.words("life_events", {"arribada", "mudanca", "naixement", "escola", "habitatge", "feina",
                                              "discapacitat", "defuncio", "negoci", "cap"});
    p.audience = map.words("audience", {"persones", "empreses", "entitats"});
    p.title = map.text("title", 80);
    p.summary = map.text("summary", 160);
    read_guide(map, p);
    read_documents(map, p, languages);
    read_terms(map, p);
    p.level = act::level_named(map.word("level", {"none", "low", "substantial", "high"}));
    p.output = map.word("output", {"instant", "case", "mailbox", "enrolment", "card", "appointment"});
    p.channels = map.words("channels", {"web", "counter", "appointment", "phone", "post"});
    if (map.has("signs")) p.signs = map.text("signs", 600);
    p.unit = map.word("unit");
    p.retention_years = map.number("retention_years", 1000);
    auto const basis = map.at("legal_basis");
    if (!basis.IsSequence()) wrong(basis, "legal_basis must be a list");
    for (auto const& item : basis) p.legal_basis.push_back(Map::text_of(item, "legal_basis", 400, languages));
    read_keywords(map, p);
    map.finish();
    return p;
}

}

std::string const& Text::in(std::string const& language) const
{
    static std::string const none;
    auto found = by_language.find(language);
    if (found == by_language.end()) found = by_language.find("ca");
    return found == by_language.end() ? none : found->second;
}

std::variant<Procedure, Fault> read_procedure(std::string const& file_name, std::string const& yaml,
                                              std::vector<std::string> const& languages)
{
    try {
        if (yaml.size() > 200'000) return Fault{file_name, 0, "the file is larger than 200 kB"};
        auto procedure = read(YAML::Load(yaml), languages);
        auto const plain = std::ranges::all_of(
            procedure.id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
        if (!plain || procedure.id + ".yaml" != file_name) return Fault{file_name, 1, "id must be the file's name"};
        return procedure;
    } catch (Wrong const& found) {
        return Fault{file_name, found.line, found.reason};
    } catch (YAML::Exception const& failure) {
        return Fault{file_name, failure.mark.line + 1, failure.msg};
    }
}

}
