// SPDX-License-Identifier: EUPL-1.2
// Who is who: people known by a document, and the sessions that stand for them.
#pragma once
#include "act/act.h"
#include "base/identifiers.h"
#include "base/result.h"
#include "web/router.h"

namespace identity {

struct Person {
    act::PersonId id;
    std::string document_kind;   // "nif", "nie" or "passport"
    std::string document_number; // normalised
    std::string name;
};

// What the proof of an identity says of a person (by a provider, a certificate, or an agent who saw the paper).
struct Proof {
    std::string document_kind, document_number, name;
    act::Level level;
    std::string method;
};

struct Opened {
    std::string token; // the only time that it is seen in the clear
    act::PersonId person;
    base::Instant until;
};

std::optional<Person> person(db::Snapshot const&, act::PersonId const&);
std::optional<Person> person_by_document(db::Snapshot const&, std::string_view number);

// Opens a session for a proved identity, making the person known on first sight. A new token each time.
Opened open_session(db::Tx&, Proof const&, base::Instant now, std::chrono::minutes lasting);
void close_session(db::Tx&, act::SessionId const&);
// The actor that a token names; nothing when unknown, ended or over.
std::optional<act::Actor> who(db::Snapshot const&, std::string_view token, base::Instant now);
// Whose session a token named, also when it is over; empty when it is forgotten (an hour after its end).
act::PersonId who_was(db::Snapshot const&, std::string_view token);
// Forgets sessions that have been over for an hour. For the hourly round.
void tidy(db::Tx&, base::Instant now);

// What the room needs from above: the name that the town's register has for a document, empty when it has none.
struct Room {
    bool sample = false;
    std::chrono::minutes session_length{60};
    std::function<std::string(db::Snapshot const&, std::string_view document_number)> registered_name;
    std::function<bool(std::string_view id, base::Instant)> is_procedure = [](std::string_view, base::Instant) {
        return false;
    };
};

// In an act: a Refusal when the actor stands for somebody and may not any more (Llei 39/2015, art. 5).
std::optional<base::Refusal> recheck(db::Snapshot const&, act::Actor const&, base::Instant now);

void routes(web::Router&, Room&);
void mandate_routes(web::Router&, Room&);

}
