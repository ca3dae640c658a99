// SPDX-License-Identifier: EUPL-1.2
// What the pages of this room share. Only this room includes it.
#pragma once
#include "rooms/registry/book.h"
#include "rooms/registry/incidents.h"
#include "web/parts.h"

namespace registry {

// An incident as everybody sees it, also by program.
struct IncidentShown {
    std::string id, kind, starts, ends, extended_until, what, procedures, kind_words, starts_words, ends_words,
        extended_words;
};
BOOST_DESCRIBE_STRUCT(IncidentShown, (),
                      (id, kind, starts, ends, extended_until, what, procedures, kind_words, starts_words, ends_words,
                       extended_words))
std::vector<IncidentShown> incidents_shown(db::Snapshot const&, web::Call const&);

// A correction or annulment as the person and the staff see it.
struct NoteShown {
    std::string kind, kind_words, at, at_words, field, field_words, to, why;
};
BOOST_DESCRIBE_STRUCT(NoteShown, (), (kind, kind_words, at, at_words, field, field_words, to, why))
std::vector<NoteShown> notes_shown(db::Snapshot const&, web::Call const&, EntryId const&);

// The sealed receipt of an entry; seals it first where nobody has. On a thread that may wait.
base::Result<web::File> receipt_file(Book&, EntryId const&);

void log_routes(web::Router&, Book&);
void person_routes(web::Router&, Book&);
void office_routes(web::Router&, Book&);
void entry_routes(web::Router&, Book&);
void book_routes(web::Router&, Book&);
void incident_routes(web::Router&, Book&);

}
