// SPDX-License-Identifier: EUPL-1.2
// The files of a page: come with its form, joined, taken away, judged together.
#include "rooms/forms/step.h"
#include "web/form.h"

#include <algorithm>

namespace forms {
namespace {

using base::Refusal;

std::vector<std::string> texts_of(json::object const& flat, std::string const& name)
{
    std::vector<std::string> list;
    auto const* const found = flat.if_contains(name);
    if (!found) return list;
    if (found->is_string()) list.emplace_back(found->get_string());
    if (auto const* const array = found->if_array())
        for (auto const& each : *array)
            if (each.is_string()) list.emplace_back(each.get_string());
    return list;
}

void record_joined(Room& room, act::Act& act, StepReady const& ready, json::object& typed, std::vector<Refusal>& faults)
{
    auto const kept = uploads::record(room.uploads, act, *ready.joined->ready);
    if (!kept) {
        faults.emplace_back(kept.refusal()).field = ready.joined_in;
        return;
    }
    json::array ids;
    for (auto const& id : ids_of(typed[ready.joined_in])) {
        uploads::UploadId const each{std::string(id.as_string())};
        auto const taken = std::ranges::find(ready.joined->taken, each);
        if (taken == ready.joined->taken.begin()) ids.emplace_back(kept->id.text); // in the place of the first
        if (taken == ready.joined->taken.end()) ids.push_back(id);
    }
    typed[ready.joined_in] = std::move(ids);
}

}

void take_files(Room& room, StepReady& ready, json::object const& flat)
{
    for (auto const& field : ready.page->fields) {
        if (field.type != "file") continue;
        std::vector<web::Octets> files;
        for (auto& bytes : texts_of(flat, field.key + std::string(web::file_suffix)))
            files.push_back({std::move(bytes)});
        if (files.empty() && ready.action != "puja") continue;
        ready.files.emplace_back(field.key,
                                 uploads::came(room.uploads, field.key, files, texts_of(flat, field.key + "__nom")));
    }
}

json::array ids_of(json::value const& answer)
{
    json::array ids;
    if (auto const* const text = answer.if_string())
        for (auto const& id : uploads::ids_in(*text)) ids.emplace_back(id.text);
    if (auto const* const list = answer.if_array())
        for (auto const& each : *list)
            if (each.is_string() && base::is_id_text(each.get_string())) ids.push_back(each);
    return ids;
}

std::string remove_file(FormPage const& page, json::object& typed, std::string const& action)
{
    auto const id = json::value(action.substr(std::string_view("treu-").size()));
    for (auto const& field : page.fields) {
        auto* const list = field.type == "file" ? typed[field.key].if_array() : nullptr;
        if (!list || std::ranges::find(*list, id) == list->end()) continue;
        list->erase(std::remove(list->begin(), list->end(), id), list->end());
        if (list->empty()) typed[field.key] = nullptr;
        return std::string(id.as_string());
    }
    return {};
}

void join_files(Room& room, db::Snapshot const& snapshot, web::Call const& call, StepReady& ready)
{
    constexpr std::string_view joining = "uneix-";
    if (!ready.action.starts_with(joining)) return;
    auto const key = ready.action.substr(joining.size());
    auto const& fields = ready.page->fields;
    auto const field = std::ranges::find(fields, key, &catalogue::Field::key);
    if (field == fields.end() || field->type != "file") return;
    std::vector<uploads::UploadId> ids;
    for (auto const& id : ids_of(ready.typed[key])) ids.push_back({std::string(id.as_string())});
    ready.joined_in = key;
    if (auto made = uploads::join(room.uploads, snapshot, call.by, ids)) {
        ready.joined = std::move(*made);
    } else {
        ready.not_joined = made.refusal();
        ready.not_joined->field = key;
    }
}

std::vector<Refusal> record_files(Room& room, act::Act& act, StepReady const& ready, json::object& typed)
{
    std::vector<Refusal> faults;
    for (auto const& [key, came] : ready.files) {
        auto ids = ids_of(typed[key]);
        for (auto const& file : came.good) {
            auto const kept = uploads::record(room.uploads, act, *file);
            if (kept) ids.emplace_back(kept->id.text);
            if (!kept) faults.emplace_back(kept.refusal()).field = key;
        }
        typed[key] = ids.empty() ? json::value() : json::value(std::move(ids));
        if (!came.refusal) continue;
        faults.push_back(*came.refusal);
        faults.insert(faults.end(), came.refusal->others.begin(), came.refusal->others.end());
    }
    if (ready.joined) record_joined(room, act, ready, typed, faults);
    if (ready.not_joined) faults.push_back(*ready.not_joined);
    return faults;
}

void judge_files(Room& room, db::Snapshot const& snapshot, FormPage const& page, json::object const& typed,
                 std::vector<Refusal>& faults)
{
    for (auto const& field : page.fields) {
        if (field.type != "file") continue;
        std::vector<uploads::Kept> kept;
        for (auto const& id : ids_of(typed.at(field.key)))
            if (auto const found = uploads::find(snapshot, {std::string(id.as_string())})) kept.push_back(*found);
        auto const fit = uploads::judge(room.uploads.setting.own, kept);
        if (fit) continue;
        auto no = fit.refusal();
        for (auto& each : no.others) each.field = field.key;
        no.field = field.key;
        faults.insert(faults.end(), no.others.begin(), no.others.end());
        no.others.clear();
        faults.push_back(std::move(no));
    }
}

}
