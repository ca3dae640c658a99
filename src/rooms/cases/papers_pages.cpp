// SPDX-License-Identifier: EUPL-1.2
// More papers for a matter that is under way: an entry of its own, which nobody has to sign (Llei 39/2015, art. 11.2).
#include "rooms/cases/filing.h"
#include "rooms/cases/pages.h"
#include "web/parts.h"

namespace cases {
namespace {

using base::Refusal;

struct PapersAsked {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(PapersAsked, (), (id))

struct PapersPage {
    static constexpr auto view = "cases/papers";
    std::string title, id, number, matter;
    web::Textarea note;
    uploads::Field papers;
    bool form = true;
};
BOOST_DESCRIBE_STRUCT(PapersPage, (), (title, id, number, matter, note, papers, form))

base::Result<Matter> open_matter(Room& room, db::Snapshot const& snapshot, web::Call const& call, std::string const& id)
{
    auto found = own_matter(room, snapshot, call, id);
    if (found && found->state == State::Withdrawn) return Refusal{Refusal::Why::Conflict, "cases.is-withdrawn"};
    return found;
}

base::Result<PapersPage> show(Room& room, db::Snapshot const& snapshot, web::Call const& call, PapersAsked const& asked)
{
    auto const found = open_matter(room, snapshot, call, asked.id);
    if (!found) return found.refusal();
    PapersPage page;
    page.title = call.say("cases.papers-title");
    page.id = found->id.text;
    page.number = found->number;
    page.matter = found->title;
    page.note = web::textarea(call, "note", call.say("cases.papers-note"), call.say("cases.papers-note-hint"));
    page.papers = uploads::field(room.uploads, snapshot, call, "papers", call.say("cases.papers"), "",
                                 room.uploads.setting.own, uploads::ids_in(call.value("papers")));
    call.looked_at(found->interested, "cases.matter");
    return page;
}

struct PapersSent {
    std::string id;
    std::optional<std::string> note, papers;
    std::vector<web::Octets> papers__fitxer;
    std::vector<std::string> papers__nom;
};
BOOST_DESCRIBE_STRUCT(PapersSent, (), (id, note, papers, papers__fitxer, papers__nom))

struct Ready {
    Prepared what;
    std::vector<std::shared_ptr<uploads::Ready const>> files; // of a form without a script
};

base::Result<Ready> prepare(Room& room, db::Snapshot const& snapshot, web::Call const& call, PapersSent const& sent)
{
    auto const found = open_matter(room, snapshot, call, sent.id);
    if (!found) return found.refusal();
    auto const note = sent.note.value_or("");
    if (base::length_in_characters(note) > 1000)
        return Refusal{Refusal::Why::Unprocessable, "cases.long-reason", "note"};
    Ready ready;
    auto& what = ready.what;
    auto const here = forms::surroundings(room.forms, snapshot, call.by, call.at, call.language);
    for (auto const& id : uploads::ids_in(sent.papers.value_or(""))) {
        auto const paper = here.attached(id.text);
        if (!paper) return Refusal{Refusal::Why::Unprocessable, "cases.no-paper", "papers"};
        what.papers.push_back(*paper);
    }
    if (!sent.papers__fitxer.empty()) {
        auto came = uploads::came(room.uploads, "papers", sent.papers__fitxer, sent.papers__nom);
        if (came.refusal) return *came.refusal;
        ready.files = std::move(came.good);
    }
    if (what.papers.empty() && ready.files.empty())
        return Refusal{Refusal::Why::Unprocessable, "cases.no-paper", "papers"};
    what.id = FilingId::fresh(call.at);
    what.procedure = room.procedures.at_version(found->procedure, found->version);
    if (!what.procedure) return Refusal{Refusal::Why::Gone, "cases.no-matter"};
    what.matter = found->id;
    what.kind = "papers";
    what.file_name = call.say("cases.file-papers");
    what.language = call.language;
    what.parties = parties_of(room, snapshot, call.by);
    what.interested = found->interested;
    what.subject =
        first_characters(call.say("cases.papers-of", {{"number", found->number}, {"title", found->title}}), 240);
    what.told.emplace_back(call.say("cases.of-matter"), found->number + " · " + found->title);
    if (!note.empty()) what.told.emplace_back(call.say("cases.papers-note"), note);
    what.content = json::serialize(json::object{{"matter", found->id.text},
                                                {"number", found->number},
                                                {"language", call.language},
                                                {"files", "papers"},
                                                {"parties", in_words(what.parties)},
                                                {"addressed_to", addressed_to(room)},
                                                {"at", base::rfc3339(call.at)},
                                                {"note", note},
                                                {"told", in_words(what.told)}});
    return ready;
}

// What came with the form exists first; then all of it is judged together and filed, or nothing is.
base::Result<Filed> record(Room& room, act::Act& act, Ready const& ready)
{
    auto what = ready.what;
    for (auto const& file : ready.files) {
        auto const kept = uploads::record(room.uploads, act, *file);
        if (!kept) return kept.refusal();
        what.papers.push_back({kept->id.text, kept->name, kept->type, kept->sha256, kept->bytes});
    }
    std::vector<uploads::Kept> all;
    for (auto const& paper : what.papers)
        if (auto const found = uploads::find(act.tx, {paper.id})) all.push_back(*found);
    auto const fit = uploads::judge(room.uploads.setting.own, all, 1, std::int64_t(what.content.size()));
    if (!fit) {
        auto no = fit.refusal();
        no.field = "papers";
        return no;
    }
    return file(room, act, what);
}

}

void papers_routes(web::Router& on, Room& room)
{
    auto const whoever = web::citizen(act::Level::Low);
    on.look("/carpeta/tramits/{id}/documents", whoever, room, show);
    on.act("/carpeta/tramits/{id}/documents", whoever, room, prepare, record,
           {.body_limit = std::size_t(room.uploads.setting.largest_form) + 64 * 1024, .waits = true});
}

}
