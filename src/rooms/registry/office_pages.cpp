// SPDX-License-Identifier: EUPL-1.2
// The register in the office: searching (by POST, because a person's number may be asked for), the list as CSV, and the
// strict order of a day.
#include "base/identifiers.h"
#include "base/text.h"
#include "rooms/registry/pages.h"
#include "rooms/registry/search.h"

namespace registry {
namespace {

using base::Refusal;
constexpr int page_size = 50, day_size = 500, most_exported = 10'000;

struct Sought {
    std::optional<std::string> numero, des_de, fins_a, llibre, natura, unitat, tramit, document, assumpte;
    std::optional<std::int64_t> abans;
};
BOOST_DESCRIBE_STRUCT(Sought, (), (numero, des_de, fins_a, llibre, natura, unitat, tramit, document, assumpte, abans))

struct Line {
    std::string number, direction, kind, kind_words, subject, unit, procedure, presented_at, effective_at, day, time,
        href;
    std::int64_t papers = 0;
    bool noted = false;
};
BOOST_DESCRIBE_STRUCT(Line, (),
                      (number, direction, kind, kind_words, subject, unit, procedure, presented_at, effective_at, day,
                       time, href, papers, noted))

struct Hidden {
    std::string name, value;
};
BOOST_DESCRIBE_STRUCT(Hidden, (), (name, value))

struct SearchPage {
    static constexpr auto view = "registry/search";
    std::string title, today;
    web::Input numero, des_de, fins_a, natura, unitat, tramit, document, assumpte;
    web::Select llibre;
    bool searched = false;
    std::vector<Line> entries;
    std::int64_t next = 0; // `abans` of the next page, 0 when there is none
    bool more = false;
    std::vector<Hidden> again; // what was asked, for the next page and the export
};
BOOST_DESCRIBE_STRUCT(SearchPage, (),
                      (title, today, numero, des_de, fins_a, natura, unitat, tramit, document, assumpte, llibre,
                       searched, entries, next, more, again))

Line line(web::Call const& call, Row const& row)
{
    return {text_of(row.number),
            std::string(name(row.number.direction)),
            row.kind,
            call.say("registry.kind-" + row.kind),
            row.subject,
            row.unit,
            row.procedure,
            base::rfc3339(row.presented_at),
            row.effective_at ? base::rfc3339(*row.effective_at) : "",
            base::iso(base::local_day(row.presented_at)),
            base::local_time(row.presented_at),
            "/oficina/registre/assentaments/" + row.id.text,
            row.papers,
            row.notes > 0};
}

std::string clean(std::optional<std::string> const& typed)
{
    return std::string(base::trimmed(typed.value_or("").substr(0, 240)));
}

base::Result<Filter> filter(Sought const& asked)
{
    auto const wrong = [](char const* key, char const* at) { return Refusal{Refusal::Why::Unprocessable, key, at}; };
    Filter made;
    made.limit = page_size;
    made.direction = clean(asked.llibre);
    made.kind = clean(asked.natura);
    made.unit = clean(asked.unitat);
    made.procedure = clean(asked.tramit);
    made.words = clean(asked.assumpte);
    if (auto const typed = clean(asked.document); !typed.empty()) {
        auto const number = base::document_number(typed);
        made.document = number ? number->text : typed; // passports as they are
    }
    auto const from = base::day_from_iso(clean(asked.des_de).empty() ? "2000-01-01" : clean(asked.des_de)),
               until = base::day_from_iso(clean(asked.fins_a).empty() ? "9000-01-01" : clean(asked.fins_a));
    if (!from) return wrong("registry.bad-day", "des_de");
    if (!until) return wrong("registry.bad-day", "fins_a");
    made.from = base::local_midnight(*from);
    made.until = base::local_midnight(*until + std::chrono::days(1));
    if (asked.abans) made.before = *asked.abans;
    return made;
}

// The whole answer when a number is asked for: that entry, or none.
base::Result<std::vector<Row>> found(db::Snapshot const& snapshot, Sought const& asked, int limit)
{
    auto wanted = filter(asked);
    if (!wanted) return wanted.refusal();
    wanted->limit = limit;
    auto const typed = clean(asked.numero);
    if (typed.empty()) return newest_first(snapshot, *wanted);
    auto const number = number_in(typed);
    auto const leaf = number ? store::leaf_of(snapshot, *number) : std::nullopt;
    if (!leaf) return Refusal{Refusal::Why::NotFound, "registry.no-number", "numero"};
    Filter one;
    one.before = *leaf + 1;
    one.limit = 1;
    return newest_first(snapshot, one);
}

web::Input field(web::Call const& call, char const* id, std::string label, std::optional<std::string> const& value,
                 char const* type = "text", std::string hint = "")
{
    auto made = web::input(call, id, std::move(label), std::move(hint));
    if (value) made.value = *value;
    made.type = type;
    return made;
}

SearchPage form(web::Call const& call, Sought const& asked)
{
    SearchPage page;
    page.title = call.say("registry.office-title");
    page.today = "/oficina/registre/dia/" + base::iso(base::local_day(call.at));
    page.numero = field(call, "numero", call.say("registry.number"), asked.numero, "text", "2026-E-000123");
    page.des_de = field(call, "des_de", call.say("registry.from"), asked.des_de, "date");
    page.fins_a = field(call, "fins_a", call.say("registry.until"), asked.fins_a, "date");
    page.natura = field(call, "natura", call.say("registry.kind"), asked.natura);
    page.unitat = field(call, "unitat", call.say("registry.unit"), asked.unitat);
    page.tramit = field(call, "tramit", call.say("registry.field-procedure"), asked.tramit);
    page.document = field(call, "document", call.say("registry.document"), asked.document);
    page.assumpte = field(call, "assumpte", call.say("registry.words"), asked.assumpte);
    page.llibre = web::select(call, "llibre", call.say("registry.book"), "", clean(asked.llibre),
                              {{"", call.say("registry.book-both"), ""},
                               {"entry", call.say("registry.book-entry"), ""},
                               {"exit", call.say("registry.book-exit"), ""}});
    return page;
}

std::vector<Hidden> again(Sought const& asked)
{
    std::vector<Hidden> list;
    for (auto const& [field, value] : {std::pair("numero", &asked.numero),
                                       {"des_de", &asked.des_de},
                                       {"fins_a", &asked.fins_a},
                                       {"llibre", &asked.llibre},
                                       {"natura", &asked.natura},
                                       {"unitat", &asked.unitat},
                                       {"tramit", &asked.tramit},
                                       {"document", &asked.document},
                                       {"assumpte", &asked.assumpte}})
        if (*value && !(*value)->empty()) list.push_back({field, **value});
    return list;
}

// Who looks for a person's entries looks at that person's data.
void record_look(db::Snapshot const& snapshot, web::Call const& call, Sought const& asked, char const* what)
{
    auto const wanted = filter(asked);
    call.looked_at(wanted && !wanted->document.empty() ? person_with(snapshot, wanted->document) : act::PersonId{},
                   what);
}

base::Result<SearchPage> show_form(Book&, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    return form(call, {});
}

base::Result<SearchPage> show_found(Book&, db::Snapshot const& snapshot, web::Call const& call, Sought const& asked)
{
    auto page = form(call, asked);
    if (call.refused) return page;
    auto const list = found(snapshot, asked, page_size);
    if (!list) return list.refusal();
    page.searched = true;
    for (auto const& row : *list) page.entries.push_back(line(call, row));
    page.more = list->size() == std::size_t(page_size);
    page.next = page.more ? list->back().leaf : 0;
    page.again = again(asked);
    record_look(snapshot, call, asked, "registry.search");
    return page;
}

// A cell that a spreadsheet will not take for a formula (OWASP: CSV injection).
std::string cell(std::string const& text)
{
    std::string out = "\"";
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out += '\'';
    for (auto const c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

base::Result<web::File> export_found(Book&, db::Snapshot const& snapshot, web::Call const& call, Sought const& asked)
{
    auto const list = found(snapshot, asked, most_exported);
    if (!list) return list.refusal();
    std::string csv = "\xEF\xBB\xBF"
                      "numero;llibre;presentat;efectes;natura;assumpte;unitat;tramit;documents\r\n";
    for (auto const& row : *list) {
        auto const shown = line(call, row);
        for (auto const* const text : {&shown.number, &shown.direction, &shown.presented_at, &shown.effective_at,
                                       &shown.kind_words, &shown.subject, &shown.unit, &shown.procedure})
            csv += cell(*text) + ";";
        csv += std::to_string(row.papers) + "\r\n";
    }
    record_look(snapshot, call, asked, "registry.export");
    return web::File{std::move(csv), "text/csv; charset=utf-8", "registre.csv", true};
}

struct DayAsked {
    std::string day;
    std::optional<std::int64_t> despres;
};
BOOST_DESCRIBE_STRUCT(DayAsked, (), (day, despres))

struct DayPage {
    static constexpr auto view = "registry/day";
    std::string title, day, previous, following, next;
    std::vector<Line> entries;
};
BOOST_DESCRIBE_STRUCT(DayPage, (), (title, day, previous, following, next, entries))

base::Result<DayPage> show_day(Book&, db::Snapshot const& snapshot, web::Call const& call, DayAsked const& asked)
{
    auto const day = base::day_from_iso(asked.day);
    if (!day) return Refusal{Refusal::Why::NotFound, "registry.bad-day"};
    auto const link = [](base::Day of) { return "/oficina/registre/dia/" + base::iso(of); };
    Filter wanted;
    wanted.from = base::local_midnight(*day);
    wanted.until = base::local_midnight(*day + std::chrono::days(1));
    wanted.after = asked.despres.value_or(-1);
    wanted.limit = day_size;
    DayPage page{call.say("registry.day-title", {{"day", base::day_in_words(*day, call.language)}}),
                 base::iso(*day),
                 link(*day - std::chrono::days(1)),
                 link(*day + std::chrono::days(1)),
                 "",
                 {}};
    auto const list = in_order(snapshot, wanted);
    for (auto const& row : list) page.entries.push_back(line(call, row));
    if (list.size() == std::size_t(day_size)) page.next = link(*day) + "?despres=" + std::to_string(list.back().leaf);
    call.looked_at({}, "registry.day");
    return page;
}

}

void office_routes(web::Router& on, Book& book)
{
    auto const clerk = web::staff("registry.see");
    on.look("/oficina/registre", clerk, book, show_form);
    // A rare word is looked for through all the books: not by a thread that serves everybody.
    on.look("/oficina/registre/cerca", clerk, book, show_form);
    on.ask("/oficina/registre/cerca", clerk, book, show_found, {.slow = true});
    on.ask("/oficina/registre/exporta", clerk, book, export_found, {.slow = true, .gives = "text/csv"});
    on.look("/oficina/registre/dia/{day}", clerk, book, show_day, {.slow = true});
}

}
