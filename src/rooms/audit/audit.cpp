// SPDX-License-Identifier: EUPL-1.2
// Audit rows.
#include "rooms/audit/audit.h"

#include "rooms/audit/rows.h"

namespace audit {
namespace {

std::optional<std::string> some(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional(std::string(text));
}

void insert(act::Act& act, std::string_view event, act::PersonId const& subject, std::string_view object,
            std::string_view reason, bool look)
{
    auto const& by = act.by;
    act.tx(R"sql(
        insert into audit_event (id, at, actor, person, staff, on_behalf, session, level, method, channel, event,
            subject, object, reason, look)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        )sql",
           base::fresh_id_text(act.at), act.at.micros, name(by.kind), some(by.person.text), some(by.staff.text),
           some(by.on_behalf.text), some(by.session.text), name(by.level), by.method, name(act.channel), event,
           some(subject.text), some(object), some(reason), look);
}

}

void record(act::Act& act, std::string_view event, act::PersonId const& subject, std::string_view object)
{
    insert(act, event, subject, object, {}, false);
}

void looked(act::Act& act, std::string_view event, act::PersonId const& subject, std::string_view reason)
{
    insert(act, event, subject, {}, reason, true);
}

Event event_in(db::Row const& row)
{
    Event event;
    event.id = row.text(0);
    event.at = {row.integer(1)};
    event.actor = row.text(2);
    event.person = row.text_or(3, "");
    event.staff = row.text_or(4, "");
    event.on_behalf = row.text_or(5, "");
    event.session = row.text_or(6, "");
    event.level = row.text(7);
    event.method = row.text(8);
    event.channel = row.text(9);
    event.event = row.text(10);
    event.subject = row.text_or(11, "");
    event.object = row.text_or(12, "");
    event.reason = row.text_or(13, "");
    event.look = row.integer(14) != 0;
    event.batch = row.maybe_integer(15).value_or(0);
    return event;
}

std::vector<Event> events(db::Snapshot const& snapshot, Filter const& filter)
{
    auto const until = filter.until.micros ? filter.until.micros : std::numeric_limits<std::int64_t>::max();
    // A person's own events are few among all: they are found by their index, whatever the size of the trail.
    auto const rows = filter.subject.empty()
                          ? snapshot(R"sql(
        select * from audit_line
        where ($1 = '' or substr(event, 1, length($1)) = $1) and ($2 = '' or staff = $2)
            and at >= $3 and at < $4 and ($5 = '' or id < $5)
        order by id desc limit $6
        )sql",
                                     filter.event, filter.staff, filter.from.micros, until, filter.before, filter.limit)
                          : snapshot(R"sql(
        select * from audit_line
        where subject = $7 and ($1 = '' or substr(event, 1, length($1)) = $1) and ($2 = '' or staff = $2)
            and at >= $3 and at < $4 and ($5 = '' or id < $5)
        order by at desc, id desc limit $6
        )sql",
                                     filter.event, filter.staff, filter.from.micros, until, filter.before, filter.limit,
                                     filter.subject);
    std::vector<Event> list;
    for (auto const& row : rows) list.push_back(event_in(row));
    return list;
}

}
