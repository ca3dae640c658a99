-- SPDX-License-Identifier: EUPL-1.2
-- Where somebody's name comes from: 'proof' (a certificate, a provider), 'counter' (an agent read it on what was shown),
-- 'written' (an agent was told it of somebody who did not come, or nobody has said it yet). The less sure yields.
alter table identity_person add column name_by TEXT not null default 'written';
update identity_person set name_by = 'counter' where exists (
    select 1 from identity_assertion a where a.person = identity_person.id and a.provider = 'counter');
update identity_person set name_by = 'proof' where exists (
    select 1 from identity_assertion a where a.person = identity_person.id and a.provider <> 'counter');
-- Whoever has a session without an assertion entered through the entrance of a sample town, or by a token.
update identity_person set name_by = 'proof' where exists (
    select 1 from identity_session s where s.person = identity_person.id);
