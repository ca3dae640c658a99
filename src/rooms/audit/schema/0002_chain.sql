-- SPDX-License-Identifier: EUPL-1.2
-- Staff, representation and reasons; batches that chain the events together, so that a row altered or taken out
-- later is found out; anchors of each day by a time-stamping authority (RFC 3161).
alter table audit_event add column staff TEXT;     -- who of the office acted
alter table audit_event add column on_behalf TEXT; -- whom a citizen stood for
alter table audit_event add column session TEXT;
alter table audit_event add column reason TEXT;    -- why data were looked at
alter table audit_event add column batch BIGINT;   -- null until chained
create index audit_event_staff on audit_event (staff, at);
create index audit_event_unchained on audit_event (id) where batch is null;
create index audit_event_batch on audit_event (batch);
create table audit_batch (
    number   BIGINT primary key, -- from 1 without gaps
    at       BIGINT not null,
    events   BIGINT not null,
    previous BYTEA not null,     -- hash of the batch before; 32 zeros for the first
    hash     BYTEA not null      -- SHA-256 over previous, number, at and the events' hashes in order of their ids
);
create table audit_anchor (
    day   TEXT primary key,
    batch BIGINT not null references audit_batch (number),
    token BYTEA not null         -- time-stamp token over the batch's hash
);
