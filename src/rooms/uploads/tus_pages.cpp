// SPDX-License-Identifier: EUPL-1.2
// tus 1.0.0 at /fitxers: what may be sent and how far it is, in headers; and what each file is, as JSON.
#include "rooms/uploads/name.h"
#include "rooms/uploads/pages.h"
#include "rooms/uploads/receive.h"

namespace uploads {
namespace {

using base::Refusal;

std::string header(web::Call const& call, std::string_view name) { return std::string(net::find(call.headers, name)); }

std::optional<Refusal> other_version(web::Call const& call)
{
    if (header(call, "Tus-Resumable") == tus::version) return {};
    return Refusal{Refusal::Why::Precondition, "uploads.tus-version"};
}

net::Headers where(Kept const& kept)
{
    return {{"Upload-Offset", std::to_string(kept.received)}, {"Upload-Expires", tus::http_date(kept.expires_at)}};
}

web::Answer silent(int status, net::Headers headers)
{
    web::Answer answer;
    answer.status = status;
    answer.headers = std::move(headers);
    return answer;
}

base::Result<web::Answer> tell(Room& room, db::Snapshot const&, web::Call const&, web::Nothing const&)
{
    return silent(204, {{"Tus-Version", tus::version},
                        {"Tus-Extension", tus::extensions},
                        {"Tus-Max-Size", std::to_string(room.setting.largest)},
                        {"Tus-Checksum-Algorithm", tus::algorithms}});
}

base::Result<Announced> prepare_begin(Room&, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    if (auto const no = other_version(call)) return *no;
    auto const bytes = tus::bytes_in(header(call, "Upload-Length"));
    if (!bytes) return Refusal{Refusal::Why::Malformed, "uploads.tus-length"};
    auto const sent = header(call, "Upload-Metadata");
    auto const name = tus::metadata(sent, "filename");
    if (!name || name->empty()) return Refusal{Refusal::Why::Malformed, "uploads.tus-metadata"};
    return Announced{clean_name(*name), sent, *bytes};
}

base::Result<web::Answer> record_begin(Room& room, act::Act& act, Announced const& announced)
{
    auto const made = begin(room, act, announced);
    if (!made) return made.refusal();
    auto answer = silent(201, where(*made));
    answer.location = "/fitxers/" + made->id.text;
    return answer;
}

base::Result<web::Answer> show_offset(Room&, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    if (auto const no = other_version(call)) return *no;
    auto const upload = own(snapshot, call.by, {which.id});
    if (!upload) return upload.refusal();
    auto const gone = upload->state == State::Disposed || upload->state == State::Infected ||
                      upload->state == State::Unreadable || (!upload->frozen && upload->expires_at <= call.at);
    if (gone) return Refusal{Refusal::Why::Gone, "uploads.expired"};
    auto headers = where(*upload);
    headers.emplace_back("Upload-Length", std::to_string(upload->bytes));
    if (!upload->metadata.empty()) headers.emplace_back("Upload-Metadata", upload->metadata);
    headers.emplace_back("Cache-Control", "no-store");
    return silent(200, std::move(headers));
}

base::Result<Brought> prepare_piece(Room& room, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    if (auto const no = other_version(call)) return *no;
    if (header(call, "Content-Type") != "application/offset+octet-stream")
        return Refusal{Refusal::Why::Unsupported, "uploads.tus-type"};
    auto const offset = tus::bytes_in(header(call, "Upload-Offset"));
    if (!offset) return Refusal{Refusal::Why::Malformed, "uploads.tus-offset"};
    Going going{{which.id}, *offset, {}};
    if (auto const said = header(call, "Upload-Checksum"); !said.empty()) {
        going.checksum = tus::checksum(said);
        if (!going.checksum) return Refusal{Refusal::Why::Malformed, "uploads.tus-checksum"};
    }
    return bring(room, snapshot, call.by, call.at, going, *call.piece);
}

base::Result<web::Answer> record_piece(Room& room, act::Act& act, Brought const& brought)
{
    auto const kept = take(room, act, brought);
    if (!kept) return kept.refusal();
    return silent(204, where(*kept));
}

base::Result<UploadId> prepare_removal(Room&, db::Snapshot const&, web::Call const& call, Which const& which)
{
    if (auto const no = other_version(call)) return *no;
    return UploadId{which.id};
}

base::Result<web::Answer> record_removal(Room& room, act::Act& act, UploadId const& id)
{
    auto const done = remove(room, act, id);
    if (!done) return done.refusal();
    return silent(204, {});
}

struct List {
    std::vector<Told> files;
};
BOOST_DESCRIBE_STRUCT(List, (), (files))

base::Result<List> show_list(Room&, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    List list;
    for (auto const& kept : unfiled(snapshot, call.by)) list.files.push_back(told(call, kept));
    return list;
}

base::Result<Told> show_one(Room&, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const upload = own(snapshot, call.by, {which.id});
    if (!upload) return upload.refusal();
    if (upload->state == State::Disposed) return Refusal{Refusal::Why::Gone, "uploads.expired"};
    return told(call, *upload);
}

}

// texts: uploads.state-*
Told told(web::Call const& call, Kept const& kept)
{
    return {kept.id.text,
            kept.name,
            kept.type,
            kept.bytes,
            kept.received,
            std::string(name(kept.state)),
            call.say("uploads.state-" + std::string(name(kept.state))),
            kept.sha256,
            base::rfc3339(kept.expires_at)};
}

void tus_routes(web::Router& on, Room& room)
{
    auto const whoever = web::entered(act::Level::Low);
    net::Headers const always{{"Tus-Resumable", tus::version}};
    web::Traits const silent{.for_programs = true, .headers = {"Tus-Resumable"}, .silent = true, .always = always};
    auto creation = silent;
    creation.headers = {"Tus-Resumable", "Upload-Length", "Upload-Metadata"};
    creation.creates = true;
    creation.takes = "application/octet-stream"; // an empty one
    auto piece = silent;
    piece.headers = {"Tus-Resumable", "Content-Type", "Upload-Offset", "Upload-Checksum"};
    piece.body_limit = std::size_t(room.setting.largest);
    piece.in_pieces = piece.slow = piece.waits = true;
    piece.takes = "application/offset+octet-stream";
    on.options("/fitxers", web::anyone(), room, tell, silent);
    on.act("/fitxers", whoever, room, prepare_begin, record_begin, creation);
    on.head("/fitxers/{id}", whoever, room, show_offset, silent);
    on.change("/fitxers/{id}", whoever, room, prepare_piece, record_piece, piece);
    on.remove("/fitxers/{id}", whoever, room, prepare_removal, record_removal, silent);
    on.look("/fitxers", whoever, room, show_list, {.for_programs = true});
    on.look("/fitxers/{id}", whoever, room, show_one, {.for_programs = true});
}

}
