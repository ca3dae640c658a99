-- SPDX-License-Identifier: EUPL-1.2
-- A matter: what somebody asked for, and where it stands. What was filed in it never changes; it stands in its own rows.
create table cases_matter (
    id         TEXT primary key,
    number     TEXT not null,     -- of the entry that opened it: what people quote
    procedure  TEXT not null,
    version    BIGINT not null,   -- of the procedure that it began with, and keeps
    title      TEXT not null,     -- of the procedure, in the language in which it was filed
    subject    TEXT not null,
    interested TEXT not null references identity_person (id),
    unit       TEXT not null,     -- the one that is responsible
    state      TEXT not null,     -- opened, processing, withdrawn
    language   TEXT not null,
    opened_at  BIGINT not null,
    changed_at BIGINT not null
);
create index cases_matter_interested on cases_matter (interested, id);
create index cases_matter_unit on cases_matter (unit, id);
create unique index cases_matter_number on cases_matter (number);

-- Everything that was filed in a matter: the application that opened it, more papers, a withdrawal.
create table cases_filing (
    id         TEXT primary key,
    matter     TEXT not null references cases_matter (id),
    kind       TEXT not null,     -- application, papers, withdrawal
    person     TEXT references identity_person (id),  -- who filed it
    staff      TEXT references staff_member (id),
    content    TEXT not null,     -- JSON: what was filed and signed, word for word
    sha256     TEXT not null,     -- of content
    entry      TEXT not null,     -- of the register
    number     TEXT not null,
    receipt    TEXT not null,     -- code of the receipt
    filed_at   BIGINT not null
);
create index cases_filing_matter on cases_filing (matter, id);

create table cases_paper (
    filing   TEXT not null references cases_filing (id),
    position BIGINT not null,
    upload   TEXT not null references uploads_upload (id),
    name     TEXT not null,
    type     TEXT not null,
    bytes    BIGINT not null,
    sha256   TEXT not null,
    primary key (filing, position)
);
create unique index cases_paper_upload on cases_paper (upload);
