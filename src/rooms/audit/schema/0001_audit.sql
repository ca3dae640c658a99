-- SPDX-License-Identifier: EUPL-1.2
-- Who did or saw what, when, over which channel (RD 311/2022, annex II, op.exp.8). Rows are only added.
create table audit_event (
    id       TEXT primary key, -- ordered by time
    at       BIGINT not null,
    actor    TEXT not null,  -- nobody, person, staff, program
    person   TEXT,           -- who acted, when a person did
    level    TEXT not null,
    method   TEXT not null,
    channel  TEXT not null,
    event    TEXT not null,  -- "documents.issued"
    subject  TEXT,           -- whose data it was
    object   TEXT,           -- id of the row it was about
    look     BIGINT not null -- 1 when data was only looked at
);
create index audit_event_subject on audit_event (subject, at);
