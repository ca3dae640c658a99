-- SPDX-License-Identifier: EUPL-1.2
-- The words of subjects, folded, as octets (the order of text is a matter of each database), for searching.
create table registry_word (
    word BYTEA not null,
    leaf BIGINT not null,
    primary key (word, leaf)
);
-- Entries whose leaf is under this one have no words yet: those of before this table. 0: all have.
create table registry_wordless (
    below BIGINT not null
);
insert into registry_wordless (below) select coalesce(max(leaf) + 1, 0) from registry_entry;
