-- SPDX-License-Identifier: EUPL-1.2
-- Files that people hand in, and where their encrypted parts lie.
create table uploads_upload (
    id           TEXT primary key,
    person       TEXT references identity_person (id), -- whose it is: a citizen's…
    staff        TEXT references staff_member (id),    -- …or somebody's of the office
    name         TEXT not null,    -- empty once it is disposed of
    type         TEXT not null,    -- by content; empty while it is being received
    metadata     TEXT not null,    -- as it was announced (tus: Upload-Metadata), told again to whoever resumes
    bytes        BIGINT not null,  -- of the whole file
    received     BIGINT not null,  -- durable so far
    sha256       BYTEA,            -- of the whole file
    state        TEXT not null,    -- receiving, quarantined, clean, infected, unreadable, disposed
    why          TEXT not null,    -- of the state: the signature found, the key of a refusal, the scanner's trouble
    scanned_at   BIGINT,           -- when a scanner was last asked about it
    holder       TEXT,             -- what it was filed with
    frozen_at    BIGINT,
    made_at      BIGINT not null,
    state_at     BIGINT not null,
    expires_at   BIGINT not null   -- an unfiled one is swept then
);
create index uploads_upload_person on uploads_upload (person, state);
create index uploads_upload_staff on uploads_upload (staff, state);
create index uploads_upload_expires on uploads_upload (expires_at) where frozen_at is null;
create index uploads_upload_state on uploads_upload (state) where state = 'quarantined';
create index uploads_upload_holder on uploads_upload (holder) where holder is not null;
-- A part is written once and never shared between uploads: disposing of it takes nothing from anybody else.
create table uploads_part (
    upload     TEXT not null references uploads_upload (id),
    first_byte BIGINT not null,
    hand       TEXT not null,    -- the request that brings it, until its checksum is found right; then empty
    bytes      BIGINT not null,  -- of its plain text
    name       BYTEA not null,   -- keyed hash of its plain text (documents/blobs.h)
    segment    TEXT not null,    -- file of the store
    place      BIGINT not null,
    length     BIGINT not null,  -- of the encrypted bytes
    made_at    BIGINT not null,
    dropped_at BIGINT,           -- to be disposed of
    primary key (upload, first_byte, hand)
);
create index uploads_part_segment on uploads_part (segment, place);
create index uploads_part_dropped on uploads_part (dropped_at) where dropped_at is not null;
