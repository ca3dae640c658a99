-- SPDX-License-Identifier: EUPL-1.2
-- People who have identified themselves, and their sessions.
create table identity_person (
    id              TEXT primary key,
    document_kind   TEXT not null,   -- nif, nie, passport
    document_number TEXT not null,
    name            TEXT not null,   -- as the provider of the identity or the register gave it
    language        TEXT,
    first_seen      BIGINT not null,
    unique (document_kind, document_number)
);
create table identity_session (
    token   BYTEA primary key,       -- SHA-256 of the cookie or bearer token: the token itself is not kept
    id      TEXT not null unique,
    person  TEXT not null references identity_person (id),
    level   TEXT not null,
    method  TEXT not null,
    begun   BIGINT not null,
    until   BIGINT not null
);
create index identity_session_until on identity_session (until);
