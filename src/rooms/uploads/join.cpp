// SPDX-License-Identifier: EUPL-1.2
// Photographs of one paper made into one document, on the way between handing in and filing.
#include "rooms/uploads/acts.h"
#include "rooms/uploads/photograph.h"

namespace uploads {

using base::Refusal;

namespace {

constexpr std::size_t most_photographs = 40;
constexpr std::int64_t most_bytes = 40'000'000;    // all of them are in memory at once, and the PDF beside them
constexpr std::int64_t most_unpacked = 32'000'000; // pixels of PNGs: some three seconds of work at the worst

Refusal refused(std::string key, std::string file = {})
{
    return {Refusal::Why::Unprocessable, std::move(key), "", {{"file", std::move(file)}}};
}

std::string stem(std::string const& name) { return name.substr(0, name.rfind('.')); }

}

bool is_photograph(Kept const& file)
{
    auto const whole = file.state == State::Clean || file.state == State::Quarantined;
    return whole && (file.type == "image/jpeg" || file.type == "image/png");
}

base::Result<Joined> join(Room& room, db::Snapshot const& snapshot, act::Actor const& by,
                          std::vector<UploadId> const& ids)
{
    Joined made;
    std::vector<Photograph> pictures;
    std::string name;
    std::int64_t bytes = 0, unpacked = 0, made_bytes = 0;
    for (auto const& id : ids) {
        auto const file = own(snapshot, by, id);
        if (!file || !is_photograph(*file)) continue;
        bytes += file->bytes;
        if (made.taken.size() == most_photographs || bytes > most_bytes)
            return Refusal{
                Refusal::Why::Unprocessable,
                "uploads.too-many-photographs",
                "",
                {{"most", std::to_string(most_photographs)}, {"megabytes", std::to_string(most_bytes / 1'000'000)}}};
        auto const content = whole_of(room, snapshot, *file);
        if (content) unpacked += unpacked_pixels(*content);
        if (unpacked > most_unpacked || made_bytes > most_bytes) return refused("uploads.too-large-pictures");
        auto picture = content ? photograph(*content) : std::nullopt;
        if (!picture) return refused("uploads.not-joinable", file->name);
        made_bytes += std::int64_t(picture->data.size());
        if (name.empty()) name = stem(file->name) + ".pdf";
        pictures.push_back(std::move(*picture));
        made.taken.push_back(id);
    }
    if (pictures.empty()) return refused("uploads.no-photographs");
    auto ready = prepare(room, name, joined(pictures));
    if (!ready) return ready.refusal();
    made.ready = std::move(*ready);
    return made;
}

}
