// SPDX-License-Identifier: EUPL-1.2
// Acts on whole uploads: stored, filed, taken away.
#include "rooms/uploads/uploads.h"

#include "rooms/audit/audit.h"
#include "rooms/uploads/acts.h"
#include "rooms/uploads/examine.h"
#include "rooms/uploads/keep.h"
#include "rooms/uploads/name.h"

namespace uploads {

using base::Refusal;

struct Ready {
    std::string name;
    std::int64_t bytes = 0;
    std::size_t place = 0;
    Examined examined;
    std::vector<store::Part> parts;
};

Room::Room(Setting with) : setting(std::move(with)), blobs(setting.folder, setting.master_key) {}

void flush(Room& room) { room.blobs.flush(); }

Refusal none_such() { return {Refusal::Why::NotFound, "uploads.none-such"}; }

bool owned(act::Actor const& by, store::Upload const& upload)
{
    using enum act::Actor::Kind;
    return (by.kind == Person && by.person && by.person == upload.person) ||
           (by.kind == Staff && by.staff && by.staff == upload.staff);
}

base::Result<store::Upload> own(db::Snapshot const& snapshot, act::Actor const& by, UploadId const& id)
{
    auto upload = base::is_id_text(id.text) ? store::by_id(snapshot, id) : std::nullopt;
    if (!upload || !owned(by, *upload)) return none_such();
    return std::move(*upload);
}

std::optional<Kept> find(db::Snapshot const& snapshot, UploadId const& id) { return store::by_id(snapshot, id); }

bool owns(db::Snapshot const& snapshot, act::Actor const& by, UploadId const& id)
{
    return bool(own(snapshot, by, id));
}

std::vector<Kept> unfiled(db::Snapshot const& snapshot, act::Actor const& by)
{
    auto const found = store::unfiled_of(snapshot, by);
    return {found.begin(), found.end()};
}

std::optional<Refusal> over_quota(Room const& room, db::Snapshot const& snapshot, act::Actor const& by,
                                  std::int64_t more)
{
    auto const use = store::use_of(snapshot, by);
    if (use.files >= std::int64_t(room.setting.person_files))
        return Refusal{
            Refusal::Why::TooMany, "uploads.quota-files", "", {{"most", std::to_string(room.setting.person_files)}}};
    if (use.bytes + more > room.setting.person_bytes)
        return Refusal{Refusal::Why::TooLarge,
                       "uploads.quota-bytes",
                       "",
                       {{"most", std::to_string(room.setting.person_bytes / 1'000'000)}}};
    return {};
}

base::Result<std::shared_ptr<Ready const>> prepare(Room& room, std::string_view sent_name, std::string_view bytes,
                                                   std::size_t place)
{
    auto stored = std::make_shared<Ready>();
    stored->name = clean_name(sent_name);
    stored->bytes = std::int64_t(bytes.size());
    stored->place = place;
    if (stored->bytes > room.setting.largest)
        return Refusal{Refusal::Why::TooLarge,
                       "uploads.file-too-large",
                       "",
                       {{"file", stored->name}, {"most", std::to_string(room.setting.largest / 1'000'000)}}};
    stored->examined = examine(room, stored->name, content_of(bytes));
    if (stored->examined.refusal) return *stored->examined.refusal;
    stored->parts = put(room, 0, bytes);
    return std::shared_ptr<Ready const>(stored);
}

base::Result<Kept> record(Room& room, act::Act& act, Ready const& stored)
{
    if (auto const no = over_quota(room, act.tx, act.by, stored.bytes)) return *no;
    store::Upload upload;
    upload.id = UploadId::fresh(act.at + std::chrono::milliseconds(stored.place)); // ids tell their order
    upload.name = stored.name;
    upload.type = stored.examined.type;
    upload.bytes = upload.received = stored.bytes;
    upload.sha256 = base::hex(stored.examined.sha256);
    upload.state = *after(State::Receiving, stored.examined.event);
    upload.why = stored.examined.why;
    upload.made_at = act.at;
    upload.expires_at = act.at + room.setting.kept;
    store::insert(act.tx, act.by, upload);
    store::set_content(act.tx, upload.id, upload.type, stored.examined.sha256);
    for (auto const& part : stored.parts) store::insert_part(act.tx, upload.id, "", part, act.at);
    audit::record(act, "uploads.received", act.by.person, upload.id.text);
    return Kept(upload);
}

base::Result<Kept> freeze(Room&, act::Act& act, UploadId const& id, std::string_view holder)
{
    auto upload = own(act.tx, act.by, id);
    if (!upload) return upload.refusal();
    if (upload->frozen) {
        if (upload->holder == holder) return Kept(*upload);
        return Refusal{Refusal::Why::Conflict, "uploads.already-filed", "", {{"file", upload->name}}};
    }
    if (upload->state == State::Disposed || upload->expires_at <= act.at)
        return Refusal{Refusal::Why::Gone, "uploads.expired", "", {{"file", upload->name}}};
    if (upload->state == State::Receiving)
        return Refusal{Refusal::Why::Conflict, "uploads.not-whole", "", {{"file", upload->name}}};
    if (upload->state == State::Infected)
        return Refusal{Refusal::Why::Unprocessable, "uploads.infected", "", {{"file", upload->name}}};
    if (upload->state == State::Unreadable)
        return Refusal{Refusal::Why::Unprocessable, upload->why, "", {{"file", upload->name}}};
    store::set_frozen(act.tx, id, holder, act.at);
    upload->frozen = true;
    upload->holder = holder;
    return Kept(*upload);
}

void hand_over(act::Act& act, std::vector<UploadId> const& ids, act::PersonId const& from)
{
    for (auto const& id : ids) {
        auto const upload = store::by_id(act.tx, id);
        if (upload && upload->person == from && !upload->frozen) store::set_owner(act.tx, id, act.by);
    }
}

void dispose(act::Act& act, store::Upload const& upload)
{
    auto const next = after(upload.state, Event::Dispose);
    if (!next) return;
    store::set_state(act.tx, upload.id, *next, "", act.at);
    store::forget_name(act.tx, upload.id);
    store::drop_parts(act.tx, upload.id, act.at);
}

base::Result<base::Done> remove(Room&, act::Act& act, UploadId const& id)
{
    auto const upload = own(act.tx, act.by, id);
    if (!upload) return upload.refusal();
    if (upload->frozen) return Refusal{Refusal::Why::Conflict, "uploads.already-filed", "", {{"file", upload->name}}};
    if (upload->state == State::Disposed) return Refusal{Refusal::Why::Gone, "uploads.expired"};
    dispose(act, *upload);
    audit::record(act, "uploads.removed", upload->person, upload->id.text);
    return base::Done{};
}

bool intact(Room const& room, db::Snapshot const& snapshot, UploadId const& id)
{
    auto const upload = store::by_id(snapshot, id);
    if (!upload || upload->sha256.empty()) return false;
    base::Sha256 hash;
    for (auto const& part : store::parts(snapshot, id)) {
        auto const plain = room.blobs.get(part.blob);
        if (!plain) return false;
        hash.feed(*plain);
    }
    return base::hex(hash.finish()) == upload->sha256;
}

std::optional<std::string> whole_of(Room const& room, db::Snapshot const& snapshot, Kept const& upload)
{
    std::string whole;
    for (auto const& part : store::parts(snapshot, upload.id)) {
        auto const plain = room.blobs.get(part.blob);
        if (!plain || std::int64_t(whole.size()) != part.first_byte) return {};
        whole += *plain;
    }
    if (base::hex(base::sha256(whole)) != upload.sha256) return {};
    return whole;
}

std::optional<std::string> content(Room const& room, db::Snapshot const& snapshot, UploadId const& id)
{
    auto const upload = store::by_id(snapshot, id);
    return upload && upload->state == State::Clean ? whole_of(room, snapshot, *upload) : std::nullopt;
}

}
