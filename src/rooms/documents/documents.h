// SPDX-License-Identifier: EUPL-1.2
// Documents that the office issues: prepared and sealed in parallel, recorded in the lane, verified by anybody.
#pragma once
#include "act/act.h"
#include "base/crypto.h"
#include "base/result.h"
#include "rooms/documents/blobs.h"
#include "rooms/documents/code.h"
#include "rooms/documents/paper.h"
#include "web/limits.h"
#include "web/router.h"

#include <functional>
#include <memory>

namespace documents {

using DocumentId = base::Id<struct DocumentTag>;

// IssuedDocument: available -> superseded | revoked; superseded -> revoked. Nothing comes back.
enum class State { Available, Superseded, Revoked };
std::string_view name(State);
State state_named(std::string_view);
enum class Event { Supersede, Revoke };
// The state after an event, or nothing when that move is not allowed.
std::optional<State> after(State, Event);

// What a room wants issued.
struct Wanted {
    act::PersonId person;  // the holder
    std::string procedure; // "volant-empadronament"
    std::int64_t procedure_version = 0;
    std::string variant; // "individual": a later document of the same kind with other data supersedes
    std::string data;    // what it shows, in a canonical form without dates of issue
    act::Level level = act::Level::Substantial; // that reading it asks for
    Paper paper;
    std::string code = {};     // verification code that was promised before, of `fresh_code`; empty: a fresh one
    std::string evidence = {}; // for programs, UTF-8 without control characters: carried in the file's XMP metadata
};

// Sealed and stored, not yet recorded: nobody can see it.
struct Ready;

// A document as its holder sees it.
struct Card {
    std::string id, code, title, issued_at, state, state_at, language, pdf, verify;
};
BOOST_DESCRIBE_STRUCT(Card, (), (id, code, title, issued_at, state, state_at, language, pdf, verify))

// Asked for, and not issued yet: somebody has to sign it.
struct Coming {
    std::string id, title, state, state_words, asked_words, href;
    bool waiting = false;
};
BOOST_DESCRIBE_STRUCT(Coming, (), (id, title, state, state_words, asked_words, href, waiting))

class Desk;

// Seals and stores `wanted` (any thread; writes no row).
std::shared_ptr<Ready const> prepare(Desk&, Wanted const& wanted, std::string_view base_url, base::Instant at);
// What somebody signs before there is a document: the whole file, without a seal, with the code of `wanted` printed.
// Nothing is stored.
std::string unsealed(Desk&, Wanted const& wanted, std::string_view base_url, base::Instant at);
// Stores that file as `signer` signed it (any thread; writes no row).
std::shared_ptr<Ready const> prepare_signed(Desk&, Wanted const& wanted, std::string_view file, std::string signer,
                                            base::Instant at);
// Makes it exist: rows and audit, in the act's transaction.
Card record(Desk&, act::Act&, Ready const&);
// Revokes by verification code. NotFound when there is none, Conflict when the state does not allow it.
base::Result<Card> revoke(Desk&, act::Act&, std::string_view code, std::string_view reason);
// Marks one as replaced by another that the same person holds, of the same procedure.
base::Result<Card> supersede(Desk&, act::Act&, std::string_view code, std::string_view successor);
// The bytes as issued, for somebody who may have them. Damaged in the store: refused, never served as good.
base::Result<web::File> file_of(Desk const&, db::Snapshot const&, DocumentId const&, bool download);
// The title of the document with this code, empty when there is none.
std::string title_of(Desk const&, db::Snapshot const&, std::string_view code);
// Documents of a person, newest first.
std::vector<Card> cards(Desk const&, db::Snapshot const&, act::PersonId const&);

// What the printer needs: files as embedded in the program and the town's arms.
struct Stationery {
    std::string_view regular_font, bold_font, colour_profile;
    std::string arms_svg;
};

// Everything of a town's document office. References outlive it. The printer is prepared on first use or by `warm`.
struct Setting {
    std::string folder; // of the blobs
    std::string master_key;
    std::string seal_key_pem, seal_passphrase, seal_certificates_pem;
    std::string issuer; // the body's name
    Stationery stationery;
    web::RateLimits* limits = nullptr;
    // The name under which the office knows a holder.
    std::function<std::string(db::Snapshot const&, act::PersonId const&)> holder_name;
    // What a higher room tells of a document to whoever verifies it: no personal data. May be empty.
    std::function<std::vector<std::string>(db::Snapshot const&, web::Call const&, DocumentId const&)> told_of = {};
    // What a higher room will have issued to this person, for their folder. May be empty.
    std::function<std::vector<Coming>(db::Snapshot const&, web::Call const&)> coming = {};
};
std::shared_ptr<Desk> open_desk(Setting);
void warm(Desk&);
// To be called by the lane before each commit.
void flush(Desk&);
// Whether the documents' type has every character of a text.
bool can_print(Desk&, std::string_view text);
// The same text with a question mark for every character that is not in the type.
std::string printable(Desk&, std::string_view text);
// What a file of ours carries for programs, as it was given; empty when it carries nothing.
std::string evidence_in(std::string_view file);
// What is wrong with the seal of a file (in English, for whoever checks), empty when it holds: it covers the whole file
// and is of one of these certificates (PEM).
std::string seal_fault(std::string_view file, std::string_view certificates_pem);
// Common name of the seal's certificate, and when it ends (seconds since 1970).
std::pair<std::string, std::int64_t> seal_of(Desk const&);

// The nightly round: the stored bytes of every document hashed again. Takes long; for a worker thread.
struct Rehash {
    std::size_t checked = 0, damaged = 0;
    std::vector<std::string> ids; // of the first fifty damaged
};
Rehash rehash(Desk&, db::Database&);
void keep(db::Tx&, Rehash const&, base::Instant at);
struct LastRehash {
    base::Instant at;
    std::size_t checked, damaged;
};
std::optional<LastRehash> last_rehash(db::Snapshot const&);

void routes(web::Router&, Desk&);

// Makes a certification authority and a seal certificate under it for a sample town: P-256 or RSA-2048.
struct MadeSeal {
    std::string key_pem, certificates_pem, authority_pem;
};
MadeSeal make_sample_seal(std::string_view body, std::string_view nif, std::string_view passphrase, bool rsa);

}
