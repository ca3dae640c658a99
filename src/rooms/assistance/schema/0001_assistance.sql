-- SPDX-License-Identifier: EUPL-1.2
-- The register of habilitated officers (Llei 39/2015, art. 12.3), the list of procedures that they may file for somebody
-- (RD 203/2021, art. 30.2), and what they filed. Of the register and the list rows are only added.
create table assistance_habilitation (
    id             TEXT primary key,
    staff          TEXT not null references staff_member (id),
    post           TEXT not null,    -- as it is published
    resolution     TEXT not null,    -- number
    resolved_on    TEXT not null,    -- day
    valid_from     TEXT not null,    -- first day
    valid_until    TEXT not null,    -- last day, empty for no end
    all_procedures BIGINT not null,  -- 1: all that are listed
    made_by        TEXT not null references staff_member (id),
    made_at        BIGINT not null
);
create index assistance_habilitation_staff on assistance_habilitation (staff, id);
create table assistance_habilitation_procedure (
    habilitation TEXT not null references assistance_habilitation (id),
    procedure    TEXT not null,
    primary key (habilitation, procedure)
);
create table assistance_habilitation_end (
    habilitation TEXT primary key references assistance_habilitation (id),
    reason       TEXT not null,
    ended_by     TEXT not null references staff_member (id),
    ended_at     BIGINT not null
);
create table assistance_listing (
    id        TEXT primary key,
    procedure TEXT not null,
    listed_by TEXT not null references staff_member (id),
    listed_at BIGINT not null
);
create table assistance_listing_end (
    listing  TEXT primary key references assistance_listing (id),
    ended_by TEXT not null references staff_member (id),
    ended_at BIGINT not null
);

-- Filling in a form with somebody who is here: the draft is the officer's own.
create table assistance_assistance (
    id            TEXT primary key,
    state         TEXT not null,    -- filling, printed, filed, abandoned
    staff         TEXT not null references staff_member (id),
    person        TEXT not null references identity_person (id),
    assertion     TEXT not null references identity_assertion (id), -- how the person showed who they are
    shown         TEXT not null,
    identified_at BIGINT not null,
    procedure     TEXT not null,
    draft         TEXT not null references forms_draft (id),
    language      TEXT not null,    -- the person's
    request       TEXT not null,    -- JSON that the sheet of consent was printed for; empty before
    sha256        TEXT not null,    -- of request
    printed_at    BIGINT,
    begun_at      BIGINT not null,
    changed_at    BIGINT not null
);
create index assistance_assistance_staff on assistance_assistance (staff, state, id);

-- What was filed, with all that shows that it was rightly done (Llei 39/2015, art. 12.2); never changed.
create table assistance_filing (
    assistance   TEXT primary key references assistance_assistance (id),
    filing       TEXT not null references cases_filing (id),
    matter       TEXT not null unique references cases_matter (id),
    entry        TEXT not null,     -- of the register
    number       TEXT not null,
    receipt      TEXT not null,     -- its code
    staff        TEXT not null references staff_member (id),
    habilitation TEXT not null references assistance_habilitation (id),
    person       TEXT not null references identity_person (id),
    procedure    TEXT not null,
    title        TEXT not null,
    subject      TEXT not null,
    request_sha256 TEXT not null,
    consent      TEXT not null references uploads_upload (id), -- the signed sheet
    consent_sha256 TEXT not null,
    consent_on   TEXT not null,     -- day on which the person signed
    signature    TEXT not null,     -- JSON: evidence of the officer's signature
    filed_at     BIGINT not null
);
create index assistance_filing_time on assistance_filing (filed_at, assistance);
create index assistance_filing_filing on assistance_filing (filing);
create index assistance_filing_staff on assistance_filing (staff, assistance);
create index assistance_filing_person on assistance_filing (person);
insert into staff_role_permission (role, permission) values
    ('supervisor', 'assistance.see'), ('secretary', 'assistance.see'), ('auditor', 'assistance.see');
