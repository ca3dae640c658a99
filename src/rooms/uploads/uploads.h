// SPDX-License-Identifier: EUPL-1.2
// Files that people hand in: received in pieces, held to what they say they are, scanned, kept until something is
// filed with them. Whether a file is fit to be read (State) and whether it has been filed (Kept::frozen) are two facts.
#pragma once
#include "act/act.h"
#include "base/result.h"
#include "db/lane.h"
#include "ports/virus_scan/virus_scan.h"
#include "rooms/documents/documents.h"
#include "rooms/uploads/name.h"
#include "web/call.h"
#include "web/described.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace uploads {

using UploadId = base::Id<struct UploadTag>;

// Attachment: receiving -> quarantined | clean | infected | unreadable; quarantined -> clean | infected | unreadable;
// clean -> infected (found later); anything -> disposed. The table is in states.cpp.
// Quarantined: whole and what it says it is, but no scanner has spoken yet. Unreadable: not what it says it is.
enum class State { Receiving, Quarantined, Clean, Infected, Unreadable, Disposed };
std::string_view name(State);
State state_named(std::string_view); // Quarantined for a name that this program does not know: served to nobody
enum class Event { Quarantine, Pass, Infect, Reject, Dispose };
// The state after an event, or nothing when that move is not allowed.
std::optional<State> after(State, Event);

struct Kept {
    UploadId id;
    std::string name;          // as its owner named it, without folders, in normal form C
    std::string type;          // "application/pdf": what its content says; empty while it is being received
    std::int64_t bytes = 0;    // of the whole file
    std::int64_t received = 0; // durable so far
    std::string sha256;        // hexadecimal, empty while it is being received
    State state = State::Receiving;
    bool frozen = false;               // filed: it is never changed or removed any more
    std::string holder;                // what it was filed with, empty unless frozen
    base::Instant made_at, expires_at; // an unfiled one is swept then
};

class Room;

std::optional<Kept> find(db::Snapshot const&, UploadId const&);
// Whether it is this person's or this member of the staff's. Nobody owns what does not exist.
bool owns(db::Snapshot const&, act::Actor const&, UploadId const&);
// What the actor has handed in and not filed, oldest first; without what is disposed of.
std::vector<Kept> unfiled(db::Snapshot const&, act::Actor const&);

// What may be filed together. Bytes are of content; characters are code points of the name.
struct Limits {
    std::size_t documents = 0;
    std::int64_t each_bytes = 0, total_bytes = 0;
    std::size_t name_characters = 0;
    std::vector<std::string> extensions; // lower case, without dot
};
// Of SIR, the interconnection of registers: 5 documents with the form itself, 10 MB each, 15 MB in all, 80 characters
// (NTI-SICRES 4.0; aoc.cat, "Per què serveix la finestreta de registre").
Limits exchange_limits();
// Of filings that stay in this town: what it can keep and read (NTI-catalogue of formats 2012).
Limits own_limits();
// Whether these may be filed together with `forms` other documents of `form_bytes` (the form itself counts). Refuses
// naming the file (marker {file}); further faults are in `others`. The field is left to the caller.
base::Result<base::Done> judge(Limits const&, std::vector<Kept> const&, std::size_t forms = 1,
                               std::int64_t form_bytes = 0);

// A whole file that came in a form, without a script: judged, scanned and stored in prepare (writes no row; it waits
// for the scanner: `waits` routes). Refuses what is infected or not what it says it is, naming it ({file}). `place`:
// among those that came together, so that they stay in their order.
struct Ready;
base::Result<std::shared_ptr<Ready const>> prepare(Room&, std::string_view name, std::string_view bytes,
                                                   std::size_t place = 0);
// Makes it exist, as the actor's. Refuses when the actor's quota is used up.
base::Result<Kept> record(Room&, act::Act&, Ready const&);

// At registration: it belongs to `holder` (a filing's id) from now on. Only its owner's, whole, neither infected nor
// unreadable; one in quarantine may be filed, so that nobody misses a term because our scanner is down. Again with the
// same holder does nothing; with another one it is a Conflict.
base::Result<Kept> freeze(Room&, act::Act&, UploadId const&, std::string_view holder);
// Of these, those that are unfiled and `from`'s become the actor's, who goes on with what they were handed in for.
void hand_over(act::Act&, std::vector<UploadId> const&, act::PersonId const& from);
// Its owner does not want it any more. Conflict when it is filed; NotFound when it is another's.
base::Result<base::Done> remove(Room&, act::Act&, UploadId const&);
// The whole content of a clean one; nothing for any other, or when its stored bytes are damaged.
std::optional<std::string> content(Room const&, db::Snapshot const&, UploadId const&);

