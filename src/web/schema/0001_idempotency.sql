-- SPDX-License-Identifier: EUPL-1.2
-- Answers already given, by the caller's own key, so that a repeated request has no second effect.
create table web_idempotency (
    scope  TEXT not null,   -- actor and route
    key    TEXT not null,
    body   BYTEA not null,  -- SHA-256 of what was asked
    answer TEXT not null,   -- JSON of the first answer
    at     BIGINT not null,
    primary key (scope, key)
);
create index web_idempotency_at on web_idempotency (at);
