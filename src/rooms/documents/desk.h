// SPDX-License-Identifier: EUPL-1.2
// Inside of the document office. Only this room includes it.
#pragma once
#include "rooms/documents/blobs.h"
#include "rooms/documents/documents.h"
#include "rooms/documents/pdf/printer.h"

#include <mutex>

namespace documents {

struct Ready {
    DocumentId id;
    std::string code;
    Wanted wanted;
    base::Digest sha256, data;
    Blob blob;
    base::Instant at;
    std::string signed_by = {}; // a person; empty: sealed by the body
};

// A row of documents_issued.
struct Issued {
    DocumentId id;
    act::PersonId person;
    std::string code; // in the clear only after opening with the desk's key
    std::string procedure, variant, title, language, issuer, sealed_by, signed_by, sha256, blob;
    base::Instant issued_at, state_at;
    act::Level level;
    State state;
};

class Desk {
public:
    explicit Desk(Setting);
    pdf::Printer& printer();
    // The stored beginning of every document that the printer makes.
    Blob const& head();
    // What a typed code is looked up by: the time it takes says nothing of the code.
    std::string lookup(std::string_view code) const { return base::hmac_sha256(lookup_key, code); }
    std::string closed(std::string_view code) const { return base::encrypt(code_key, code, "code"); }
    std::string opened(std::string_view sealed) const;

    Setting const setting;
    Seal const seal;
    Blobs blobs;

private:
    std::string const lookup_key, code_key;
    std::once_flag once;
    std::unique_ptr<pdf::Printer> made;
    Blob stored_head;
};

namespace store {
void insert(Desk&, db::Tx&, Ready const&);
// Marks earlier available documents of the same kind whose data differ as superseded by this one.
void supersede_earlier(db::Tx&, Ready const&);
void set_state(db::Tx&, DocumentId const&, State, base::Instant, std::string_view reason);
void set_successor(db::Tx&, DocumentId const&, DocumentId const& successor, base::Instant);
std::optional<Issued> by_id(Desk const&, db::Snapshot const&, std::string_view id);
std::optional<Issued> by_code(Desk const&, db::Snapshot const&, std::string_view code);
std::optional<Issued> by_hash(Desk const&, db::Snapshot const&, base::Digest const&);
std::vector<Issued> of_person(Desk const&, db::Snapshot const&, act::PersonId const&);
}

Card card(Issued const&);

}
