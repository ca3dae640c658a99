-- SPDX-License-Identifier: EUPL-1.2
-- What is to be done after an act: written in the act's own transaction, carried out later, at least once.
create table jobs_job (
    id         TEXT primary key,
    kind       TEXT not null,      -- "mail"
    key        TEXT not null,      -- our id of the effect: the same one is never put twice
    payload    TEXT not null,      -- JSON
    state      TEXT not null,      -- waiting, running, done, dead
    attempts   BIGINT not null,
    run_at     BIGINT not null,    -- not before
    claimed_until BIGINT,          -- while running: after it, whoever ran it is taken for dead
    trouble    TEXT,               -- why the last attempt failed; no personal data
    made_at    BIGINT not null,
    done_at    BIGINT,
    unique (kind, key)
);
create index jobs_job_due on jobs_job (run_at) where state = 'waiting';
create index jobs_job_claimed on jobs_job (claimed_until) where state = 'running';
create index jobs_job_done on jobs_job (done_at) where state = 'done';
