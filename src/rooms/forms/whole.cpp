// SPDX-License-Identifier: EUPL-1.2
// All of a form on one page: its pages taken as one, drawn as sections.
#include "rooms/forms/pages.h"
#include "rooms/forms/step.h"

#include <algorithm>

namespace forms {
namespace {

std::shared_ptr<FormPage const> as_one(catalogue::Form const& form)
{
    auto all = std::make_shared<FormPage>();
    all->id = "all";
    for (auto const& page : form.pages) all->fields.insert(all->fields.end(), page.fields.begin(), page.fields.end());
    return all;
}

std::string both(base::Expression const& page, std::string const& field)
{
    auto const outer = base::told(page);
    if (field.empty()) return json::serialize(outer);
    return json::serialize(json::array{"and", outer, json::parse(field)});
}

}

Whole draw_whole(Room& room, db::Snapshot const& snapshot, web::Call const& call, Opened const& opened,
                 std::string_view more)
{
    auto const& form = opened.form();
    auto drawn = call;
    // What was refused was kept all the same; only what another device changed meanwhile was not.
    auto const kept = !call.refused || call.refused->text != "forms.changed-elsewhere";
    if (drawn.typed.empty() || (call.refused && kept)) drawn.typed = folded(form, opened.draft.typed);
    auto here = surroundings(room, snapshot, call.by, call.at, call.language);
    here.draw_files = [&](FileWish const& wish) { return draw_files(room, snapshot, call, wish); };
    auto const assessed = assess(form, opened.draft.typed, here);
    Whole made;
    made.seen = seal_of_whole(form, opened.draft.typed);
    for (auto const& page : form.pages) {
        Section section{page.id, page.title.in(call.language), page.help.in(call.language), {}};
        section.fields = draw(page, opened.draft.sources, assessed, drawn, here, more);
        if (page.when)
            for (auto& field : section.fields) field.when = both(*page.when, field.when);
        made.sections.push_back(std::move(section));
        made.files |= std::ranges::any_of(page.fields, [](auto const& field) { return field.type == "file"; });
    }
    return made;
}

std::shared_ptr<StepReady const> read_whole(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                            Opened opened, WholeSent const& sent)
{
    auto ready = std::make_shared<StepReady>(
        StepReady{.opened = std::move(opened), .action = sent.action, .seen = sent.seen, .torna = {}});
    ready->whole = as_one(ready->opened.form());
    ready->page = ready->whole.get();
    read_step(room, snapshot, call, *ready, sent.answers);
    return ready;
}

base::Result<WholeKept> keep_whole(Room& room, act::Act& act, StepReady const& ready)
{
    auto kept = keep_step(room, act, ready);
    if (!kept) return kept.refusal();
    return WholeKept{std::move(kept->draft), std::move(kept->faults), kept->stays, std::move(kept->more),
                     std::move(kept->at)};
}

std::string seal_of_whole(catalogue::Form const& form, json::object const& typed)
{
    return seal_of_page(*as_one(form), typed);
}

Prefilled prefilled(Room& room, db::Snapshot const& snapshot, act::Actor const& whose, catalogue::Form const& form)
{
    Prefilled made;
    prefill(room, snapshot, whose, form, {}, made.typed, made.sources);
    return made;
}

}
