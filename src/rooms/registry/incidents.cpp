// SPDX-License-Identifier: EUPL-1.2
#include "rooms/registry/incidents.h"

#include "base/text.h"
#include "rooms/audit/audit.h"

#include <optional>

namespace registry {
namespace {

using base::Refusal;
constexpr std::size_t longest = 1024;

Refusal wrong(char const* key, char const* field) { return {Refusal::Why::Unprocessable, key, field}; }

}

std::string_view name(IncidentKind kind) { return kind == IncidentKind::Cyber ? "cyber" : "technical"; }

std::optional<Refusal> unfit(Incident const& incident)
{
    if (base::trimmed(incident.what).empty() || base::length_in_characters(incident.what) > longest)
        return wrong("registry.bad-incident", "what");
    if (base::length_in_characters(incident.procedures) > longest) return wrong("registry.bad-incident", "procedures");
    if (incident.ends != base::Instant{} && incident.ends <= incident.starts)
        return wrong("registry.incident-ends-first", "ends");
    // Art. 32.4: what is published is the concrete extension, and it extends something only when it is longer.
    if (incident.extended_until <= std::max(incident.starts, incident.ends))
        return wrong("registry.extension-too-short", "extended_until");
    return {};
}

base::Result<std::string> publish(act::Act& act, Incident incident, std::string_view replaces)
{
    if (auto no = unfit(incident)) return std::move(*no);
    incident.id = base::fresh_id_text(act.at);
    if (!replaces.empty()) {
        auto const known = act.tx.one(R"sql(
            select 1 from registry_incident where id = $1 and replaced_by = ''
            )sql",
                                      replaces);
        if (!known) return Refusal{Refusal::Why::NotFound, "registry.no-incident", "replaces"};
        act.tx(R"sql(update registry_incident set replaced_by = $2 where id = $1)sql", replaces, incident.id);
    }
    act.tx(R"sql(
        insert into registry_incident (id, kind, starts, ends, extended_until, what, procedures, published_at, staff,
            replaced_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')
        )sql",
           incident.id, name(incident.kind), incident.starts.micros, incident.ends.micros,
           incident.extended_until.micros, incident.what, incident.procedures, act.at.micros, act.by.staff.text);
    audit::record(act, "registry.incident-published", {}, incident.id);
    return incident.id;
}

std::vector<Incident> incidents(db::Snapshot const& snapshot)
{
    std::vector<Incident> list;
    for (auto const& row : snapshot(R"sql(
            select id, kind, starts, ends, extended_until, what, procedures, published_at from registry_incident
            where replaced_by = '' order by published_at desc, id desc limit 50
            )sql"))
        list.push_back({row.text(0),
                        row.text(1) == "cyber" ? IncidentKind::Cyber : IncidentKind::Technical,
                        {row.integer(2)},
                        {row.integer(3)},
                        {row.integer(4)},
                        row.text(5),
                        row.text(6),
                        {row.integer(7)}});
    return list;
}

}
