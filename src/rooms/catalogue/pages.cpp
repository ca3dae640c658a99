// SPDX-License-Identifier: EUPL-1.2
// The catalogue's pages: the list with its search and ways in, and the sheet of a procedure.
#include "rooms/catalogue/catalogue.h"
#include "rooms/catalogue/search.h"
#include "web/form.h"

#include <algorithm>

namespace catalogue {
namespace {

using base::Refusal;

struct ListAsked {
    std::optional<std::string> q, tema, moment, qui;
};
BOOST_DESCRIBE_STRUCT(ListAsked, (), (q, tema, moment, qui))

struct Entry {
    std::string id, title, summary, level, href;
    bool online = false;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (id, title, summary, level, href, online))

struct Way {
    std::string text, href;
    bool current = false;
};
BOOST_DESCRIBE_STRUCT(Way, (), (text, href, current))

struct ListPage {
    static constexpr auto view = "catalogue/list";
    std::string title, query, found_words;
    std::vector<Entry> procedures;
    std::vector<Way> subjects, moments, audiences;
    bool narrowed = false;
};
BOOST_DESCRIBE_STRUCT(ListPage, (), (title, query, found_words, procedures, subjects, moments, audiences, narrowed))

struct SheetAsked {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(SheetAsked, (), (id))

struct SheetPage {
    static constexpr auto view = "catalogue/sheet";
    std::string title, summary, id;
    bool by_form = false;
    Sheet sheet;
};
BOOST_DESCRIBE_STRUCT(SheetPage, (), (title, summary, id, by_form, sheet))

Entry entry(Catalogue const& catalogue, web::Call const& call, Procedure const& procedure)
{
    return {procedure.id,
            procedure.title.in(call.language),
            procedure.summary.in(call.language),
            std::string(name(procedure.level)),
            "/tramits/" + procedure.id,
            catalogue.online(procedure)};
}

bool holds(std::vector<std::string> const& list, std::optional<std::string> const& wanted)
{
    return !wanted || std::ranges::find(list, *wanted) != list.end();
}

// The values that occur, each with the address that narrows to it.
// texts: catalogue.tema-* catalogue.moment-* catalogue.qui-*
std::vector<Way> ways(web::Call const& call, std::string const& field, std::optional<std::string> const& chosen,
                      std::vector<std::string> values)
{
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    std::vector<Way> made;
    for (auto const& value : values)
        if (value != "cap")
            made.push_back(
                {call.say("catalogue." + field + "-" + value), "/tramits?" + field + "=" + value, chosen == value});
    std::ranges::sort(made, {}, [](Way const& way) { return base::folded(way.text); });
    return made;
}

std::vector<Procedure const*> chosen(Shelf const& shelf, ListAsked const& asked)
{
    std::vector<Procedure const*> list;
    if (asked.q && !base::trimmed(*asked.q).empty())
        for (auto const position : shelf.search->find(*asked.q, 30)) list.push_back(&shelf.procedures[position]);
    else
        for (auto const& procedure : shelf.procedures) list.push_back(&procedure);
    std::erase_if(list, [&](Procedure const* p) {
        return (asked.tema && p->subject != *asked.tema) || !holds(p->life_events, asked.moment) ||
               !holds(p->audience, asked.qui);
    });
    return list;
}

base::Result<ListPage> show_list(Catalogue& catalogue, db::Snapshot const&, web::Call const& call,
                                 ListAsked const& asked)
{
    auto const shelf = catalogue.shelf(call.at);
    ListPage page;
    page.title = call.say("catalogue.title");
    page.query = asked.q.value_or("");
    for (auto const* const procedure : chosen(*shelf, asked))
        page.procedures.push_back(entry(catalogue, call, *procedure));
    page.narrowed = asked.tema || asked.moment || asked.qui || !page.query.empty();
    if (page.query.empty())
        std::ranges::sort(page.procedures, {}, [](Entry const& each) { return base::folded(each.title); });
    if (page.narrowed)
        page.found_words = page.procedures.size() == 1
                               ? call.say("catalogue.found-one")
                               : call.say("catalogue.found-many", {{"count", std::to_string(page.procedures.size())}});
    std::vector<std::string> subjects, moments, audiences;
    for (auto const& procedure : shelf->procedures) {
        subjects.push_back(procedure.subject);
        moments.insert(moments.end(), procedure.life_events.begin(), procedure.life_events.end());
        audiences.insert(audiences.end(), procedure.audience.begin(), procedure.audience.end());
    }
    page.subjects = ways(call, "tema", asked.tema, std::move(subjects));
    page.moments = ways(call, "moment", asked.moment, std::move(moments));
    page.audiences = ways(call, "qui", asked.qui, std::move(audiences));
    return page;
}

base::Result<SheetPage> show_sheet(Catalogue& catalogue, db::Snapshot const&, web::Call const& call,
                                   SheetAsked const& asked)
{
    auto sheet = catalogue.sheet(asked.id, call);
    if (!sheet) return sheet.refusal();
    SheetPage page{sheet->heading, sheet->summary, sheet->id, sheet->by_form, {}};
    page.sheet = std::move(*sheet);
    return page;
}

std::vector<std::string> paragraphs(std::string const& text)
{
    std::vector<std::string> found;
    for (std::size_t start = 0; start < text.size();) {
        auto const end = text.find("\n\n", start);
        auto const piece = base::trimmed(std::string_view(text).substr(start, end == text.npos ? end : end - start));
        if (!piece.empty()) found.emplace_back(piece);
        if (end == text.npos) break;
        start = end + 2;
    }
    return found;
}

// The channels that there are today: what the town has in general, and the web only where a room serves it.
std::vector<Channel> channels(Catalogue const& catalogue, web::Call const& call, Procedure const& procedure)
{
    std::vector<Channel> list;
    for (auto const& channel : procedure.channels) {
        if (channel == "web" && !catalogue.online(procedure)) continue;
        auto const key = "catalogue.channel-" + channel;
        list.push_back({call.say(key), call.say(key + "-text", {{"telephone", catalogue.setting.telephone}}), ""});
    }
    return list;
}

}

base::Result<Sheet> Catalogue::sheet(std::string_view id, web::Call const& call)
{
    auto const held = shelf(call.at);
    auto const* const procedure = held->find(id);
    if (!procedure) return Refusal{Refusal::Why::NotFound, "catalogue.no-procedure"};
    auto const& language = call.language;
    Sheet sheet;
    sheet.id = procedure->id;
    sheet.heading = procedure->title.in(language);
    sheet.summary = procedure->summary.in(language);
    sheet.level_needed = procedure->level;
    sheet.level = std::string(name(procedure->level));
    sheet.online = online(*procedure);
    sheet.by_form = procedure->form != nullptr;
    sheet.sections = {{call.say("catalogue.what"), paragraphs(procedure->what.in(language))},
                      {call.say("catalogue.who"), paragraphs(procedure->who.in(language))},
                      {call.say("catalogue.how"), paragraphs(procedure->how.in(language))},
                      {call.say("catalogue.after"), paragraphs(procedure->after.in(language))}};
    for (auto const& document : procedure->documents)
        sheet.documents.push_back({document.name.in(language), document.note.in(language), document.required});
    sheet.fee = procedure->fee.in(language);
    sheet.term = procedure->term.in(language);
    if (procedure->silence != "not_applicable") sheet.silence = call.say("catalogue.silence-" + procedure->silence);
    if (sheet.online) sheet.level_words = call.say("catalogue.level-" + sheet.level);
    sheet.channels = channels(*this, call, *procedure);
    for (auto const& basis : procedure->legal_basis) sheet.legal_basis.push_back(basis.in(language));
    sheet.signs = procedure->signs.in(language);
    return sheet;
}

std::vector<Hit> titles(Catalogue& catalogue, web::Call const& call)
{
    std::vector<Hit> list;
    for (auto const& each : catalogue.shelf(call.at)->procedures)
        list.push_back({each.id, each.title.in(call.language)});
    std::ranges::sort(list, {}, [](Hit const& each) { return base::folded(each.title); });
    return list;
}

std::vector<Hit> find(Catalogue& catalogue, web::Call const& call, std::string const& words)
{
    auto const shelf = catalogue.shelf(call.at);
    std::vector<Hit> list;
    for (auto const position : shelf->search->find(words, 10)) {
        auto const& found = shelf->procedures[position];
        list.push_back({found.id, found.title.in(call.language)});
    }
    return list;
}

void routes(web::Router& on, Catalogue& catalogue)
{
    on.look("/tramits", web::anyone(), catalogue, show_list, {.shared = true});
    on.look("/tramits/{id}", web::anyone(), catalogue, show_sheet, {.shared = true});
}

}
