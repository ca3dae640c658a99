// SPDX-License-Identifier: EUPL-1.2
// What several pages show of notes and incidents.
#include "rooms/registry/pages.h"

namespace registry {
namespace {

std::string words(web::Call const& call, base::Instant at)
{
    return at == base::Instant{} ? "" : moment(call.texts, call.language, at);
}
std::string shown(base::Instant at) { return at == base::Instant{} ? "" : base::rfc3339(at); }

}

// texts: registry.incident-*
std::vector<IncidentShown> incidents_shown(db::Snapshot const& snapshot, web::Call const& call)
{
    std::vector<IncidentShown> list;
    for (auto const& each : incidents(snapshot))
        list.push_back({each.id, std::string(name(each.kind)), shown(each.starts), shown(each.ends),
                        shown(each.extended_until), each.what, each.procedures,
                        call.say("registry.incident-" + std::string(name(each.kind))), words(call, each.starts),
                        words(call, each.ends), words(call, each.extended_until)});
    return list;
}

// texts: registry.note-*
// texts: registry.field-*
std::vector<NoteShown> notes_shown(db::Snapshot const& snapshot, web::Call const& call, EntryId const& id)
{
    std::vector<NoteShown> list;
    for (auto const& note : store::notes(snapshot, id)) {
        auto const kind = std::string(name(note.kind));
        list.push_back({kind, call.say("registry.note-" + kind), base::rfc3339(note.at), words(call, note.at),
                        note.field, note.field.empty() ? "" : call.say("registry.field-" + note.field), note.value,
                        note.reason});
    }
    return list;
}

}
