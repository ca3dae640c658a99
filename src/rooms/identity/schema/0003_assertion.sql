-- SPDX-License-Identifier: EUPL-1.2
-- What others vouched for: who was identified, by whom, how surely, and the evidence, kept as long as what was done
-- with it may be disputed. A session names its assertion, and the assertion its session, which is forgotten sooner.
create table identity_assertion (
    id              TEXT primary key,
    person          TEXT not null references identity_person (id),
    provider        TEXT not null,   -- certificate
    level           TEXT not null,
    document_number TEXT not null,
    at              BIGINT not null,
    session         TEXT,            -- opened with it; null until then
    evidence_hash   BYTEA not null,  -- SHA-256 of evidence
    evidence        TEXT not null    -- JSON
);
create index identity_assertion_person on identity_assertion (person, at);
alter table identity_session add column assertion TEXT references identity_assertion (id);
-- Codes by which a browser takes an identity from another host to ours: one use, seconds, the same browser.
create table identity_handover (
    code      BYTEA primary key,     -- SHA-256 of the code
    browser   TEXT not null,         -- SHA-256 of the browser's secret, base64url
    assertion TEXT not null references identity_assertion (id),
    back_to   TEXT not null,
    until     BIGINT not null
);
create index identity_handover_until on identity_handover (until);
