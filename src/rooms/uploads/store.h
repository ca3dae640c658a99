// SPDX-License-Identifier: EUPL-1.2
// The SQL of uploads and their parts. Only this room includes it.
#pragma once
#include "rooms/uploads/uploads.h"

namespace uploads::store {

// A row of uploads_upload.
struct Upload : Kept {
    act::PersonId person;
    act::StaffId staff;
    std::string why, metadata;
};

std::optional<Upload> by_id(db::Snapshot const&, UploadId const&);
std::vector<Upload> unfiled_of(db::Snapshot const&, act::Actor const&);
// How many somebody has that are neither filed nor disposed of, and how many bytes these will be.
struct Use {
    std::int64_t files = 0, bytes = 0;
};
Use use_of(db::Snapshot const&, act::Actor const&);
std::vector<UploadId> expired(db::Snapshot const&, base::Instant now, int limit);
// Without a verdict, and not tried since `before`; the oldest first.
std::vector<UploadId> quarantined(db::Snapshot const&, base::Instant before, int limit);
Waiting waiting(db::Snapshot const&);

void insert(db::Tx&, act::Actor const& owner, Upload const&);
void set_owner(db::Tx&, UploadId const&, act::Actor const& owner);
void set_received(db::Tx&, UploadId const&, std::int64_t received, base::Instant expires_at);
// `state` with what it rests on; a whole one is given its type and hash.
void set_state(db::Tx&, UploadId const&, State, std::string_view why, base::Instant);
void set_scanned(db::Tx&, UploadId const&, std::string_view trouble, base::Instant);
void set_content(db::Tx&, UploadId const&, std::string_view type, base::Digest const& sha256);
void set_frozen(db::Tx&, UploadId const&, std::string_view holder, base::Instant);
void forget_name(db::Tx&, UploadId const&);
// Rows of what was disposed of long ago, when no part of it is left.
void forget_disposed(db::Tx&, base::Instant before);

struct Part {
    std::int64_t first_byte = 0, bytes = 0;
    documents::Blob blob;
};
void insert_part(db::Tx&, UploadId const&, std::string_view hand, Part const&, base::Instant);
// Confirmed ones in their order, or those that a hand has brought and nobody has confirmed.
std::vector<Part> parts(db::Snapshot const&, UploadId const&, std::string_view hand = {});
void confirm_parts(db::Tx&, UploadId const&, std::string_view hand);
// All that are there, or only one hand's.
void drop_parts(db::Tx&, UploadId const&, base::Instant);
void drop_parts_of(db::Tx&, UploadId const&, std::string_view hand, base::Instant);

// What hands brought whose request never ended.
void drop_forgotten(db::Tx&, base::Instant before, base::Instant now);

struct Dropped {
    UploadId upload;
    std::int64_t first_byte = 0;
    std::string hand;
    documents::Blob blob;
};
std::vector<Dropped> dropped(db::Snapshot const&, int limit);
void forget_part(db::Tx&, Dropped const&);
// Where parts lie in a segment of the store, in their order: place and length.
std::vector<std::pair<std::int64_t, std::int64_t>> places(db::Snapshot const&, std::string_view segment);

}