// ---- the field of a form (view uploads/part-field), with a script or without
// Its parts in a multipart form of field "x": one hidden input "x" with the ids of what is there already, separated by
// spaces (`ids_in`); the file input "x__fitxer" (names come as "x__nom", web/form.h) with the button accio=puja; a
// button accio=treu-<id> for each, and accio=uneix-x, which joins its photographs.
struct FieldFile {
    std::string id, name, size, state, state_words, remove;
    bool good = false;
};
BOOST_DESCRIBE_STRUCT(FieldFile, (), (id, name, size, state, state_words, remove, good))
struct Field {
    std::string view = "uploads/part-field";
    std::string id, label, hint, limits, error, described_by, accept, input, script, most, ids;
    bool joins = false, photographs = false; // a PDF may be made of photographs; there are some
    std::vector<FieldFile> files;
};
BOOST_DESCRIBE_STRUCT(Field, (),
                      (view, id, label, hint, limits, error, described_by, accept, input, script, most, ids, joins,
                       photographs, files))
// The ids in the value of a field, each once, at most 500; whatever is none is left out.
std::vector<UploadId> ids_in(std::string_view);
// `chosen`: what is there already; of another's nothing is shown. Limits are told in words before anybody chooses.
Field field(Room const&, db::Snapshot const&, web::Call const&, std::string id, std::string label, std::string hint,
            Limits const&, std::vector<UploadId> const& chosen);
// The files of field "x__fitxer" as they came: judged, scanned and stored (in prepare), each by itself.
struct Came {
    std::vector<std::shared_ptr<Ready const>> good;
    std::optional<base::Refusal> refusal; // of the first that is not taken, on field `id`; the others inside it
};
Came came(Room&, std::string_view id, std::vector<web::Octets> const& files, std::vector<std::string> const& names);

// One PDF out of the photographs (JPEG, PNG) among these files, in their order: each upright on a page of A4, without
// what a camera writes beside the picture (place, device). They themselves stay as they are. It is scanned and recorded
// like any other file, under the name of the first. Unprocessable when there is none, too much of them for the memory,
// or one cannot be read ({file}).
struct Joined {
    std::shared_ptr<Ready const> ready;
    std::vector<UploadId> taken;
};
base::Result<Joined> join(Room&, db::Snapshot const&, act::Actor const&, std::vector<UploadId> const&);

// Whether the stored bytes still are those that were handed in, whatever its state; for the round that checks them.
bool intact(Room const&, db::Snapshot const&, UploadId const&);

struct Setting {
    std::string folder; // of the encrypted parts
    std::string master_key;
    std::int64_t largest = 100 << 20;      // one file
    std::int64_t largest_form = 20 << 20;  // the body of a form with files, without a script
    std::int64_t person_bytes = 500 << 20; // of everything unfiled that somebody has
    std::size_t person_files = 50;
    std::chrono::hours kept{24 * 31}; // an unfiled one, from its beginning: longer than the draft that names it
    Limits own = own_limits(), exchange = exchange_limits();
};

// What comes round: unfiled files whose time is over go; what was dropped leaves the disk; what no scanner has spoken
// of is scanned again. Each for a worker thread; nothing is done twice when several processes do it.
void expire(Room&, db::Lane&, db::Database&, base::Instant now);
void dispose_dropped(Room&, db::Lane&, db::Database&);
void rescan(Room&, db::Lane&, db::Database&, base::Instant now);
// Daily: leftovers of processes that died between storing bytes and naming them.
void tidy_store(Room&, db::Database&);
// How many wait for a scanner, and since when the first does.
struct Waiting {
    std::int64_t count = 0;
    base::Instant since;
};
Waiting waiting(db::Snapshot const&);

// Everything of a town's uploads. What the hooks and pointers name outlives it.
class Room {
public:
    explicit Room(Setting);
    Room(Room const&) = delete;

    Setting const setting;
    documents::Blobs blobs;
    std::string script;                  // address of islands/uploads.ts
    ports::VirusScan* scanner = nullptr; // none: everything stays in quarantine
    // In the act in which something is found infected after it was filed.
    std::function<void(act::Act&, Kept const&)> on_infected = [](act::Act&, Kept const&) {};
    // Whose data somebody of the office reads in a filed one, nothing where they may not: its holder's room knows, also
    // of what the office itself took in.
    std::function<std::optional<act::PersonId>(db::Snapshot const&, act::Actor const&, Kept const&)> staff_may_read =
        [](db::Snapshot const&, act::Actor const&, Kept const&) { return std::optional<act::PersonId>(); };
};

void routes(web::Router&, Room&);
// To be called by the lane before each commit.
void flush(Room&);

}
