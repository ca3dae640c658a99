-- SPDX-License-Identifier: EUPL-1.2
-- What was noted of an exchange, in its order: rows are only added, so that an identifier, a reason and to whom it went
-- are never lost to a second sending (RD 203/2021, art. 60).
create table counter_exchange_event (
    id          TEXT primary key,  -- ordered by time
    exchange    TEXT not null references counter_exchange (id),
    event       TEXT not null,     -- send, fail, confirm, reject, close
    identifier  TEXT not null,     -- that the exchange gave it then
    note        TEXT not null,
    destination TEXT not null,     -- DIR3 code of whom it was for
    destination_name TEXT not null,
    staff       TEXT not null references staff_member (id),
    at          BIGINT not null
);
create index counter_exchange_event_exchange on counter_exchange_event (exchange, id);
-- Whom it is for now: whoever rejects it may not be who it is really for. Empty: as it was registered.
alter table counter_exchange add column destination TEXT not null default '';
alter table counter_exchange add column destination_name TEXT not null default '';
