-- SPDX-License-Identifier: EUPL-1.2
-- The municipal register of residents as last imported (Llei 7/1985, art. 16; RD 1690/1986, art. 57), and what changed.
create table padro_import (
    id       TEXT primary key,
    at       BIGINT not null,
    as_of    TEXT not null,   -- the day to which the source's data are true
    sha256   TEXT not null,   -- of the file
    lines    BIGINT not null,
    persons  BIGINT not null,
    rejected BIGINT not null,
    changed  BIGINT not null
);
create index padro_import_at on padro_import (at);
create table padro_dwelling (
    code         TEXT primary key,
    street_kind  TEXT not null,
    street       TEXT not null,
    number       TEXT not null,
    block        TEXT not null,
    stair        TEXT not null,
    floor        TEXT not null,
    door         TEXT not null,
    postal_code  TEXT not null,
    district     TEXT not null,
    section      TEXT not null,
    cadastral_reference TEXT not null,
    latitude     TEXT not null,
    longitude    TEXT not null,
    collective   BIGINT not null
);
create table padro_person (
    code            TEXT primary key,
    document_kind   TEXT not null,
    document_number TEXT not null,
    given_name      TEXT not null,
    surname1        TEXT not null,
    surname2        TEXT not null,
    sex             TEXT not null,
    birth_date      TEXT not null,
    birth_place     TEXT not null,
    nationality     TEXT not null,
    status          TEXT not null,   -- in_force, under_deregistration, closed
    protected       BIGINT not null, -- address not to be communicated
    household_consent BIGINT not null,
    guardian1       TEXT not null,
    guardian2       TEXT not null
);
create unique index padro_person_document on padro_person (document_number) where document_number <> '';
create table padro_stay (
    person    TEXT not null references padro_person (code),
    since     TEXT not null,
    dwelling  TEXT not null references padro_dwelling (code),
    cause_in  TEXT not null,
    until     TEXT,
    cause_out TEXT,
    primary key (person, since)
);
create index padro_stay_dwelling on padro_stay (dwelling) where until is null;
create table padro_change (
    id      TEXT primary key,
    import  TEXT not null references padro_import (id),
    what    TEXT not null,  -- person, dwelling or stay
    code    TEXT not null,  -- of the row
    before  TEXT not null   -- JSON of the values that the import replaced
);
create index padro_change_code on padro_change (code);
