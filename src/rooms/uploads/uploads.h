// SPDX-License-Identifier: EUPL-1.2
// Files that people hand in: received in pieces, held to what they say they are, scanned, kept until something is
// filed with them. Whether a file is fit to be read (State) and whether it has been filed (Kept::frozen) are two facts.
#pragma once
#include "act/act.h"
#include "base/result.h"
#include "ports/virus_scan/virus_scan.h"
#include "rooms/documents/documents.h"

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
// for the scanner: `waits` routes). Refuses what is infected or not what it says it is, naming it ({file}).
struct Ready;
base::Result<std::shared_ptr<Ready const>> prepare(Room&, std::string_view name, std::string_view bytes);
// Makes it exist, as the actor's. Refuses when the actor's quota is used up.
base::Result<Kept> record(Room&, act::Act&, Ready const&);

// At registration: it belongs to `holder` (a filing's id) from now on. Only its owner's, whole, neither infected nor
// unreadable; one in quarantine may be filed, so that nobody misses a term because our scanner is down. Again with the
// same holder does nothing; with another one it is a Conflict.
base::Result<Kept> freeze(Room&, act::Act&, UploadId const&, std::string_view holder);
// Its owner does not want it any more. Conflict when it is filed; NotFound when it is another's.
base::Result<base::Done> remove(Room&, act::Act&, UploadId const&);
// The whole content of a clean one; nothing for any other, or when its stored bytes are damaged.
std::optional<std::string> content(Room const&, db::Snapshot const&, UploadId const&);

struct Setting {
    std::string folder; // of the encrypted parts
    std::string master_key;
    std::int64_t largest = 100 << 20;      // one file
    std::int64_t largest_form = 20 << 20;  // the body of a form with files, without a script
    std::int64_t person_bytes = 500 << 20; // of everything unfiled that somebody has
    std::size_t person_files = 50;
    std::chrono::hours kept{24}; // an unfiled one, from its beginning
    Limits own = own_limits(), exchange = exchange_limits();
};

// Everything of a town's uploads. What the hooks and pointers name outlives it.
class Room {
public:
    explicit Room(Setting);
    Room(Room const&) = delete;

    Setting const setting;
    documents::Blobs blobs;
    ports::VirusScan* scanner = nullptr; // none: everything stays in quarantine
    // In the act in which something is found infected after it was filed.
    std::function<void(act::Act&, Kept const&)> on_infected = [](act::Act&, Kept const&) {};
    // Whether somebody of the office may read a filed one: its holder's room knows.
    std::function<bool(db::Snapshot const&, act::Actor const&, Kept const&)> staff_may_read =
        [](db::Snapshot const&, act::Actor const&, Kept const&) { return false; };
};

// To be called by the lane before each commit.
void flush(Room&);

}
