// SPDX-License-Identifier: EUPL-1.2
// A draft opened with its procedure: by whom it may be, and whether its form has changed meanwhile.
#include "rooms/forms/pages.h"
#include "rooms/identity/identity.h"

#include <algorithm>

namespace forms {

Surroundings surroundings(Room& room, db::Snapshot const& snapshot, act::Actor const& by, base::Instant at,
                          std::string_view language)
{
    Surroundings here;
    here.today = base::local_day(at);
    here.language = language;
    here.attached = [&snapshot, by](std::string_view id) -> std::optional<Attached> {
        uploads::UploadId const upload{std::string(id)};
        auto const kept = uploads::find(snapshot, upload);
        if (!kept || !uploads::owns(snapshot, by, upload)) return {};
        auto const whole = kept->state == uploads::State::Clean || kept->state == uploads::State::Quarantined;
        if (!whole) return {};
        return Attached{kept->id.text, kept->name, kept->type, kept->sha256, kept->bytes};
    };
    here.streets = [&room, &snapshot] { return room.streets(snapshot); };
    if (room.map) here.map = room.map(snapshot);
    return here;
}

std::optional<base::Refusal> may_file(db::Snapshot const& snapshot, act::Actor const& by,
                                      catalogue::Procedure const& procedure, base::Instant now)
{
    if (by.kind == act::Actor::Kind::Staff) return {};
    if (by.level < procedure.level)
        return Refusal{
            Refusal::Why::Forbidden, "web.level-too-low", "", {{"level", std::string(name(procedure.level))}}};
    return identity::recheck(snapshot, by, now, procedure.id);
}

base::Result<Opened> open(Room& room, db::Snapshot const& snapshot, web::Call const& call, std::string_view id)
{
    auto found = open_draft(snapshot, call.by, id);
    if (!found) return found.refusal();
    auto procedure = room.procedures.at_version(found->procedure, found->version);
    if (!procedure || !procedure->form) return Refusal{Refusal::Why::Gone, "forms.no-form-any-more"};
    auto const shelf = room.procedures.shelf(call.at);
    auto const* const now = shelf->find(found->procedure);
    Opened opened{std::move(*found), std::move(procedure)};
    if (now && now->form && now->version != opened.draft.version) {
        auto const here = surroundings(room, snapshot, call.by, call.at, call.language);
        opened.stays = !can_move(opened.form(), *now->form, opened.draft.typed, here);
        opened.moves = !opened.stays;
        if (opened.moves) opened.procedure = {shelf, now};
    }
    if (auto const no = may_file(snapshot, call.by, *opened.procedure, call.at)) return *no;
    return opened;
}

void prefill(Room& room, db::Snapshot const& snapshot, act::Actor const& by, catalogue::Form const& form,
             json::value const& words, json::object& typed, json::object& sources)
{
    for (auto const& page : form.pages)
        for (auto const& field : page.fields) {
            if (field.prefill.empty() || typed.contains(field.key)) continue;
            auto const known =
                field.prefill == "words" ? Room::Known{words, "words"} : room.known(snapshot, by, field.prefill);
            if (known.value.is_null()) continue;
            typed[field.key] = known.value;
            sources[field.key] = known.source;
        }
}

std::string step_address(Draft const& draft, std::string_view page)
{
    return "/esborranys/" + draft.id.text + "/pas/" + std::string(page);
}

std::string next_address(Draft const& draft, catalogue::Form const& form, Assessed const& assessed)
{
    using Progress = Assessed::Progress;
    for (std::size_t i = 0; i < form.pages.size(); ++i)
        if (assessed.pages[i] == Progress::NotStarted || assessed.pages[i] == Progress::Incomplete)
            return step_address(draft, form.pages[i].id);
    return "/esborranys/" + draft.id.text + "/presenta";
}

void routes(web::Router& on, Room& room)
{
    start_routes(on, room);
    step_routes(on, room);
    draft_routes(on, room);
    handover_routes(on, room);
}

}
