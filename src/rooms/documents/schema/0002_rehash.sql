-- SPDX-License-Identifier: EUPL-1.2
-- Every night the stored bytes of all documents are hashed again: how it went, and which are damaged.
create table documents_rehash (
    at      BIGINT primary key,
    checked BIGINT not null,
    damaged BIGINT not null,
    ids     TEXT not null -- of the first damaged ones, separated by a space
);
