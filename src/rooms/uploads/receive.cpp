// SPDX-License-Identifier: EUPL-1.2
// Pieces of an upload. Those of a request with a checksum count all together, when its last one has come and the
// checksum is right; others count one by one, so that a cut connection loses nothing.
#include "rooms/uploads/receive.h"

#include "rooms/audit/audit.h"
#include "rooms/uploads/keep.h"

namespace uploads {
namespace {

using base::Refusal;

std::optional<Refusal> closed(store::Upload const& upload, base::Instant at)
{
    if (upload.state == State::Disposed || upload.expires_at <= at)
        return Refusal{Refusal::Why::Gone, "uploads.expired", "", {{"file", upload.name}}};
    if (upload.state == State::Infected || upload.state == State::Unreadable)
        return Refusal{Refusal::Why::Gone,
                       upload.state == State::Infected ? "uploads.infected" : upload.why,
                       "",
                       {{"file", upload.name}}};
    if (upload.state != State::Receiving) return Refusal{Refusal::Why::Conflict, "uploads.whole-already"};
    return {};
}

Refusal wrong_offset() { return {Refusal::Why::Conflict, "uploads.wrong-offset"}; }

// Where the upload has to stand for this piece to count.
std::int64_t expected(Brought const& piece) { return piece.going.checksum ? piece.going.offset : piece.first; }

// A body in chunks whose end comes after its last byte: the file was whole, and judged, with the piece before.
bool only_ends(store::Upload const& upload, Brought const& piece)
{
    auto const judged = upload.state == State::Clean || upload.state == State::Quarantined;
    return judged && piece.last && piece.bytes == 0 && piece.first > piece.going.offset &&
           piece.first == upload.received;
}

std::int64_t sum(std::vector<store::Part> const& parts)
{
    std::int64_t bytes = 0;
    for (auto const& part : parts) bytes += part.bytes;
    return bytes;
}

// With a request's last piece its checksum, with the upload's last byte the whole file.
std::optional<Refusal> look_at_all(Room& room, db::Snapshot const& snapshot, store::Upload const& upload,
                                   web::Piece const& piece, Brought& brought)
{
    auto parts = store::parts(snapshot, upload.id);
    auto const& checksum = brought.going.checksum;
    if (checksum) {
        auto const loose = store::parts(snapshot, upload.id, piece.hand);
        if (sum(loose) != piece.at) return wrong_offset();
        parts.insert(parts.end(), loose.begin(), loose.end());
    }
    auto const content = content_of(room, std::move(parts), piece.bytes);
    brought.altered = checksum && !tus::matches(*checksum, content, brought.going.offset);
    if (!brought.altered && content.size == upload.bytes) brought.examined = examine(room, upload.name, content);
    return {};
}

}

base::Result<Kept> begin(Room& room, act::Act& act, Announced const& announced)
{
    if (announced.bytes <= 0)
        return Refusal{Refusal::Why::Unprocessable, "uploads.empty", "", {{"file", announced.name}}};
    if (announced.bytes > room.setting.largest)
        return Refusal{Refusal::Why::TooLarge,
                       "uploads.file-too-large",
                       "",
                       {{"file", announced.name}, {"most", std::to_string(room.setting.largest / 1'000'000)}}};
    if (auto const no = over_quota(room, act.tx, act.by, announced.bytes)) return *no;
    store::Upload upload;
    upload.id = UploadId::fresh(act.at);
    upload.name = announced.name;
    upload.metadata = announced.metadata;
    upload.bytes = announced.bytes;
    upload.made_at = act.at;
    upload.expires_at = act.at + room.setting.kept;
    store::insert(act.tx, act.by, upload);
    return Kept(upload);
}

base::Result<Brought> bring(Room& room, db::Snapshot const& snapshot, act::Actor const& by, base::Instant at,
                            Going const& going, web::Piece const& piece)
{
    auto const upload = own(snapshot, by, going.id);
    if (!upload) return upload.refusal();
    Brought brought{
        going, piece.hand, going.offset + piece.at, std::int64_t(piece.bytes.size()), piece.last, piece.cut, false,
        {},    {}};
    if (only_ends(*upload, brought)) return brought;
    if (auto const no = closed(*upload, at)) return *no;
    if (upload->received != expected(brought)) return wrong_offset();
    if (brought.first + brought.bytes > upload->bytes) return Refusal{Refusal::Why::TooLarge, "uploads.too-much"};
    if (piece.opening || (going.checksum && piece.cut)) return brought;
    auto const ends = brought.first + brought.bytes == upload->bytes;
    if (going.checksum ? piece.last : ends)
        if (auto const no = look_at_all(room, snapshot, *upload, piece, brought)) return *no;
    // What is infected or altered is never kept.
    if (!brought.altered && !(brought.examined && brought.examined->refusal))
        brought.parts = put(room, brought.first, piece.bytes);
    return brought;
}

namespace {

// The whole file is there: what it is found to be.
base::Result<Kept> judged(act::Act& act, store::Upload& upload, Examined const& found)
{
    upload.state = *after(upload.state, found.event);
    upload.type = found.type;
    upload.why = found.why;
    store::set_state(act.tx, upload.id, upload.state, found.why, act.at);
    if (found.refusal) {
        store::drop_parts(act.tx, upload.id, act.at);
        audit::record(act, "uploads.refused", act.by.person, upload.id.text);
        auto no = *found.refusal;
        no.kept = true;
        return no;
    }
    upload.sha256 = base::hex(found.sha256);
    store::set_content(act.tx, upload.id, found.type, found.sha256);
    audit::record(act, "uploads.received", act.by.person, upload.id.text);
    return Kept(upload);
}

// Bytes that do not count: their rows stay until the store has disposed of them.
Refusal dropped(act::Act& act, Brought const& piece, Refusal why)
{
    for (auto const& part : piece.parts) store::insert_part(act.tx, piece.going.id, piece.hand, part, act.at);
    store::drop_parts_of(act.tx, piece.going.id, piece.hand, act.at);
    why.kept = true;
    return why;
}

}

base::Result<Kept> take(Room& room, act::Act& act, Brought const& piece)
{
    auto upload = own(act.tx, act.by, piece.going.id);
    if (!upload) return upload.refusal();
    if (only_ends(*upload, piece)) return Kept(*upload);
    if (auto const no = closed(*upload, act.at)) return dropped(act, piece, *no);
    if (upload->received != expected(piece)) return dropped(act, piece, wrong_offset());
    if (piece.altered) return dropped(act, piece, {Refusal::Why::Altered, "uploads.altered"});
    if (piece.going.checksum && piece.cut) return dropped(act, piece, {Refusal::Why::Altered, "uploads.altered"});
    auto const counts = !piece.going.checksum || piece.last;
    for (auto const& part : piece.parts)
        store::insert_part(act.tx, piece.going.id, counts ? "" : piece.hand, part, act.at);
    if (!counts) return Kept(*upload);
    if (piece.going.checksum) store::confirm_parts(act.tx, piece.going.id, piece.hand);
    upload->received = piece.first + piece.bytes;
    upload->expires_at = act.at + room.setting.kept;
    store::set_received(act.tx, upload->id, upload->received, upload->expires_at);
    if (piece.examined) return judged(act, *upload, *piece.examined);
    return Kept(*upload);
}

}
