// SPDX-License-Identifier: EUPL-1.2
// Beginning a form, or going on with one that was begun.
#include "rooms/audit/audit.h"
#include "rooms/forms/fields/field.h"
#include "rooms/forms/pages.h"
#include "rooms/forms/proposals.h"

namespace forms {
namespace {

struct StartAsked {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(StartAsked, (), (id))

struct DraftCard {
    std::string id, href, saved, expires;
};
BOOST_DESCRIBE_STRUCT(DraftCard, (), (id, href, saved, expires))

struct StartPage {
    static constexpr auto view = "forms/start";
    std::string title, id, summary, how_many, sheet;
    std::vector<std::string> pages, documents;
    std::vector<DraftCard> drafts;
    bool signs = false;
};
BOOST_DESCRIBE_STRUCT(StartPage, (), (title, id, summary, how_many, sheet, pages, documents, drafts, signs))

base::Result<std::shared_ptr<catalogue::Procedure const>> with_form(Room& room, db::Snapshot const& snapshot,
                                                                    web::Call const& call, std::string_view id)
{
    auto const shelf = room.procedures.shelf(call.at);
    auto const* const found = shelf->find(id);
    if (!found || !found->form) return Refusal{Refusal::Why::NotFound, "forms.no-procedure"};
    if (auto const no = may_file(snapshot, call.by, *found, call.at)) return *no;
    return std::shared_ptr<catalogue::Procedure const>(shelf, found);
}

std::string when_words(web::Call const& call, base::Instant at)
{
    return call.say("forms.day-and-time",
                    {{"day", base::day_in_words(base::local_day(at), call.language)}, {"time", base::local_time(at)}});
}

// Straight to where somebody stopped, unless there is something to tell them first.
std::string go_on(Room& room, db::Snapshot const& snapshot, web::Call const& call, Draft const& draft)
{
    auto const opened = open(room, snapshot, call, draft.id.text);
    if (!opened || opened->moves || opened->stays) return "/esborranys/" + draft.id.text;
    auto const here = surroundings(room, snapshot, call.by, call.at, call.language);
    return next_address(opened->draft, opened->form(), assess(opened->form(), opened->draft.typed, here));
}

base::Result<StartPage> show_start(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                   StartAsked const& asked)
{
    auto const procedure = with_form(room, snapshot, call, asked.id);
    if (!procedure) return procedure.refusal();
    auto const& form = *(*procedure)->form;
    StartPage page;
    page.title = (*procedure)->title.in(call.language);
    page.summary = (*procedure)->summary.in(call.language);
    page.id = (*procedure)->id;
    page.sheet = "/tramits/" + page.id;
    page.signs = signature_may_be_asked(form.files);
    for (auto const& each : form.pages) page.pages.push_back(each.title.in(call.language));
    for (auto const& each : (*procedure)->documents)
        page.documents.push_back(each.required ? each.name.in(call.language)
                                               : call.say("forms.optional", {{"label", each.name.in(call.language)}}));
    for (auto const& draft : drafts_of(snapshot, call.by))
        if (draft.procedure == page.id)
            page.drafts.push_back({draft.id.text, go_on(room, snapshot, call, draft), when_words(call, draft.saved_at),
                                   base::day_in_words(base::local_day(draft.expires_at), call.language)});
    if (!page.drafts.empty()) call.looked_at(call.by.subject(), "forms.list");
    return page;
}

struct BeginAsked {
    std::string id;
    std::optional<std::string> de; // the draft of a generic procedure that proposed this one
    std::optional<json::object> answers;
};
BOOST_DESCRIBE_STRUCT(BeginAsked, (), (id, de, answers))

struct Beginning {
    std::shared_ptr<catalogue::Procedure const> procedure;
    json::object typed, sources;
    std::string from;
};

struct Begun {
    static constexpr bool creates = true;
    std::string id, step;
    json::object answers;
};
BOOST_DESCRIBE_STRUCT(Begun, (), (id, step, answers))
std::string location(Begun const& begun) { return begun.step; }

base::Result<Beginning> prepare_begin(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                      BeginAsked const& asked)
{
    auto const procedure = with_form(room, snapshot, call, asked.id);
    if (!procedure) return procedure.refusal();
    Beginning made{*procedure, {}, {}, {}};
    json::value words;
    if (asked.de) {
        auto const generic = open(room, snapshot, call, *asked.de);
        if (!generic) return generic.refusal();
        made.from = generic->draft.id.text;
        if (auto const* const said = generic->draft.typed.if_contains(generic->form().words)) words = *said;
    }
    for (auto const& each : asked.answers.value_or(json::object())) {
        if (!made.procedure->form->find(each.key()))
            return Refusal{Refusal::Why::Unprocessable, "field.unknown", std::string(each.key()).substr(0, 60)};
        made.typed[each.key()] = each.value();
    }
    prefill(room, snapshot, call.by, *made.procedure->form, words, made.typed, made.sources);
    return made;
}

base::Result<Begun> record_begin(Room& room, act::Act& act, Beginning const& made)
{
    if (auto const no = may_file(act.tx, act.by, *made.procedure, act.at)) return *no;
    if (!made.from.empty()) take_proposal(act, {made.from}, made.procedure->id);
    auto const id = begin(act, *made.procedure, made.typed, made.sources);
    if (!id) return id.refusal();
    audit::record(act, "forms.begun", act.by.subject(), id->text);
    auto const here = surroundings(room, act.tx, act.by, act.at, act.language);
    Draft draft;
    draft.id = *id;
    auto const& form = *made.procedure->form;
    return Begun{id->text, next_address(draft, form, assess(form, made.typed, here)), made.typed};
}

}

void start_routes(web::Router& on, Room& room)
{
    auto const whoever = web::citizen(act::Level::Low);
    on.look("/tramits/{id}/esborranys", whoever, room, show_start);
    on.act("/tramits/{id}/esborranys", whoever, room, prepare_begin, record_begin, {.body_limit = 256 * 1024});
}

}
