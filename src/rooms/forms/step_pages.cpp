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

// "treu.rows.1": the row goes, those after it move up.
void remove_row(json::object& typed, std::string const& action)
{
    auto const pieces = base::split(action, '.');
    if (pieces.size() != 3) return;
    auto* const rows = typed.if_contains(pieces[1]);
    auto const number = std::size_t(std::atoi(pieces[2].c_str()));
    if (!rows || !rows->is_array() || number >= rows->get_array().size()) return;
    rows->get_array().erase(rows->get_array().begin() + std::ptrdiff_t(number));
    if (rows->get_array().empty()) *rows = nullptr;
}

// A map that is pressed sends no button with it; the page is shown again, also when a key has hit it.
void settle_places(StepReady& ready, Map const& map)
{
    for (auto const& field : ready.page->fields) {
        if (field.type != "place") continue;
        auto& answer = ready.typed[field.key];
        if (map_was_sent(answer)) ready.action = "situa-" + field.key;
        answer = settled_place(field.key, answer, map, ready.action);
    }
}

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
    ready.typed = unfolded(*ready.page, sent.answers.fields);
    if (ready.action.starts_with("treu.")) remove_row(ready.typed, ready.action);
    compact(ready.typed);
    for (auto const& field : ready.page->fields)
        if (auto& answer = ready.typed[field.key]; field.type == "file" && !answer.is_null()) answer = ids_of(answer);
    if (ready.action.starts_with("treu-")) ready.removed = remove_file(*ready.page, ready.typed, ready.action);
    take_files(room, ready, sent.answers.fields);
    join_files(room, snapshot, call, ready);
    settle_places(ready, surroundings(room, snapshot, call.by, call.at, call.language).map);
    auto const& words = ready.opened.form().words;
    if (auto const* const said = words.empty() ? nullptr : ready.typed.if_contains(words); said && said->is_string())
        for (auto const& each :
             propose(room.procedures, call, ready.opened.procedure->id, std::string(said->get_string())))
            ready.proposals.push_back(each.id);
    return ready;
}

std::vector<Refusal> faults_of(FormPage const& page, Assessed const& assessed)
{
    std::vector<Refusal> list;
    for (auto const& fault : assessed.faults) {
        auto const key = fault.field.substr(0, fault.field.find('.'));
        if (std::ranges::find(page.fields, key, &Field::key) != page.fields.end()) list.push_back(fault);
    }
    return list;
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
    auto const& form = ready.opened.form();
    auto const now = open_draft(act.tx, act.by, ready.opened.draft.id.text);
    if (!now) return now.refusal();
    if (!ready.seen.empty() && ready.seen != seal_of_page(*ready.page, now->typed))
        return Refusal{Refusal::Why::Conflict, "forms.changed-elsewhere"};
    auto typed = ready.typed;
    auto files = record_files(room, act, ready, typed);
    judge_files(room, act.tx, *ready.page, typed, files);
    auto const saved = save(act, now->id, typed);
    if (!saved) return saved.refusal();
    if (ready.opened.moves) adopt(act, saved->id, ready.opened.procedure->version);
    auto const here = surroundings(room, act.tx, act.by, act.at, act.language);
    auto const assessed = assess(form, saved->typed, here);
    if (!ready.removed.empty()) uploads::remove(room.uploads, act, {ready.removed}); // filed elsewhere: it stays there
    auto const same_page = step_address(*saved, ready.page->id);
    if (!files.empty()) return all_of(std::move(files));
    if (ready.action == "desa") return StepSaved{saved->id.text, "/esborranys/" + saved->id.text + "?desat=si"};
    for (auto const& field : ready.page->fields)
        if (ready.action == "afegeix." + field.key)
            return StepSaved{saved->id.text, same_page + "?mes=" + field.key + "#" + field.key};
    for (auto const* const about : {"situa-", "apropa-", "allunya-"}) {
        auto const key = ready.action.substr(std::min(ready.action.size(), std::string_view(about).size()));
        auto const& fields = ready.page->fields;
        if (about + key != ready.action || std::ranges::find(fields, key, &catalogue::Field::key) == fields.end())
            continue;
        auto faults = faults_of(*ready.page, assessed);
        std::erase_if(faults, [&](Refusal const& each) { return each.text != "forms.place-not-found"; });
        if (!faults.empty()) return all_of(std::move(faults));
        return StepSaved{saved->id.text, same_page + "#" + key};
    }
    if (ready.action.starts_with("treu") || ready.action == "puja" || ready.joined)
        return StepSaved{saved->id.text, same_page};
    auto faults = faults_of(*ready.page, assessed);
    if (faults.empty()) {
        keep_proposals(act, saved->id, ready.proposals);
        return StepSaved{saved->id.text, onward(ready, *saved, assessed)};
    }
    return all_of(std::move(faults));
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
