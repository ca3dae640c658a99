// SPDX-License-Identifier: EUPL-1.2
// A draft as a whole: where one is in it, what was answered; giving it up; all that one has begun; saving as one types.
#include "rooms/forms/fields/field.h"
#include "rooms/forms/pages.h"
#include "rooms/forms/proposals.h"

#include <algorithm>

namespace forms {
namespace {

using Progress = Assessed::Progress;

struct DraftAsked {
    std::string id;
    std::optional<std::string> desat;
};
BOOST_DESCRIBE_STRUCT(DraftAsked, (), (id, desat))

struct Task {
    std::string title, href, state, tag;
};
BOOST_DESCRIBE_STRUCT(Task, (), (title, href, state, tag))

struct DraftPage {
    static constexpr auto view = "forms/draft";
    std::string title, id, procedure, step, next, expires;
    std::vector<Task> tasks;
    json::object answers;
    bool complete = false, saved = false, taken = false, migrated = false, behind = false;
};
BOOST_DESCRIBE_STRUCT(DraftPage, (),
                      (title, id, procedure, step, next, expires, tasks, answers, complete, saved, taken, migrated,
                       behind))

std::string progress_words(web::Call const& call, Progress progress)
{
    return call.say(progress == Progress::Complete     ? "forms.progress-complete"
                    : progress == Progress::Incomplete ? "forms.progress-incomplete"
                    : progress == Progress::Optional   ? "forms.progress-optional"
                                                       : "forms.progress-not-started");
}

base::Result<DraftPage> show_draft(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                   DraftAsked const& asked)
{
    auto const opened = open(room, snapshot, call, asked.id);
    if (!opened) return opened.refusal();
    auto const& form = opened->form();
    auto const assessed =
        assess(form, opened->draft.typed, surroundings(room, snapshot, call.by, call.at, call.language));
    DraftPage page;
    page.title = opened->procedure->title.in(call.language);
    page.id = opened->draft.id.text;
    page.procedure = opened->procedure->id;
    page.step = page.next = next_address(opened->draft, form, assessed);
    page.expires = base::day_in_words(base::local_day(opened->draft.expires_at), call.language);
    page.answers = opened->draft.typed;
    page.complete = assessed.complete();
    page.saved = asked.desat == "si";
    page.taken = asked.desat == "pres";
    page.migrated = opened->moves;
    page.behind = opened->stays;
    for (std::size_t i = 0; i < form.pages.size(); ++i) {
        auto const progress = assessed.pages[i];
        if (progress == Progress::Hidden) continue;
        page.tasks.push_back({form.pages[i].title.in(call.language), step_address(opened->draft, form.pages[i].id),
                              progress_words(call, progress),
                              progress == Progress::Complete || progress == Progress::Optional ? "" : "blue"});
    }
    call.looked_at(call.by.subject(), "forms.draft");
    return page;
}

struct DraftChanged {
    std::string id;
    json::object answers;
    std::optional<std::string> page, seen; // the seal of the page that it changes, when it wants to be told of others
};
BOOST_DESCRIBE_STRUCT(DraftChanged, (), (id, answers, page, seen))

struct ChangeReady {
    Opened opened;
    json::object typed;
    std::string page, seen;
};

struct Seal {
    std::string page, seen;
};
BOOST_DESCRIBE_STRUCT(Seal, (), (page, seen))

struct FaultTold {
    std::string field, text;
};
BOOST_DESCRIBE_STRUCT(FaultTold, (), (field, text))

struct DraftSaved {
    std::string id, step, saved_at;
    std::vector<Seal> pages; // for browsers, which compare them
    std::vector<FaultTold> missing;
};
BOOST_DESCRIBE_STRUCT(DraftSaved, (), (id, step, saved_at, pages, missing))

base::Result<ChangeReady> prepare_change(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                         DraftChanged const& in)
{
    auto opened = open(room, snapshot, call, in.id);
    if (!opened) return opened.refusal();
    for (auto const& each : in.answers)
        if (!opened->form().find(each.key()))
            return Refusal{Refusal::Why::Unprocessable, "field.unknown",
                           "answers." + std::string(each.key()).substr(0, 60)};
    return ChangeReady{std::move(*opened), in.answers, in.page.value_or(""), in.seen.value_or("")};
}

base::Result<DraftSaved> record_change(Room& room, act::Act& act, ChangeReady const& ready)
{
    auto const now = open_draft(act.tx, act.by, ready.opened.draft.id.text);
    if (!now) return now.refusal();
    for (auto const& page : ready.opened.form().pages)
        if (page.id == ready.page && seal_of_page(page, now->typed) != ready.seen)
            return Refusal{Refusal::Why::Conflict, "forms.changed-elsewhere"};
    auto const saved = save(act, now->id, ready.typed);
    if (!saved) return saved.refusal();
    if (ready.opened.moves) adopt(act, saved->id, ready.opened.procedure->version);
    auto const& form = ready.opened.form();
    auto const assessed = assess(form, saved->typed, surroundings(room, act.tx, act.by, act.at, act.language));
    DraftSaved told{saved->id.text, next_address(*saved, form, assessed), base::rfc3339(saved->saved_at), {}, {}};
    for (auto const& page : form.pages) told.pages.push_back({page.id, seal_of_page(page, saved->typed)});
    for (auto const& fault : assessed.faults) told.missing.push_back({fault.field, fault.text});
    return told;
}

struct DraftNamed {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(DraftNamed, (), (id))

base::Result<DraftNamed> prepare_abandon(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                         DraftNamed const& in)
{
    auto const opened = open(room, snapshot, call, in.id);
    if (!opened) return opened.refusal();
    return in;
}

struct Abandoned {};
BOOST_DESCRIBE_STRUCT(Abandoned, (), ())
std::string location(Abandoned const&) { return "/carpeta/esborranys?descartat=si"; }

base::Result<Abandoned> record_abandon(Room&, act::Act& act, DraftNamed const& ready)
{
    if (auto const done = move(act, {ready.id}, DraftEvent::Abandon); !done) return done.refusal();
    return Abandoned{};
}

struct ListAsked {
    std::optional<std::string> descartat;
};
BOOST_DESCRIBE_STRUCT(ListAsked, (), (descartat))

struct Card {
    std::string id, title, href, saved, expires;
};
BOOST_DESCRIBE_STRUCT(Card, (), (id, title, href, saved, expires))

struct ListPage {
    static constexpr auto view = "forms/drafts";
    std::string title;
    bool discarded = false;
    std::vector<Card> drafts;
};
BOOST_DESCRIBE_STRUCT(ListPage, (), (title, discarded, drafts))

base::Result<ListPage> show_list(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                 ListAsked const& asked)
{
    ListPage page;
    page.title = call.say("forms.drafts-title");
    page.discarded = asked.descartat == "si";
    for (auto const& draft : drafts_of(snapshot, call.by)) {
        auto const procedure = room.procedures.at_version(draft.procedure, draft.version);
        page.drafts.push_back(
            {draft.id.text, procedure ? procedure->title.in(call.language) : draft.procedure,
             "/esborranys/" + draft.id.text,
             call.say("forms.saved-on", {{"day", base::day_in_words(base::local_day(draft.saved_at), call.language)},
                                         {"time", base::local_time(draft.saved_at)}}),
             call.say("forms.kept-until",
                      {{"day", base::day_in_words(base::local_day(draft.expires_at), call.language)}})});
    }
    call.looked_at(call.by.subject(), "forms.list");
    return page;
}

struct ProposalsPage {
    static constexpr auto view = "forms/proposals";
    std::string title, id, words, next, back;
    std::vector<Proposal> proposals;
};
BOOST_DESCRIBE_STRUCT(ProposalsPage, (), (title, id, words, next, back, proposals))

base::Result<ProposalsPage> show_proposals(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                           DraftNamed const& asked)
{
    auto const opened = open(room, snapshot, call, asked.id);
    if (!opened) return opened.refusal();
    auto const& form = opened->form();
    auto const* const words = form.words.empty() ? nullptr : opened->draft.typed.if_contains(form.words);
    if (!words || !words->is_string()) return Refusal{Refusal::Why::NotFound, "web.no-page"};
    auto const assessed =
        assess(form, opened->draft.typed, surroundings(room, snapshot, call.by, call.at, call.language));
    ProposalsPage page;
    page.title = call.say("forms.proposals-title");
    page.id = opened->draft.id.text;
    page.words = std::string(words->get_string());
    page.back = step_address(opened->draft, form.pages.front().id);
    page.next = next_address(opened->draft, form, assessed);
    page.proposals = propose(room.procedures, call, opened->procedure->id, page.words);
    for (auto& each : page.proposals) each.draft = page.id;
    return page;
}

}

void draft_routes(web::Router& on, Room& room)
{
    auto const whoever = web::citizen(act::Level::Low);
    on.look("/esborranys/{id}", whoever, room, show_draft);
    on.change("/esborranys/{id}", whoever, room, prepare_change, record_change,
              {.body_limit = 256 * 1024, .for_programs = true});
    on.look("/esborranys/{id}/propostes", whoever, room, show_proposals);
    on.act("/esborranys/{id}/descarta", whoever, room, prepare_abandon, record_abandon);
    on.look("/carpeta/esborranys", whoever, room, show_list);
}

}
