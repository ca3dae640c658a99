-- SPDX-License-Identifier: EUPL-1.2
-- Browsers that were sent to a provider and may come back: one use, ten minutes, the same browser. What else goes with
-- them (nonce, verifier) is computed from the state and the town's key, so that this table opens nothing.
create table identity_departure (
    state    BYTEA primary key,      -- SHA-256 of the state
    provider TEXT not null,          -- its name in town.yaml
    browser  TEXT not null,          -- SHA-256 of the browser's secret, base64url
    back_to  TEXT not null,
    until    BIGINT not null
);
create index identity_departure_until on identity_departure (until);
