// SPDX-License-Identifier: EUPL-1.2
// Audit rows.
#include "rooms/audit/audit.h"

namespace audit {
namespace {

std::optional<std::string> some(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional(std::string(text));
}

void insert(act::Act& act, std::string_view event, act::PersonId const& subject, std::string_view object, bool look)
{
    act.tx(R"sql(
        insert into audit_event (id, at, actor, person, level, method, channel, event, subject, object, look)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        )sql",
           base::fresh_id_text(act.at), act.at.micros, name(act.by.kind), some(act.by.person.text), name(act.by.level),
           act.by.method, name(act.channel), event, some(subject.text), some(object), look);
}

}

void record(act::Act& act, std::string_view event, act::PersonId const& subject, std::string_view object)
{
    insert(act, event, subject, object, false);
}

void looked(act::Act& act, std::string_view event, act::PersonId const& subject)
{
    insert(act, event, subject, {}, true);
}

}
