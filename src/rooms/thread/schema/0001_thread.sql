-- SPDX-License-Identifier: EUPL-1.2
-- What happened with a person, and on a matter, in one order over every channel. Rows are only added.
create table thread_item (
    id        TEXT primary key,  -- ordered by time
    at        BIGINT not null,
    person    TEXT not null references identity_person (id),
    matter    TEXT,              -- number of the case, when it belongs to one
    channel   TEXT not null,
    actor     TEXT not null,     -- person, staff, program
    staff     TEXT references staff_member (id),
    kind      TEXT not null,     -- "document-issued"
    reference TEXT,              -- id of the row it is about
    note      TEXT,              -- what somebody of the office wrote
    sight     TEXT not null,     -- person (and the office), office, unit
    unit      TEXT               -- whose staff alone sees it, when sight is unit
);
create index thread_item_person on thread_item (person, id);
create index thread_item_matter on thread_item (matter, id) where matter is not null;
