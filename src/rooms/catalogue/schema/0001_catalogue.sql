-- SPDX-License-Identifier: EUPL-1.2
-- Every published version of every procedure: a matter keeps the one that it began with, and a broken file leaves
-- the last good one in force also after a restart.
create table catalogue_version (
    procedure    TEXT not null,
    number       BIGINT not null,
    sha256       TEXT not null,
    source       TEXT not null,  -- the file as it was
    published_at BIGINT not null,
    primary key (procedure, number)
);
