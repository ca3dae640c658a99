-- SPDX-License-Identifier: EUPL-1.2
-- Blobs (where their encrypted bytes lie) and issued documents. The bytes of an issued document never change.
create table documents_blob (
    name     BYTEA primary key,     -- HMAC of the plain text's SHA-256 under the town's key
    segment  TEXT not null,         -- file under documents/
    place    BIGINT not null,       -- offset of the record in it
    length   BIGINT not null,       -- of the encrypted bytes
    head     BYTEA references documents_blob (name), -- the blob with which its text begins (a prepared page)
    stored_at BIGINT not null
);
create table documents_issued (
    id                TEXT primary key,
    lookup            BYTEA not null unique, -- HMAC of the verification code: what a visitor's code is compared with
    code              BYTEA not null,        -- the code itself, encrypted: shown to its holder only
    person            TEXT not null references identity_person (id),
    procedure         TEXT not null,
    procedure_version BIGINT not null,
    variant           TEXT not null,         -- "individual"
    title             TEXT not null,
    language          TEXT not null,
    issuer            TEXT not null,
    sealed_by         TEXT not null,         -- subject of the seal's certificate
    issued_at         BIGINT not null,
    sha256            BYTEA not null unique, -- of the whole file as handed out
    data              BYTEA not null,        -- SHA-256 of the data that it shows, without dates of issue
    blob              BYTEA not null references documents_blob (name),
    level             TEXT not null,         -- that reading it needs
    state             TEXT not null,         -- available, superseded, revoked
    state_at          BIGINT not null,
    reason            TEXT,
    successor         TEXT references documents_issued (id)
);
create index documents_issued_person on documents_issued (person, issued_at);
