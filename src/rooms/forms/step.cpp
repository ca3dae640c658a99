// SPDX-License-Identifier: EUPL-1.2
// What was sent of a page of a draft: read before the lane, kept in it whatever it is, judged. A page of the form, or
// all of them as one.
#include "rooms/forms/step.h"
#include "rooms/forms/fields/field.h"

#include <algorithm>

namespace forms {
namespace {

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

std::vector<Refusal> faults_of(FormPage const& page, Assessed const& assessed)
{
    std::vector<Refusal> list;
    for (auto const& fault : assessed.faults) {
        auto const key = fault.field.substr(0, fault.field.find('.'));
        if (std::ranges::find(page.fields, key, &Field::key) != page.fields.end()) list.push_back(fault);
    }
    return list;
}

// What belongs to no button of the page: "situa-place" and the like are told by their field.
std::string place_moved(StepReady const& ready)
{
    for (std::string const about : {"situa-", "apropa-", "allunya-"})
        for (auto const& field : ready.page->fields)
            if (ready.action == about + field.key) return field.key;
    return {};
}

// Whether the page is shown again, though nothing is wrong with it: rows, files and places are chosen piece by piece.
void settle(StepReady const& ready, StepKept& kept)
{
    auto const& fields = ready.page->fields;
    for (auto const& field : fields)
        if (ready.action == "afegeix." + field.key) kept.more = field.key;
    kept.at = place_moved(ready);
    kept.stays = !kept.more.empty() || !kept.at.empty() || ready.joined || ready.action.starts_with("treu") ||
                 ready.action == "puja" || ready.action == "desa" || ready.action == "recalcula";
    if (kept.stays && kept.at.empty()) return;
    kept.faults = faults_of(*ready.page, kept.assessed);
    if (!kept.at.empty())
        std::erase_if(kept.faults, [](Refusal const& each) { return each.text != "forms.place-not-found"; });
}

}

void read_step(Room& room, db::Snapshot const& snapshot, web::Call const& call, StepReady& ready,
               json::object const& flat)
{
    ready.typed = unfolded(*ready.page, flat);
    if (ready.action.starts_with("treu.")) remove_row(ready.typed, ready.action);
    compact(ready.typed);
    for (auto const& field : ready.page->fields)
        if (auto& answer = ready.typed[field.key]; field.type == "file" && !answer.is_null()) answer = ids_of(answer);
    if (ready.action.starts_with("treu-")) ready.removed = remove_file(*ready.page, ready.typed, ready.action);
    take_files(room, ready, flat);
    join_files(room, snapshot, call, ready);
    settle_places(ready, surroundings(room, snapshot, call.by, call.at, call.language).map);
}

base::Result<StepKept> keep_step(Room& room, act::Act& act, StepReady const& ready)
{
    auto const now = open_draft(act.tx, act.by, ready.opened.draft.id.text);
    if (!now) return now.refusal();
    if (!ready.seen.empty() && ready.seen != seal_of_page(*ready.page, now->typed))
        return Refusal{Refusal::Why::Conflict, "forms.changed-elsewhere"};
    auto typed = ready.typed;
    auto files = record_files(room, act, ready, typed);
    judge_files(room, act.tx, *ready.page, typed, files);
    auto saved = save(act, now->id, typed);
    if (!saved) return saved.refusal();
    if (ready.opened.moves) adopt(act, saved->id, ready.opened.procedure->version);
    StepKept kept{std::move(*saved), {}, std::move(files)};
    auto const here = surroundings(room, act.tx, act.by, act.at, act.language);
    kept.assessed = assess(ready.opened.form(), kept.draft.typed, here);
    if (!ready.removed.empty()) uploads::remove(room.uploads, act, {ready.removed}); // filed elsewhere: it stays there
    if (kept.faults.empty()) settle(ready, kept);
    return kept;
}

}
