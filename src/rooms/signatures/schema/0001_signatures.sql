-- SPDX-License-Identifier: EUPL-1.2
-- Documents that somebody asked for and a person must sign. A row moves once, from waiting; nothing is ever deleted.
create table signatures_request (
    id        TEXT primary key,
    kind      TEXT not null,     -- of the room that composes it: "certificat-empadronament"
    person    TEXT not null references identity_person (id),
    subject   TEXT not null,     -- JSON: what was asked, for that room
    title     TEXT not null,     -- of the document, in its language
    language  TEXT not null,
    asked_at  BIGINT not null,
    state     TEXT not null,     -- waiting, signed, returned, cancelled
    state_at  BIGINT not null,
    reason    TEXT,              -- why it was returned
    staff     TEXT,              -- who signed or returned it
    document  TEXT references documents_issued (id),
    evidence  TEXT               -- JSON: certificate, chain, what was learnt of its revocation
);
create index signatures_request_state on signatures_request (state, kind, id);
create index signatures_request_person on signatures_request (person, id);
-- The very bytes that a session is signing, for some minutes. Nothing is held by them: whoever signs first, signs.
create table signatures_prepared (
    request  TEXT not null references signatures_request (id),
    session  TEXT not null,
    code     TEXT not null,      -- printed on it; no document has it until it is signed
    content  BYTEA not null,
    made_at  BIGINT not null,
    until    BIGINT not null,
    primary key (request, session)
);
insert into staff_role_permission (role, permission) values ('secretary', 'signatures.sign');
