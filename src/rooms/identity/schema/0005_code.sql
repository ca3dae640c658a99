-- SPDX-License-Identifier: EUPL-1.2
-- Codes sent to a telephone or an address by which somebody enters at level low (decision 0010). Rows stay for a day,
-- so that what was sent to one contact can be counted.
create table identity_code (
    id       TEXT primary key, -- also of the message that carried it
    browser  TEXT not null,    -- SHA-256 of the browser's secret, base64url
    contact  BYTEA not null,   -- HMAC of the contact: counts, tells nothing
    sealed   BYTEA not null,   -- the contact itself, sealed
    code     BYTEA not null,   -- HMAC of id and code: a plain hash of six digits hides nothing
    tries    BIGINT not null,  -- wrong ones
    asked_at BIGINT not null,
    ended_at BIGINT,           -- used, or replaced by a newer one of the same browser
    back_to  TEXT not null
);
create index identity_code_browser on identity_code (browser, asked_at);
create index identity_code_contact on identity_code (contact, asked_at);
create index identity_code_asked on identity_code (asked_at);
