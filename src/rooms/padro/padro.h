// SPDX-License-Identifier: EUPL-1.2
// The register of residents: its import, and the documents that it gives.
#pragma once
#include "base/result.h"
#include "db/lane.h"
#include "rooms/catalogue/catalogue.h"
#include "rooms/documents/documents.h"
#include "rooms/padro/town_map.h"
#include "rooms/registry/registry.h"
#include "rooms/signatures/signatures.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace padro {

// The resolution that allows certificates to be issued by the machine (Llei 40/2015, art. 41; Llei 26/2010, art. 44).
struct AutomatedAction {
    std::string resolution, body, appeals;
};

struct Setting {
    std::string body;                              // "Ajuntament de Vilanova del Riu"
    std::string town;                              // "Vilanova del Riu"
    std::string of_town;                           // "de Vilanova del Riu" (Catalan: "d'Olot")
    int days_allowed = 30;                         // how old the register's data may be
    std::optional<AutomatedAction> certificates;   // none: the secretary signs all of them
    std::vector<std::string> secretary_signs = {}; // kinds of certificate that the secretary signs all the same
};

// One of the two procedures that this room serves.
class Room;
struct Service {
    Room& room;
    std::string procedure;
    bool certificate;
};

class Room {
public:
    Room(Setting, documents::Desk&, catalogue::Catalogue&, registry::Book&);
    Room(Room const&) = delete;
    Setting const setting;
    documents::Desk& desk;
    catalogue::Catalogue& procedures;
    registry::Book& book;
    Service slips, certificates;
    TownMap map;
    bool secretary = false; // whether somebody can sign what the machine may not
};

void routes(web::Router&, Room&);
// The certificates that the secretary signs, for their queue.
signatures::Kind signed_certificates(Room&);

// The name that the register has for a document number, empty when it has none.
std::string registered_name(db::Snapshot const&, std::string_view document_number);
// Residents in force whose name is meant by the words (base/name_match.h), in order, for the office's search: the
// register is walked through, so only where somebody waits for it on a thread that may. Without a document number they
// are left out.
struct Named {
    std::string document, name;
};
std::vector<Named> residents_named(db::Snapshot const&, std::string_view words, std::size_t limit);
// Whether whoever has that document is protected: found by nothing else than their number.
bool is_protected(db::Snapshot const&, std::string_view document_number);
// Where somebody lives by the register, for forms that they fill in themselves. Nothing for an address that is
// protected or for somebody who is being taken off the register.
struct Home {
    std::string street, number, rest, postcode;
};
std::optional<Home> home(db::Snapshot const&, std::string_view document_number);
// The streets of the town, with their kind, in order.
std::vector<std::string> streets(db::Snapshot const&);
// The day to which the register's data are true, nothing before the first import.
std::optional<base::Day> as_of(db::Snapshot const&);
std::int64_t residents_in_force(db::Snapshot const&);

// ---- import (docs/padro-csv.md)
struct Rejected {
    std::size_t line; // of the file, counting from 1; 0 for the whole file
    base::Refusal why;
};
struct Imported {
    std::size_t lines = 0, persons = 0, changed = 0;
    std::vector<Rejected> rejected;
};
// Reads a whole file and imports what is right in it in one transaction: a person with a wrong line is left as it
// was. A file whose header is wrong, or in which over a tenth of the lines are, is refused whole. `printable` tells
// whether a name can be printed. Nothing of what is refused is half done.
base::Result<Imported> import_csv(db::Lane&, std::string_view file, base::Day as_of, base::Instant now,
                                  std::function<bool(std::string_view)> const& printable);

}
