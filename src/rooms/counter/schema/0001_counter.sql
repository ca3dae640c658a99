-- SPDX-License-Identifier: EUPL-1.2
-- Paper taken in at the counter: who brought it, how they showed who they are, what became of the originals. What was
-- filed stands in the register (and in its matter); these rows never change.
create table counter_intake (
    id          TEXT primary key,  -- also the holder of its papers
    entry       TEXT not null,     -- of the register
    number      TEXT not null,
    receipt     TEXT not null,     -- its code
    matter      TEXT,              -- null: addressed to another administration
    staff       TEXT not null references staff_member (id),
    presenter   TEXT not null references identity_person (id),
    interested  TEXT not null references identity_person (id),
    assertion   TEXT not null references identity_assertion (id), -- how the presenter showed who they are
    proof       TEXT not null,     -- of standing for somebody: shown, registered, pending; empty for oneself
    obliged     TEXT not null,     -- why the person is obliged to electronic means, empty when they are not
    destination TEXT not null,     -- DIR3 code
    destination_name TEXT not null,
    subject     TEXT not null,
    content     TEXT not null,     -- JSON: what was filed, word for word
    physical    TEXT not null,     -- SICRES Documentacio_Fisica: 1 must follow, 2 may follow, 3 none
    returned    BIGINT not null,   -- 1: the originals went back with the person (Llei 39/2015, art. 16.5)
    language    TEXT not null,
    email       TEXT not null,
    taken_at    BIGINT not null
);
create index counter_intake_staff on counter_intake (staff, id);
create index counter_intake_matter on counter_intake (matter);
create index counter_intake_email on counter_intake (email) where email <> '';
create table counter_paper (
    intake   TEXT not null references counter_intake (id),
    position BIGINT not null,
    upload   TEXT not null references uploads_upload (id),
    name     TEXT not null,
    type     TEXT not null,
    bytes    BIGINT not null,
    sha256   TEXT not null,
    primary key (intake, position)
);
-- What somebody obliged to electronic means must still do (Llei 39/2015, art. 68.4).
create table counter_requirement (
    intake     TEXT primary key references counter_intake (id),
    matter     TEXT not null unique references cases_matter (id),
    state      TEXT not null,    -- pending, amended
    until      TEXT not null,    -- the last day; empty: the calendar of that year was not known
    amended_by TEXT,             -- number of the electronic entry
    amended_at BIGINT            -- the date of filing from then on
);
-- What waits to be sent to the administration that it is addressed to (RD 203/2021, art. 60).
create table counter_exchange (
    id         TEXT primary key,
    intake     TEXT not null unique references counter_intake (id),
    state      TEXT not null,    -- waiting, sent, confirmed, rejected, closed
    identifier TEXT not null,    -- that the exchange gave it
    note       TEXT not null,    -- what the other administration said
    changed_at BIGINT not null,
    staff      TEXT not null
);
create index counter_exchange_state on counter_exchange (state, id);
insert into staff_role_permission (role, permission) values
    ('agent', 'counter.attend'), ('agent', 'counter.exchange'),
    ('receptionist', 'counter.attend'),
    ('supervisor', 'counter.attend'), ('supervisor', 'counter.exchange'),
    ('secretary', 'counter.exchange');
