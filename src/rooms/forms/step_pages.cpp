// SPDX-License-Identifier: EUPL-1.2
// One page of a form: shown with what was typed, saved whatever it is, and left when it is right.
#include "rooms/forms/fields/field.h"
#include "rooms/forms/proposals.h"
#include "rooms/forms/step.h"

#include <algorithm>

namespace forms {
namespace {

struct StepAsked {
    std::string id, pas;
    std::optional<std::string> mes, torna;
};
BOOST_DESCRIBE_STRUCT(StepAsked, (), (id, pas, mes, torna))

struct StepPage {
    static constexpr auto view = "forms/step";
    std::string title, id, page, procedure, step, help, seen, back, action, saved, expires, torna, among;
    std::vector<FieldShown> fields;
    bool files = false, form = true;
};
BOOST_DESCRIBE_STRUCT(StepPage, (),
                      (title, id, page, procedure, step, help, seen, back, action, saved, expires, torna, among, fields,
                       files, form))

FormPage const* page_of(catalogue::Form const& form, std::string_view id)
{
    auto const found = std::ranges::find(form.pages, id, &FormPage::id);
    return found == form.pages.end() ? nullptr : &*found;
}

std::size_t index_of(catalogue::Form const& form, FormPage const& page)
{
    return std::size_t(&page - form.pages.data());
}

// "Pas 2 de 5": only pages that are shown count.
std::string step_words(web::Call const& call, Assessed const& assessed, std::size_t index)
{
    std::size_t number = 0, all = 0;
    for (std::size_t i = 0; i < assessed.pages.size(); ++i)
        if (assessed.pages[i] != Assessed::Progress::Hidden) {
            ++all;
            if (i <= index) ++number;
        }
    return call.say("forms.step", {{"number", std::to_string(number)}, {"all", std::to_string(all)}});
}

std::string back_address(Opened const& opened, Assessed const& assessed, std::size_t index)
{
    while (index-- > 0)
        if (assessed.pages[index] != Assessed::Progress::Hidden)
            return step_address(opened.draft, opened.form().pages[index].id);
    return "/esborranys/" + opened.draft.id.text;
}

// For the browser's conditions: what fields of other pages are worth.
std::string among_words(catalogue::Form const& form, FormPage const& page, Assessed const& assessed)
{
    json::object told;
    for (auto const& other : form.pages)
        if (&other != &page)
            for (auto const& field : other.fields)
                if (auto const* const value = assessed.values.if_contains(field.key))
                    told[field.key] = json::array{field.type, *value};
    return json::serialize(told);
}

base::Result<StepPage> show_step(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                 StepAsked const& asked)
{
    auto opened = open(room, snapshot, call, asked.id);
    if (!opened) return opened.refusal();
    auto const* const page = page_of(opened->form(), asked.pas);
    if (!page) return Refusal{Refusal::Why::NotFound, "web.no-page"};
    auto drawn = call;
    // What was refused was kept all the same, with the files that were good and without empty rows; only what another
    // device changed meanwhile was not.
    auto const kept = !call.refused || call.refused->text != "forms.changed-elsewhere";
    if (drawn.typed.empty() || (call.refused && kept)) drawn.typed = folded(opened->form(), opened->draft.typed);
    auto here = surroundings(room, snapshot, call.by, call.at, call.language);
    here.draw_files = [&](FileWish const& wish) { return draw_files(room, snapshot, call, wish); };
    auto const assessed = assess(opened->form(), opened->draft.typed, here);
    auto const index = index_of(opened->form(), *page);
    StepPage made;
    made.title = page->title.in(call.language);
    made.id = opened->draft.id.text;
    made.page = page->id;
    made.procedure = opened->procedure->title.in(call.language);
    made.step = step_words(call, assessed, index);
    made.help = page->help.in(call.language);
    made.seen = seal_of_page(*page, opened->draft.typed);
    made.back = asked.torna ? "/esborranys/" + made.id + "/presenta" : back_address(*opened, assessed, index);
    made.action = step_address(opened->draft, page->id);
    made.saved = base::local_time(opened->draft.saved_at);
    made.expires = base::day_in_words(base::local_day(opened->draft.expires_at), call.language);
    made.torna = asked.torna.value_or(call.value("torna"));
    made.among = among_words(opened->form(), *page, assessed);
    made.fields = draw(*page, opened->draft.sources, assessed, drawn, here, asked.mes.value_or(""));
    made.files = std::ranges::any_of(page->fields, [](Field const& field) { return field.type == "file"; });
    call.looked_at(call.by.subject(), "forms.step");
    return made;
}

struct StepSent {
    std::string id, pas;
    std::optional<std::string> accio, vist, torna;
    web::Rest answers;
};
BOOST_DESCRIBE_STRUCT(StepSent, (), (id, pas, accio, vist, torna, answers))

struct StepSaved {
    std::string id, step;
};
BOOST_DESCRIBE_STRUCT(StepSaved, (), (id, step))
std::string location(StepSaved const& saved) { return saved.step; }

base::Result<StepReady> prepare_step(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     StepSent const& sent)
{
    auto opened = open(room, snapshot, call, sent.id);
    if (!opened) return opened.refusal();
    StepReady ready{.opened = std::move(*opened),
                    .action = sent.accio.value_or("continua"),
                    .seen = sent.vist.value_or(""),
                    .torna = sent.torna.value_or("")};
    ready.page = page_of(ready.opened.form(), sent.pas);
    if (!ready.page) return Refusal{Refusal::Why::NotFound, "web.no-page"};
    read_step(room, snapshot, call, ready, sent.answers.fields);
    auto const& words = ready.opened.form().words;
    if (auto const* const said = words.empty() ? nullptr : ready.typed.if_contains(words); said && said->is_string())
        for (auto const& each :
             propose(room.procedures, call, ready.opened.procedure->id, std::string(said->get_string())))
            ready.proposals.push_back(each.id);
    return ready;
}

base::Result<StepSaved> all_of(std::vector<Refusal> faults)
{
    auto first = base::together(std::move(faults));
    first.kept = true; // what was typed is kept also when it is not right: nobody types it twice
    return first;
}

// Where somebody goes from a page that is right.
std::string onward(StepReady const& ready, Draft const& draft, Assessed const& assessed)
{
    auto const& form = ready.opened.form();
    auto const index = index_of(form, *ready.page);
    if (ready.torna == "presenta") return next_address(draft, form, assessed);
    if (!ready.proposals.empty()) return "/esborranys/" + draft.id.text + "/propostes";
    for (auto i = index + 1; i < form.pages.size(); ++i)
        if (assessed.pages[i] != Assessed::Progress::Hidden) return step_address(draft, form.pages[i].id);
    return next_address(draft, form, assessed);
}

base::Result<StepSaved> record_step(Room& room, act::Act& act, StepReady const& ready)
{
    auto kept = keep_step(room, act, ready);
    if (!kept) return kept.refusal();
    auto const id = kept->draft.id.text;
    if (!kept->faults.empty()) return all_of(std::move(kept->faults));
    if (ready.action == "desa") return StepSaved{id, "/esborranys/" + id + "?desat=si"};
    auto const same_page = step_address(kept->draft, ready.page->id);
    if (!kept->more.empty()) return StepSaved{id, same_page + "?mes=" + kept->more + "#" + kept->more};
    if (kept->stays) return StepSaved{id, same_page + (kept->at.empty() ? "" : "#" + kept->at)};
    keep_proposals(act, kept->draft.id, ready.proposals);
    return StepSaved{id, onward(ready, kept->draft, kept->assessed)};
}

}

void step_routes(web::Router& on, Room& room)
{
    auto const whoever = web::citizen(act::Level::Low);
    on.look("/esborranys/{id}/pas/{pas}", whoever, room, show_step);
    on.act("/esborranys/{id}/pas/{pas}", whoever, room, prepare_step, record_step,
           {.body_limit = std::size_t(room.uploads.setting.largest_form) + 256 * 1024, .waits = true});
}

}
