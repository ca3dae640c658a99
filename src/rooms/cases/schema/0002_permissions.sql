-- SPDX-License-Identifier: EUPL-1.2
-- Who sees matters, and who works on them.
insert into staff_role_permission (role, permission) values
    ('agent', 'cases.see'),
    ('caseworker', 'cases.see'), ('caseworker', 'cases.work'),
    ('supervisor', 'cases.see'), ('supervisor', 'cases.work'),
    ('secretary', 'cases.see'), ('secretary', 'cases.work');
