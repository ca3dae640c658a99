-- SPDX-License-Identifier: EUPL-1.2
-- The books of entry and exit (Llei 39/2015, art. 16) and their public log. Rows of registry_entry, registry_party,
-- registry_paper, registry_note and registry_node are written once and never changed.
create table registry_entry (
    id           TEXT primary key,
    year         BIGINT not null, -- local year of presented_at: the book
    direction    TEXT not null,   -- entry, exit
    number       BIGINT not null, -- from 1, without gaps
    presented_at BIGINT not null,
    effective_at BIGINT not null, -- art. 31.2.b; 0: the calendar of that year was not known
    provisional  BIGINT not null, -- 1: the calendar was not published yet
    behind       BIGINT not null, -- microseconds by which the clock was before the entry that came before
    format       BIGINT not null, -- of the JSON that the leaf is made of
    channel      TEXT not null,
    language     TEXT not null,
    staff        TEXT not null,   -- who registered it, empty when nobody of the office did
    kind         TEXT not null,
    subject      TEXT not null,
    subject_words TEXT not null,  -- folded, for searching
    procedure    TEXT not null,
    unit         TEXT not null,
    destination  TEXT not null,
    matter       TEXT not null,
    sending_body TEXT not null,
    told         TEXT not null,   -- JSON: pairs of label and value
    leaf         BIGINT not null unique,
    salt         BYTEA not null,
    unique (year, direction, number)
);
create index registry_entry_presented on registry_entry (presented_at);
create index registry_entry_matter on registry_entry (matter);
create table registry_party (
    entry          TEXT not null references registry_entry (id),
    place          BIGINT not null,
    person         TEXT not null, -- id, empty when the office does not know them
    document_kind  TEXT not null,
    document       TEXT not null,
    name           TEXT not null,
    representative BIGINT not null,
    primary key (entry, place)
);
create index registry_party_document on registry_party (document);
create index registry_party_person on registry_party (person);
create table registry_paper (
    entry     TEXT not null references registry_entry (id),
    place     BIGINT not null,
    name      TEXT not null,
    type      TEXT not null,
    sha256    BYTEA not null,
    bytes     BIGINT not null,
    reference TEXT not null,
    primary key (entry, place)
);
-- A correction or an annulment: a new fact, with a leaf of its own.
create table registry_note (
    entry  TEXT not null references registry_entry (id),
    place  BIGINT not null,       -- from 1
    kind   TEXT not null,         -- correction, annulment
    at     BIGINT not null,
    staff  TEXT not null,
    field  TEXT not null,         -- that is corrected
    value  TEXT not null,         -- what it should say
    reason TEXT not null,
    leaf   BIGINT not null unique,
    salt   BYTEA not null,
    primary key (entry, place)
);
-- The tree over both books and the notes: complete subtrees, level 0 being the leaves.
create table registry_node (
    level BIGINT not null,
    place BIGINT not null,
    hash  BYTEA not null,
    primary key (level, place)
);
-- Heads as they were published.
create table registry_head (
    size      BIGINT primary key,
    root      BYTEA not null,
    signed_at BIGINT not null,
    signature BYTEA not null,
    token     BYTEA               -- of a time-stamping authority (RFC 3161)
);
create table registry_receipt (
    entry     TEXT primary key references registry_entry (id),
    lookup    BYTEA not null unique, -- HMAC of the code
    code      BYTEA not null,        -- encrypted
    holder    TEXT not null,         -- person
    level     TEXT not null,         -- that reading it asks for
    document  TEXT references documents_issued (id), -- null: not sealed yet
    sealed_at BIGINT
);
create index registry_receipt_document on registry_receipt (document);
