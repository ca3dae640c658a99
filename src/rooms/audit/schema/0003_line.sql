-- SPDX-License-Identifier: EUPL-1.2
-- An event as it is read, its columns in one order for every question.
create view audit_line as
    select id, at, actor, person, staff, on_behalf, session, level, method, channel, event, subject, object, reason,
        look, batch
    from audit_event;
