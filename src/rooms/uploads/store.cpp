// SPDX-License-Identifier: EUPL-1.2
#include "rooms/uploads/store.h"

#include "base/crypto.h"

namespace uploads::store {
namespace {

Upload read(db::Row const& row)
{
    Upload upload;
    upload.id = {row.text(0)};
    upload.person = {row.text_or(1, "")};
    upload.staff = {row.text_or(2, "")};
    upload.name = row.text(3);
    upload.type = row.text(4);
    upload.bytes = row.integer(5);
    upload.received = row.integer(6);
    upload.sha256 = row.null(7) ? "" : base::hex(row.bytes(7));
    upload.state = state_named(row.text(8));
    upload.why = row.text(9);
    upload.holder = row.text_or(10, "");
    upload.frozen = !row.null(11);
    upload.made_at = {row.integer(12)};
    upload.expires_at = {row.integer(13)};
    upload.metadata = row.text(14);
    return upload;
}

documents::Blob blob(db::Row const& row, std::size_t at)
{
    return {row.bytes(at), row.text(at + 1), row.integer(at + 2), row.integer(at + 3), ""};
}

// Owners as the rows have them: the other column is null.
std::optional<std::string> person_of(act::Actor const& by)
{
    return by.kind == act::Actor::Kind::Person ? std::optional(by.person.text) : std::nullopt;
}
std::optional<std::string> staff_of(act::Actor const& by)
{
    return by.kind == act::Actor::Kind::Staff ? std::optional(by.staff.text) : std::nullopt;
}

std::vector<UploadId> ids(db::Rows const& rows)
{
    std::vector<UploadId> list;
    for (auto const& row : rows) list.push_back({row.text(0)});
    return list;
}

}

std::optional<Upload> by_id(db::Snapshot const& snapshot, UploadId const& id)
{
    auto const row = snapshot.one(R"sql(
        select id, person, staff, name, type, bytes, received, sha256, state, why, holder, frozen_at, made_at,
            expires_at, metadata
        from uploads_upload where id = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Upload> unfiled_of(db::Snapshot const& snapshot, act::Actor const& by)
{
    auto const rows = by.kind == act::Actor::Kind::Staff ? snapshot(R"sql(
        select id, person, staff, name, type, bytes, received, sha256, state, why, holder, frozen_at, made_at,
            expires_at, metadata
        from uploads_upload where staff = $1 and frozen_at is null and state <> 'disposed' order by id limit 500
        )sql",
                                                                    by.staff.text)
                                                         : snapshot(R"sql(
        select id, person, staff, name, type, bytes, received, sha256, state, why, holder, frozen_at, made_at,
            expires_at, metadata
        from uploads_upload where person = $1 and frozen_at is null and state <> 'disposed' order by id limit 500
        )sql",
                                                                    by.person.text);
    std::vector<Upload> list;
    for (auto const& row : rows) list.push_back(read(row));
    return list;
}

Use use_of(db::Snapshot const& snapshot, act::Actor const& by)
{
    Use use;
    for (auto const& upload : unfiled_of(snapshot, by)) {
        ++use.files;
        // What is infected or unreadable has no bytes left.
        if (upload.state != State::Infected && upload.state != State::Unreadable) use.bytes += upload.bytes;
    }
    return use;
}

std::vector<UploadId> expired(db::Snapshot const& snapshot, base::Instant now, int limit)
{
    return ids(snapshot(R"sql(
        select id from uploads_upload where frozen_at is null and state <> 'disposed' and expires_at <= $1
        order by expires_at limit $2
        )sql",
                        now.micros, limit));
}

std::vector<UploadId> quarantined(db::Snapshot const& snapshot, base::Instant before, int limit)
{
    return ids(snapshot(R"sql(
        select id from uploads_upload where state = 'quarantined' and (scanned_at is null or scanned_at < $1)
        order by id limit $2
        )sql",
                        before.micros, limit));
}

Waiting waiting(db::Snapshot const& snapshot)
{
    auto const row = snapshot.one(R"sql(
        select count(*), coalesce(min(state_at), 0) from uploads_upload where state = 'quarantined'
        )sql");
    return {row->integer(0), {row->integer(1)}};
}

void insert(db::Tx& tx, act::Actor const& owner, Upload const& upload)
{
    tx(R"sql(
        insert into uploads_upload (id, person, staff, name, type, bytes, received, state, why, made_at, state_at,
            expires_at, metadata)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12)
        )sql",
       upload.id.text, person_of(owner), staff_of(owner), upload.name, upload.type, upload.bytes, upload.received,
       name(upload.state), upload.why, upload.made_at.micros, upload.expires_at.micros, upload.metadata);
}

void set_owner(db::Tx& tx, UploadId const& id, act::Actor const& owner)
{
    tx(R"sql(update uploads_upload set person = $2, staff = $3 where id = $1)sql", id.text, person_of(owner),
       staff_of(owner));
}

