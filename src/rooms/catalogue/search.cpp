// SPDX-License-Identifier: EUPL-1.2
// Xapian with our own words: stemmed first, then folded, because the stemmers need the accents.
#include "rooms/catalogue/search.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <set>
#include <xapian.h>

namespace catalogue {
namespace {

using Terms = std::set<std::string>;
constexpr std::array<std::string_view, 3> languages{"ca", "es", "en"};

Xapian::Stem const& stemmer(std::string_view language)
{
    thread_local Xapian::Stem const ca("catalan"), es("spanish"), en("english");
    return language == "es" ? es : language == "en" ? en : ca;
}

// Words that say nothing of what is looked for.
bool is_empty_word(std::string const& word)
{
    static Terms const words{
        "a",        "al",    "als",   "amb",   "com",  "de",    "del",  "dels", "el",    "els",    "en",    "es",
        "ho",       "i",     "la",    "les",   "m",    "me",    "meu",  "meva", "no",    "o",      "on",    "para",
        "pel",      "per",   "por",   "puc",   "que",  "qui",   "se",   "si",   "su",    "un",     "una",   "vull",
        "y",        "mi",    "mis",   "los",   "las",  "con",   "como", "cual", "puedo", "quiero", "hacer", "fer",
        "demanar",  "pedir", "the",   "to",    "of",   "for",   "my",   "how",  "do",    "get",    "and",   "necessito",
        "necesito", "tinc",  "tengo", "donde", "quin", "quina", "i'm",  "an"};
    return words.contains(word);
}

Terms stems(std::string const& word)
{
    Terms terms;
    for (auto const language : languages) terms.insert("S" + base::folded(stemmer(language)(word)));
    // People leave out the accent that the Catalan stemmer needs: -cio, -sio.
    if (word.ends_with("cio") || word.ends_with("sio"))
        terms.insert("S" + base::folded(stemmer("ca")(word.substr(0, word.size() - 1) + "ó")));
    terms.insert("S" + base::folded(word));
    return terms;
}

void add(Xapian::WritableDatabase& index, Xapian::Document& document, std::string_view text, std::string_view language,
         unsigned weight)
{
    for (auto const& word : base::words(text)) {
        auto const plain = base::folded(word);
        if (plain.size() > 60 || is_empty_word(plain)) continue;
        document.add_term("S" + base::folded(stemmer(language)(word)), weight);
        document.add_term("S" + plain, weight);
        document.add_term("R" + plain, 0);
        index.add_spelling(plain);
    }
}

void add(Xapian::WritableDatabase& index, Procedure const& procedure, std::size_t position)
{
    Xapian::Document document;
    for (auto const language : languages) {
        auto const code = std::string(language);
        auto const in = [&](Text const& text, unsigned weight) {
            if (text.by_language.contains(code)) add(index, document, text.by_language.at(code), language, weight);
        };
        in(procedure.title, 8);
        in(procedure.summary, 3);
        in(procedure.what, 1);
        if (procedure.keywords.contains(code))
            for (auto const& keyword : procedure.keywords.at(code)) add(index, document, keyword, language, 5);
    }
    document.set_data(std::to_string(position));
    index.add_document(document);
}

// What a word may stand for: its stems, what it begins, and when nothing fits, the nearest word known.
Xapian::Query query_for(Xapian::Database const& index, std::string const& word)
{
    auto terms = stems(word);
    auto const plain = base::folded(word);
    auto const known = std::ranges::any_of(terms, [&](auto const& term) { return index.term_exists(term); });
    Xapian::Query query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end());
    if (plain.size() >= 4)
        query = Xapian::Query(Xapian::Query::OP_OR, query,
                              Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                                            Xapian::Query(Xapian::Query::OP_WILDCARD, "R" + plain, 30), 0.5));
    if (known) return query;
    auto const nearest = index.get_spelling_suggestion(plain, plain.size() > 5 ? 2 : 1);
    if (nearest.empty()) return query;
    auto const others = stems(nearest);
    return {Xapian::Query::OP_OR, query, Xapian::Query(Xapian::Query::OP_SYNONYM, others.begin(), others.end())};
}

}

Search::Search(std::filesystem::path where, std::vector<Procedure> const& procedures) : folder(std::move(where))
{
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder.parent_path());
    {
        Xapian::WritableDatabase writing(folder.string(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS |
                                                              Xapian::DB_NO_SYNC);
        for (std::size_t i = 0; i < procedures.size(); ++i) add(writing, procedures[i], i);
        writing.commit();
    }
    index = std::make_unique<Xapian::Database>(folder.string());
}

Search::~Search()
{
    index.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

std::vector<std::size_t> Search::find(std::string_view text, std::size_t most) const
{
    std::lock_guard const hold(mutex);
    std::vector<Xapian::Query> words;
    for (auto const& word : base::words(text.substr(0, 200)))
        if (!is_empty_word(base::folded(word)) && words.size() < 12) words.push_back(query_for(*index, word));
    std::vector<std::size_t> found;
    if (words.empty()) return found;
    Xapian::Enquire enquire(*index);
    // All words if any procedure has them all, else any of them.
    for (auto const how : {Xapian::Query::OP_AND, Xapian::Query::OP_OR}) {
        enquire.set_query(Xapian::Query(how, words.begin(), words.end()));
        auto const matches = enquire.get_mset(0, Xapian::doccount(most));
        for (auto match = matches.begin(); match != matches.end(); ++match) {
            // Far behind the best is noise when only some words fit.
            if (how == Xapian::Query::OP_OR && match.get_percent() < 30) break;
            found.push_back(std::size_t(std::stoul(match.get_document().get_data())));
        }
        if (!found.empty()) break;
    }
    return found;
}

}
