-- SPDX-License-Identifier: EUPL-1.2
-- Representation (Llei 39/2015, arts. 5 and 6): who may act for whom, in what, until when, and how it was proved.
create table identity_mandate (
    id          TEXT primary key,
    grantor     TEXT not null references identity_person (id),
    agent       TEXT not null references identity_person (id),
    scope       TEXT not null,   -- general (any administration), body (this one), procedure
    procedure   TEXT,            -- with scope procedure
    valid_from  TEXT not null,   -- days, both included; at most five years (art. 6.6)
    valid_until TEXT not null,
    proof       TEXT not null,   -- electronic, counter, certificate, registry
    made_at     BIGINT not null,
    made_by     TEXT,            -- staff, when proved at the counter
    state       TEXT not null,   -- pending, valid, revoked, waived, denied, annulled; expired is told by the day
    state_at    BIGINT not null
);
create index identity_mandate_agent on identity_mandate (agent, state);
create index identity_mandate_grantor on identity_mandate (grantor, state);
-- Whom a session stands for, and by which representation.
create table identity_standing (
    session TEXT primary key references identity_session (id) on delete cascade,
    mandate TEXT not null references identity_mandate (id)
);
