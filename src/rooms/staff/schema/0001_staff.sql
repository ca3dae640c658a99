-- SPDX-License-Identifier: EUPL-1.2
-- Who works in the office, what they may do, how they prove who they are.
create table staff_unit (
    code TEXT primary key,
    name TEXT not null
);
create table staff_member (
    id            TEXT primary key,
    login         TEXT not null unique,  -- lower case
    name          TEXT not null,
    email         TEXT,
    unit          TEXT references staff_unit (code),
    valid_from    TEXT not null,         -- days; an account counts only between them
    valid_until   TEXT,
    password      TEXT,                  -- argon2id, PHC string; null until the invitation is taken up
    totp_secret   BYTEA,                 -- encrypted with the town's key
    totp_step     BIGINT,                -- the last one used: a code serves once
    last_entered  BIGINT,
    made_at       BIGINT not null
);
-- Roles are data: a role is the set of its permissions.
create table staff_role_permission (
    role       TEXT not null,
    permission TEXT not null,
    primary key (role, permission)
);
create table staff_grant (
    member TEXT not null references staff_member (id),
    role   TEXT not null,
    primary key (member, role)
);
create table staff_passkey (
    credential BYTEA primary key,
    member     TEXT not null references staff_member (id),
    public_key BYTEA not null,           -- P-256 point, x and y
    counter    BIGINT not null,          -- Web Authentication, 6.1.1
    name       TEXT not null,
    made_at    BIGINT not null,
    used_at    BIGINT
);
create index staff_passkey_member on staff_passkey (member);
create table staff_session (
    token     BYTEA primary key,         -- SHA-256: the token itself is not kept
    id        TEXT not null unique,
    member    TEXT not null references staff_member (id),
    level     TEXT not null,
    method    TEXT not null,
    peer      TEXT not null,
    browser   TEXT not null,
    begun     BIGINT not null,
    proved_at BIGINT not null,
    until     BIGINT not null
);
create index staff_session_member on staff_session (member);
create index staff_session_until on staff_session (until);
-- A password was right and a second factor is awaited.
create table staff_pending (
    token  BYTEA primary key,
    member TEXT not null references staff_member (id),
    until  BIGINT not null
);
-- Failed attempts, by who tried from where (never by the account alone).
create table staff_attempt (
    source   BYTEA primary key,
    failures BIGINT not null,
    last_at  BIGINT not null
);
-- Links that let somebody set a first password, or a new one after recovery.
create table staff_invitation (
    token       BYTEA primary key,
    member      TEXT not null references staff_member (id),
    purpose     TEXT not null,           -- first, recovery
    made_by     TEXT,
    until       BIGINT not null
);
-- A recovery wants two people: one asks, another one approves.
create table staff_recovery (
    member   TEXT primary key references staff_member (id),
    asked_by TEXT not null references staff_member (id),
    asked_at BIGINT not null
);
create table staff_used_challenge (
    challenge BYTEA primary key,
    until     BIGINT not null
);
insert into staff_role_permission (role, permission) values
    ('agent', 'people.see'), ('agent', 'documents.see'),
    ('receptionist', 'people.see'),
    ('facilitator', 'people.see'),
    ('caseworker', 'people.see'), ('caseworker', 'documents.see'),
    ('supervisor', 'people.see'), ('supervisor', 'documents.see'), ('supervisor', 'documents.revoke'),
    ('supervisor', 'jobs.see'), ('supervisor', 'status.see'),
    ('administrator', 'staff.manage'), ('administrator', 'jobs.see'), ('administrator', 'jobs.retry'),
    ('administrator', 'status.see'),
    ('auditor', 'audit.see'), ('auditor', 'status.see'),
    ('secretary', 'people.see'), ('secretary', 'documents.see'), ('secretary', 'documents.revoke');
