// SPDX-License-Identifier: EUPL-1.2
// The electronic register (Llei 39/2015, art. 16): entry and exit books, receipts, and a public log of hashes by which
// any holder of a receipt finds out a book that was rewritten.
#pragma once
#include "act/act.h"
#include "base/calendar.h"
#include "base/result.h"
#include "db/lane.h"
#include "ports/timestamp/timestamp.h"
#include "rooms/documents/documents.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace registry {

using EntryId = base::Id<struct EntryTag>;

enum class Direction { Entry, Exit };

// Interested persons come first, then who stands for them.
struct Party {
    act::PersonId person; // a row of identity_person; empty when the office does not know them
    std::string document_kind, document, name;
    bool representative = false;
};

struct Paper {
    std::string name, type; // file name and media type
    std::string sha256;     // of the plain bytes, in hexadecimal
    std::string reference;  // id of the upload or document
    std::int64_t bytes = 0;
};

// What a room wants entered.
struct Wanted {
    Direction direction = Direction::Entry;
    std::string kind; // expressive epigraph of its nature (art. 16.3): "application"; its text is "registry.kind-…"
    std::string subject;     // at most 240 characters (SICRES 4, Resumen)
    std::string procedure;   // id in the catalogue, may be empty
    std::string unit;        // responsible for it
    std::string destination; // DIR3 code of the body addressed; empty: the town itself
    std::string matter;      // id of the case, may be empty
    std::vector<Party> parties;
    std::vector<Paper> papers;
    std::string sending_body; // where one sends
    std::vector<std::pair<std::string, std::string>>
        told{};           // what the receipt tells besides: label and value; a label alone is a heading (art. 21.4)
    std::string language; // of the receipt
};

struct Entered {
    EntryId id;
    std::string number; // "2026-E-000123": year of the book, E or S, six digits or more
    base::Instant presented_at;
    std::optional<base::Instant> effective_at; // art. 31.2.b; nothing: that year's calendar is not known
    std::string receipt_code;                  // 26 characters; empty when no party and no actor is a known person
};

class Book;

// Enters it in its book, in the lane: number, times, rows, leaf of the log and the job that seals the receipt, all or
// nothing. The number is the next one of its year and direction; presented_at is the act's instant, or that of the
// entry before where the clock is behind it. Refused (Unprocessable, with the field) for what a person can cause: a
// subject or name that is empty, too long or no text. Throws std::invalid_argument for what only a room can get wrong.
base::Result<Entered> enter(Book&, act::Act&, Wanted const&);

// An entry as other rooms show it.
struct Brief {
    EntryId id;
    std::string number, kind, subject, receipt_code;
    Direction direction = Direction::Entry;
    base::Instant presented_at;
    std::optional<base::Instant> effective_at;
    bool annulled = false;
};
std::optional<Brief> brief(Book const&, db::Snapshot const&, EntryId const&);
// Those of a matter, in the order of the register.
std::vector<Brief> of_matter(Book const&, db::Snapshot const&, std::string_view matter);

// A field of an entry that a correction may speak of.
enum class Field { Subject, Kind, Unit, Destination, Procedure, Party, Papers };

// New facts, each with a leaf of its own; the entry's rows stay as they are. Refused: no reason or value
// (Unprocessable), an entry that is not there (NotFound) or is annulled already (Conflict).
base::Result<base::Done> correct(Book&, act::Act&, EntryId const&, Field, std::string_view value,
                                 std::string_view reason);
base::Result<base::Done> annul(Book&, act::Act&, EntryId const&, std::string_view reason);

// Seals the receipt of an entry, unless it is sealed already, and says which document it is. On a thread that may wait
// for the lane. NotFound when none was promised.
base::Result<documents::DocumentId> seal_receipt(Book&, EntryId const&);
// The same for several in one commit, since a flush of the disk costs more than a seal; one answer each, in order.
std::vector<base::Result<documents::DocumentId>> seal_receipts(Book&, std::vector<EntryId> const&);
// What whoever verifies a receipt is told besides: its place in the log, and that it was corrected or annulled.
std::vector<std::string> told_of(Book&, db::Snapshot const&, web::Call const&, documents::DocumentId const&);

// Publishes the head of the log, under a time stamp where there is an authority. Each minute; does nothing when no leaf
// was added since the last time. On a thread that may wait.
void publish_head(Book&);
// Words of older entries for the search, so many entries at most; how many are left. Each minute, in the lane; nothing
// to do in a register that began with them.
std::int64_t fill_words(db::Tx&, std::int64_t most);
// For the page of states: the key and the last head agree, heads are published, the clock never went back, no receipt
// waits.
std::vector<ports::Check> checks(Book const&, db::Snapshot const&, base::Instant now);

// What is wrong with a receipt, in English; empty when all holds: seal, entry, leaf, path, and the head's signature.
std::vector<std::string> receipt_faults(std::string_view file, std::string_view seal_certificates_pem,
                                        std::string_view log_public_pem);
// The same against the town's own log besides: whether it still holds what the receipt was given for.
std::vector<std::string> receipt_faults(Book const&, db::Snapshot const&, std::string_view file,
                                        std::string_view seal_certificates_pem);

// A P-256 key for a log, PEM (PKCS#8) under a passphrase.
std::string make_log_key(std::string_view passphrase);

// Everything of a town's register office. References and pointers outlive it.
struct Setting {
    std::string body, body_name; // DIR3 code and name of the town hall
    std::string url;             // of the town, without a slash at the end
    std::string master_key;
    std::string log_key_pem, log_passphrase;
    base::Calendar const* calendar = nullptr; // of the seat (art. 31.3)
    documents::Desk* desk = nullptr;
    web::Texts const* texts = nullptr;
    db::Database* database = nullptr;
    db::Lane* lane = nullptr;
    base::Clock const* clock = nullptr;
    ports::Timestamp* timestamp = nullptr; // none where the town names no authority
    // Who registered, as the staff's pages name them.
    std::function<std::string(db::Snapshot const&, act::StaffId const&)> staff_name = {};
};
// Throws std::runtime_error when the key does not open.
std::shared_ptr<Book> open_book(Setting);

void routes(web::Router&, Book&);

}
