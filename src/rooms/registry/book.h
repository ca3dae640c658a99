// SPDX-License-Identifier: EUPL-1.2
// Inside of the register office. Only this room includes it.
#pragma once
#include "rooms/registry/log_key.h"
#include "rooms/registry/merkle.h"
#include "rooms/registry/registry.h"

#include <boost/json.hpp>
#include <mutex>

namespace registry {

std::string_view name(Direction);
Direction direction_named(std::string_view); // Entry for anything unknown

// Year, book and number; written "2026-E-000123" (entrada) or "2026-S-000123" (sortida).
struct Number {
    std::int64_t year = 0;
    Direction direction = Direction::Entry;
    std::int64_t number = 0;
    auto operator<=>(Number const&) const = default;
};
std::string text_of(Number const&);
std::optional<Number> number_in(std::string_view typed); // blanks around it and small letters allowed

// An entry as it stands in its book.
struct Entry {
    EntryId id;
    Number number;
    base::Instant presented_at{};
    std::optional<base::Instant> effective_at;
    bool provisional = false;
    std::int64_t behind = 0, format = 1;
    std::string channel, language, staff, kind, subject, procedure, unit, destination, matter, sending_body;
    std::vector<std::pair<std::string, std::string>> told;
    std::vector<Party> parties;
    std::vector<Paper> papers;
    std::int64_t leaf = 0;
    std::string salt;
};

// A correction or an annulment of an entry.
struct Note {
    enum class Kind { Correction, Annulment };
    EntryId entry;
    std::int64_t place = 0;
    Kind kind = Kind::Correction;
    base::Instant at{};
    std::string staff, field, value, reason;
    std::int64_t leaf = 0;
    std::string salt;
};
std::string_view name(Note::Kind);
std::string_view name(Field);

// RFC 3339 with microseconds: what is hashed is exact.
std::string exact(base::Instant);
// What the leaf of an entry or note is made of (RFC 8785). `body` is the DIR3 code of whose register it is.
std::string canonical(Entry const&, std::string_view body);
std::string canonical(Note const&, Number const& of, std::string_view body);

// A signed head of the log.
struct Head {
    std::int64_t size = 0;
    base::Digest root;
    base::Instant signed_at{};
    std::string signature; // DER
};
// What is signed: the RFC 8785 JSON of size, root and signed_at.
std::string signed_text(Head const&);
boost::json::object written(Head const&);

class Book {
public:
    explicit Book(Setting);
    // What a receipt's code is looked up by.
    std::string lookup(std::string_view code) const { return base::hmac_sha256(lookup_key, code); }
    std::string closed(std::string_view code) const { return base::encrypt(code_key, code, "receipt"); }
    std::string opened(std::string_view sealed) const;
    // A signed head over `snapshot`; one signature a size.
    Head head(db::Snapshot const& snapshot);

    Setting const setting;
    LogKey const key;

private:
    std::string const lookup_key, code_key;
    std::mutex mutex;
    Head last; // signed most recently
};

// What a receipt carries for programs: the entry's JSON with its salt, place and path, and a signed head.
boost::json::object evidence(Book&, db::Snapshot const&, Entry const&);
// The receipt as a person reads it.
documents::Paper receipt_paper(Book const&, Entry const&);
// "22 de novembre de 2026, a les 10:05:23"
std::string moment(web::Texts const&, std::string_view language, base::Instant);
// How the effect came about, in words (art. 31.2.b, 31.3).
std::string effect_told(web::Texts const&, std::string_view language, Entry const&);

// The tree's rows.
namespace tree {
std::int64_t size(db::Snapshot const&);
merkle::Hashes hashes(db::Snapshot const&);
// Adds leaf `index`, which must be the next one, and what it completes.
void append(db::Tx&, std::int64_t index, base::Digest const& leaf);
}

namespace store {
// Where the log and a book stand.
struct Last {
    std::int64_t size = 0; // of the log
    base::Instant presented_at{};
};
Last last(db::Snapshot const&);
std::int64_t next_number(db::Snapshot const&, std::int64_t year, Direction);
void insert(db::Tx&, Entry const&);
void insert(db::Tx&, Note const&);
std::optional<Entry> by_id(db::Snapshot const&, EntryId const&);
std::optional<Entry> by_number(db::Snapshot const&, Number const&);
std::optional<std::int64_t> leaf_of(db::Snapshot const&, Number const&);
std::vector<EntryId> of_matter(db::Snapshot const&, std::string_view matter);
std::vector<Note> notes(db::Snapshot const&, EntryId const&);
// Entries to which somebody is a party, the newest first, from before a place in the log.
std::vector<Entry> of_person(db::Snapshot const&, act::PersonId const&, std::int64_t before_leaf, int limit);

struct Receipt {
    EntryId entry;
    std::string code;
    act::PersonId holder;
    act::Level level;
    documents::DocumentId document; // empty until it is sealed
};
void insert(Book const&, db::Tx&, Receipt const&);
std::optional<Receipt> receipt(Book const&, db::Snapshot const&, EntryId const&);
std::optional<Receipt> receipt_of_document(Book const&, db::Snapshot const&, documents::DocumentId const&);
void sealed(db::Tx&, EntryId const&, documents::DocumentId const&, base::Instant at);
// Promised before `before` and not sealed yet.
std::int64_t receipts_waiting(db::Snapshot const&, base::Instant before);
std::optional<Head> last_head(db::Snapshot const&);
void insert(db::Tx&, Head const&, std::string_view token);
std::optional<Receipt> receipt_by_code(Book const&, db::Snapshot const&, std::string_view code);
}

}
