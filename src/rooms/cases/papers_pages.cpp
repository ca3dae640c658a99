// SPDX-License-Identifier: EUPL-1.2
// More papers for a matter that is under way: an entry of its own, which nobody has to sign (Llei 39/2015, art. 11.2).
// Whoever files again what they had brought on paper, being obliged to electronic means (art. 68.4), says so and signs:
// it is the request itself (art. 11.2.a).
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
    std::vector<web::Checkboxes> amend; // where something brought on paper waits to be filed again
    bool form = true;
};
BOOST_DESCRIBE_STRUCT(PapersPage, (), (title, id, number, matter, note, papers, amend, form))

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
    if (room.amendable && room.amendable(snapshot, found->id)) {
        page.amend.push_back(web::checkboxes(call, "esmena", call.say("cases.amend-legend"),
                                             call.say("cases.amend-hint"), {}, {{"si", call.say("cases.amend"), ""}}));
        page.amend.push_back(web::checkboxes(call, "signo", call.say("cases.sign-legend"), call.say("cases.sign-hint"),
                                             {}, {{"si", call.say("cases.sign-amendment"), ""}}));
    }
    call.looked_at(found->interested, "cases.matter");
    return page;
}

struct PapersSent {
    std::string id;
    std::optional<std::string> note, papers;
    std::vector<web::Octets> papers__fitxer;
    std::vector<std::string> papers__nom;
    bool esmena = false, signo = false;
};
BOOST_DESCRIBE_STRUCT(PapersSent, (), (id, note, papers, papers__fitxer, papers__nom, esmena, signo))

struct Ready {
    Prepared what;
    std::vector<std::shared_ptr<uploads::Ready const>> files; // of a form without a script
    json::object content;
    Room::Person who;
};

// Only what is asked for can be filed again, and it is signed as any request.
std::optional<Refusal> may_amend(Room& room, db::Snapshot const& snapshot, web::Call const& call, MatterId const& id,
                                 bool signs)
{
    if (!room.amendable || !room.amendable(snapshot, id))
        return Refusal{Refusal::Why::Conflict, "cases.nothing-to-amend", "esmena"};
    if (auto no = may_sign(call.by, call.at)) return no;
    if (!signs && !signs_by_calling(call.by)) return Refusal{Refusal::Why::Unprocessable, "cases.must-sign", "signo"};
    return {};
}

base::Result<Ready> prepare(Room& room, db::Snapshot const& snapshot, web::Call const& call, PapersSent const& sent)
{
    auto const found = open_matter(room, snapshot, call, sent.id);
    if (!found) return found.refusal();
    auto const note = sent.note.value_or("");
    if (base::length_in_characters(note) > 1000)
        return Refusal{Refusal::Why::Unprocessable, "cases.long-reason", "note"};
    if (sent.esmena)
        if (auto const no = may_amend(room, snapshot, call, found->id, sent.signo)) return *no;
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
    what.signs = what.amends = sent.esmena;
    if (what.amends) what.told.emplace_back(call.say("cases.amend-legend"), call.say("cases.amend"));
    auto const who = room.person(snapshot, call.by.person);
    if (!who) return Refusal{Refusal::Why::NotFound, "cases.no-matter"};
    ready.who = *who;
    ready.content = json::object{{"matter", found->id.text},          {"number", found->number},
                                 {"language", call.language},         {"files", "papers"},
                                 {"parties", in_words(what.parties)}, {"addressed_to", addressed_to(room)},
                                 {"at", base::rfc3339(call.at)},      {"note", note},
                                 {"told", in_words(what.told)}};
    return ready;
}

// Filed again electronically: the signature is over the papers too.
std::string content_of(Ready const& ready, std::vector<forms::Attached> const& papers, act::Act const& act)
{
    if (!ready.what.amends) return json::serialize(ready.content);
    auto content = ready.content;
    content["amends"] = true;
    json::array hashes;
    for (auto const& each : papers)
        hashes.push_back(
            json::object{{"name", each.name}, {"type", each.type}, {"bytes", each.bytes}, {"sha256", each.sha256}});
    content["papers"] = std::move(hashes);
    return signed_content(std::move(content), act.by, ready.who, act.channel, act.at, Signing::ByIdentity);
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
    what.content = content_of(ready, what.papers, act);
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
