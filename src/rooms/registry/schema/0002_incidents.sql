-- SPDX-License-Identifier: EUPL-1.2
-- Incidents of the register with their extensions (Llei 39/2015, art. 32.4, 32.5), and who may do what in the office.
create table registry_incident (
    id             TEXT primary key,
    kind           TEXT not null,   -- technical, cyber
    starts         BIGINT not null,
    ends           BIGINT not null, -- 0: it goes on
    extended_until BIGINT not null,
    what           TEXT not null,
    procedures     TEXT not null,   -- in words, empty for all
    published_at   BIGINT not null,
    staff          TEXT not null,
    replaced_by    TEXT not null    -- a later publication of the same incident, empty while this one holds
);
insert into staff_role_permission (role, permission) values
    ('agent', 'registry.see'),
    ('caseworker', 'registry.see'),
    ('supervisor', 'registry.see'), ('supervisor', 'registry.correct'),
    ('secretary', 'registry.see'), ('secretary', 'registry.correct'), ('secretary', 'registry.annul'),
    ('secretary', 'registry.incidents'),
    ('administrator', 'registry.incidents');
