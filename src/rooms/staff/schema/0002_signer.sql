-- SPDX-License-Identifier: EUPL-1.2
-- Who signs, and as what: the number that their certificate must have, the post that the document names.
alter table staff_member add column document TEXT;
alter table staff_member add column post TEXT;
