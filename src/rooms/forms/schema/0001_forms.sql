-- SPDX-License-Identifier: EUPL-1.2
-- What somebody is filling in. The answers are kept as they were typed: they are judged when they are shown and again
-- when they are filed.
create table forms_draft (
    id         TEXT primary key,
    procedure  TEXT not null,
    version    BIGINT not null,   -- of the procedure whose form it is
    person     TEXT references identity_person (id),   -- whose it is; one of the two
    on_behalf  TEXT references identity_person (id),   -- whom they stand for
    staff      TEXT references staff_member (id),
    language   TEXT not null,
    answers    TEXT not null,     -- JSON
    sources    TEXT not null,     -- JSON: where the answer to a key was taken from, until the person changes it
    state      TEXT not null,     -- open, filed, abandoned, expired
    began_at   BIGINT not null,
    saved_at   BIGINT not null,
    expires_at BIGINT not null,
    check (person is not null or staff is not null)
);
create index forms_draft_person on forms_draft (person, saved_at) where person is not null;
create index forms_draft_staff on forms_draft (staff, saved_at) where staff is not null;
create index forms_draft_expires on forms_draft (expires_at) where state = 'open';

-- Which procedures were proposed to whoever began a generic one, and whether they took one: counted, not read.
create table forms_proposal (
    draft     TEXT not null references forms_draft (id),
    procedure TEXT not null,
    at        BIGINT not null,
    taken_at  BIGINT,
    primary key (draft, procedure)
);
create index forms_proposal_at on forms_proposal (at);
