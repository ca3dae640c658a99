-- SPDX-License-Identifier: EUPL-1.2
-- What live pages are told, written in the act that it is about; kept for a while, so that whoever was cut off
-- catches up (server-sent events: Last-Event-ID).
create table web_event (
    id    BIGINT primary key, -- 1, 2, 3… in the order of the lane
    at    BIGINT not null,
    topic TEXT not null,
    data  TEXT not null       -- JSON in one line
);
create index web_event_at on web_event (at);