void set_received(db::Tx& tx, UploadId const& id, std::int64_t received, base::Instant expires_at)
{
    tx(R"sql(
        update uploads_upload set received = $2, expires_at = $3 where id = $1
        )sql",
       id.text, received, expires_at.micros);
}

void set_state(db::Tx& tx, UploadId const& id, State state, std::string_view why, base::Instant at)
{
    tx(R"sql(
        update uploads_upload set state = $2, why = $3, state_at = $4 where id = $1
        )sql",
       id.text, name(state), why, at.micros);
}

void set_scanned(db::Tx& tx, UploadId const& id, std::string_view why, base::Instant at)
{
    tx(R"sql(
        update uploads_upload set scanned_at = $3, why = $2 where id = $1
        )sql",
       id.text, why, at.micros);
}

void set_content(db::Tx& tx, UploadId const& id, std::string_view type, base::Digest const& sha256)
{
    tx(R"sql(
        update uploads_upload set type = $2, sha256 = $3 where id = $1
        )sql",
       id.text, type, db::Bytes{sha256});
}

void set_frozen(db::Tx& tx, UploadId const& id, std::string_view holder, base::Instant at)
{
    tx(R"sql(
        update uploads_upload set holder = $2, frozen_at = $3 where id = $1
        )sql",
       id.text, holder, at.micros);
}

void forget_name(db::Tx& tx, UploadId const& id)
{
    tx(R"sql(update uploads_upload set name = '' where id = $1)sql", id.text);
}

void forget_disposed(db::Tx& tx, base::Instant before)
{
    tx(R"sql(
        delete from uploads_upload where state = 'disposed' and state_at < $1
            and not exists (select 1 from uploads_part where upload = uploads_upload.id)
        )sql",
       before.micros);
}

void insert_part(db::Tx& tx, UploadId const& id, std::string_view hand, Part const& part, base::Instant at)
{
    tx(R"sql(
        insert into uploads_part (upload, first_byte, hand, bytes, name, segment, place, length, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        )sql",
       id.text, part.first_byte, hand, part.bytes, db::Bytes{part.blob.name}, part.blob.segment, part.blob.place,
       part.blob.length, at.micros);
}

std::vector<Part> parts(db::Snapshot const& snapshot, UploadId const& id, std::string_view hand)
{
    std::vector<Part> list;
    for (auto const& row : snapshot(R"sql(
            select first_byte, bytes, name, segment, place, length from uploads_part
            where upload = $1 and hand = $2 and dropped_at is null order by first_byte
            )sql",
                                    id.text, hand))
        list.push_back({row.integer(0), row.integer(1), blob(row, 2)});
    return list;
}

void confirm_parts(db::Tx& tx, UploadId const& id, std::string_view hand)
{
    tx(R"sql(
        update uploads_part set hand = '' where upload = $1 and hand = $2 and dropped_at is null
        )sql",
       id.text, hand);
}

void drop_parts(db::Tx& tx, UploadId const& id, base::Instant at)
{
    tx(R"sql(
        update uploads_part set dropped_at = $2 where upload = $1 and dropped_at is null
        )sql",
       id.text, at.micros);
}

void drop_parts_of(db::Tx& tx, UploadId const& id, std::string_view hand, base::Instant at)
{
    tx(R"sql(
        update uploads_part set dropped_at = $3 where upload = $1 and hand = $2 and dropped_at is null
        )sql",
       id.text, hand, at.micros);
}

void drop_forgotten(db::Tx& tx, base::Instant before, base::Instant now)
{
    tx(R"sql(
        update uploads_part set dropped_at = $2 where hand <> '' and made_at < $1 and dropped_at is null
        )sql",
       before.micros, now.micros);
}

std::vector<Dropped> dropped(db::Snapshot const& snapshot, int limit)
{
    std::vector<Dropped> list;
    for (auto const& row : snapshot(R"sql(
            select upload, first_byte, hand, name, segment, place, length from uploads_part
            where dropped_at is not null order by dropped_at limit $1
            )sql",
                                    limit))
        list.push_back({{row.text(0)}, row.integer(1), row.text(2), blob(row, 3)});
    return list;
}

void forget_part(db::Tx& tx, Dropped const& part)
{
    tx(R"sql(
        delete from uploads_part where upload = $1 and first_byte = $2 and hand = $3 and dropped_at is not null
        )sql",
       part.upload.text, part.first_byte, part.hand);
}

std::vector<std::pair<std::int64_t, std::int64_t>> places(db::Snapshot const& snapshot, std::string_view segment)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> list;
    for (auto const& row : snapshot(R"sql(
            select place, length from uploads_part where segment = $1 order by place
            )sql",
                                    segment))
        list.emplace_back(row.integer(0), row.integer(1));
    return list;
}

}
