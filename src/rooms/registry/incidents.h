// SPDX-License-Identifier: EUPL-1.2
// Incidents of the register, and the terms that they extend (Llei 39/2015, art. 32.4 and 32.5). Only this room includes
// it.
#pragma once
#include "act/act.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace registry {

// Technical: art. 32.4, an incident that keeps the system from working. Cyber: art. 32.5, a cyber-incident, for which
// the extension may be general.
enum class IncidentKind { Technical, Cyber };
std::string_view name(IncidentKind);

struct Incident {
    std::string id;
    IncidentKind kind = IncidentKind::Technical;
    base::Instant starts{}, ends{}; // ends 0: it goes on
    base::Instant extended_until{}; // the concrete extension, published with the incident (art. 32.4)
    std::string what;               // in plain words, at most 1024 characters
    std::string procedures;         // which ones, in words; empty: all
    base::Instant published_at{};
};

// What is wrong with it, by field; nothing when it may be published. The extension must end after the incident.
std::optional<base::Refusal> unfit(Incident const&);
// Published for good: another publication replaces it where it went on (`replaces`, empty for none).
base::Result<std::string> publish(act::Act&, Incident, std::string_view replaces);
// The latest fifty that nothing replaced, newest first.
std::vector<Incident> incidents(db::Snapshot const&);

}
