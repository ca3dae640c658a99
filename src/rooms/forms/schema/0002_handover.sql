-- SPDX-License-Identifier: EUPL-1.2
-- Links by which a draft goes on elsewhere. Neither link nor code is kept: both follow from the id and the town's key.
create table forms_handover (
    id      TEXT primary key,
    draft   TEXT not null references forms_draft (id),
    tries   BIGINT not null,   -- wrong codes
    made_at BIGINT not null,
    until   BIGINT not null
);
create unique index forms_handover_draft on forms_handover (draft); -- a new one takes the place of the one before
