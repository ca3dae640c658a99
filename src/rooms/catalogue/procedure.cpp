// SPDX-License-Identifier: EUPL-1.2
// Strict reading of a procedure's YAML: every key known, every text in every language, every value allowed.
#include "rooms/catalogue/procedure.h"

#include "rooms/catalogue/declared_map.h"

#include <algorithm>

namespace catalogue {
namespace {

using declared::Map;
using declared::wrong;
using declared::Wrong;
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
        requirement.required = each.yes_or_no("required");
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
    if (map.has("form")) {
        p.form = read_form(map.at("form"), languages);
        // What is signed is signed with an identity that somebody vouched for (Llei 39/2015, art. 10).
        if (signature_may_be_asked(p.form->files) && p.level < act::Level::Substantial)
            wrong(map.at("form"), "a form that is signed needs the level substantial or high");
    }
    map.finish();
    return p;
}

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
