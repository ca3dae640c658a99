// SPDX-License-Identifier: EUPL-1.2
// The field with which a form takes files, and what comes of it when no script runs.
#include "base/size.h"
#include "base/text.h"
#include "rooms/uploads/acts.h"

#include <algorithm>

namespace uploads {
namespace {

using base::Refusal;

std::string listed(std::vector<std::string> const& words, std::string_view before, std::string_view between)
{
    std::string text;
    for (auto const& word : words) text.append(text.empty() ? "" : between).append(before).append(word);
    return text;
}

FieldFile line(web::Call const& call, Kept const& kept)
{
    FieldFile shown;
    shown.id = kept.id.text;
    shown.name = kept.name;
    shown.size = base::size_in_words(kept.bytes, call.language);
    shown.state = name(kept.state);
    shown.state_words = call.say("uploads.state-" + shown.state);
    shown.remove = call.say("uploads.remove", {{"file", kept.name}});
    shown.good = kept.state == State::Clean;
    return shown;
}

}

std::vector<UploadId> ids_in(std::string_view value)
{
    constexpr std::size_t most = 500;
    std::vector<UploadId> ids;
    for (auto const& word : base::split(value, ' ')) {
        UploadId const id{word};
        auto const fresh = base::is_id_text(word) && std::ranges::find(ids, id) == ids.end();
        if (fresh && ids.size() < most) ids.push_back(id);
    }
    return ids;
}

Field field(Room const& room, db::Snapshot const& snapshot, web::Call const& call, std::string id, std::string label,
            std::string hint, Limits const& limits, std::vector<UploadId> const& chosen)
{
    Field made;
    made.label = std::move(label);
    made.hint = std::move(hint);
    made.limits = call.say("uploads.limits", {{"documents", std::to_string(limits.documents)},
                                              {"each", std::to_string(limits.each_bytes / 1'000'000)},
                                              {"total", std::to_string(limits.total_bytes / 1'000'000)},
                                              {"extensions", listed(limits.extensions, "", ", ")}});
    made.error = call.fault(id);
    made.described_by =
        (made.hint.empty() ? "" : id + "-hint ") + id + "-limits" + (made.error.empty() ? "" : " " + id + "-error");
    made.accept = listed(limits.extensions, ".", ",");
    made.input = id + "__fitxer";
    made.script = room.script;
    made.most = std::to_string(std::min(limits.each_bytes, room.setting.largest));
    for (auto const& one : chosen)
        if (auto const upload = own(snapshot, call.by, one); upload && upload->state != State::Disposed) {
            made.ids += (made.ids.empty() ? "" : " ") + upload->id.text;
            made.files.push_back(line(call, *upload));
            made.photographs = made.photographs || is_photograph(*upload);
        }
    auto const takes = [&](std::string_view kind) { return std::ranges::count(limits.extensions, kind) > 0; };
    made.joins = takes("pdf") && (takes("jpg") || takes("png"));
    made.id = std::move(id);
    return made;
}

Came came(Room& room, std::string_view id, std::vector<web::Octets> const& files, std::vector<std::string> const& names)
{
    Came all;
    auto const refuse = [&](Refusal why) {
        why.field = std::string(id);
        if (all.refusal)
            all.refusal->others.push_back(std::move(why));
        else
            all.refusal = std::move(why);
    };
    if (files.empty()) refuse({Refusal::Why::Unprocessable, "uploads.nothing-chosen"});
    if (files.size() > room.setting.person_files || names.size() != files.size()) {
        if (!files.empty())
            refuse({Refusal::Why::Unprocessable,
                    "uploads.too-many-at-once",
                    "",
                    {{"most", std::to_string(room.setting.person_files)}}});
        return all;
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto ready = prepare(room, names[i], files[i].data, i);
        if (ready)
            all.good.push_back(std::move(*ready));
        else
            refuse(ready.refusal());
    }
    return all;
}

}
