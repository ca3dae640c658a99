// SPDX-License-Identifier: EUPL-1.2
// The bytes handed out: only of what a scanner found clean, always to be saved and never shown in the browser, where
// it would run as if it were ours.
#include "rooms/uploads/pages.h"

#include "base/log.h"

namespace uploads {
namespace {

using base::Refusal;

// Whose data are in it, nothing for whoever may not read it. What the office took in and filed is no longer of whoever
// scanned it.
std::optional<act::PersonId> read_by(Room const& room, db::Snapshot const& snapshot, act::Actor const& by,
                                     store::Upload const& upload)
{
    if (by.kind == act::Actor::Kind::Staff && upload.frozen) return room.staff_may_read(snapshot, by, upload);
    return owned(by, upload) ? std::optional(upload.person) : std::nullopt;
}

base::Result<web::File> show_content(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     Which const& which)
{
    auto const upload = base::is_id_text(which.id) ? store::by_id(snapshot, {which.id}) : std::nullopt;
    if (!upload) return none_such();
    auto const subject = read_by(room, snapshot, call.by, *upload);
    if (!subject) return none_such();
    if (upload->state == State::Disposed) return Refusal{Refusal::Why::Gone, "uploads.expired"};
    // Open for filing, closed for reading (model.md, invariant 6).
    if (upload->state != State::Clean)
        return Refusal{Refusal::Why::Conflict, "uploads.not-served", "", {{"file", upload->name}}};
    auto bytes = content(room, snapshot, upload->id);
    if (!bytes) {
        base::log::error("uploads.damaged", {{"upload", upload->id.text}});
        return Refusal{Refusal::Why::Unavailable, "uploads.damaged-here"};
    }
    if (*subject) call.looked_at(*subject, "uploads.read"); // model.md, invariant 27
    return web::File{std::move(*bytes), upload->type, upload->name, true};
}

}

void content_routes(web::Router& on, Room& room)
{
    on.look("/fitxers/{id}/contingut", web::entered(act::Level::Low), room, show_content, {.slow = true});
}

void routes(web::Router& on, Room& room)
{
    tus_routes(on, room);
    content_routes(on, room);
    mine_routes(on, room);
}

}
