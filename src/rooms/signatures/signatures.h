// SPDX-License-Identifier: EUPL-1.2
// Documents that a person signs (Llei 40/2015, art. 43): asked for by citizens, they wait in one queue, whatever they
// are; the secretary signs many at once, each an act of its own. What they say is the business of rooms above.
#pragma once
#include "act/act.h"
#include "base/result.h"
#include "ports/identity_provider/certificates.h"
#include "rooms/documents/documents.h"
#include "web/router.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace signatures {

using RequestId = base::Id<struct RequestTag>;

// Waiting -> signed | returned | cancelled. Nothing comes back: whoever still wants it asks again.
enum class State { Waiting, Signed, Returned, Cancelled };
enum class Event { Sign, Return, Cancel };
std::string_view name(State);
std::optional<State> state_named(std::string_view);
std::optional<State> after(State, Event);

struct Request {
    RequestId id;
    std::string kind;
    act::PersonId person;
    std::string subject, title, language;
    base::Instant asked_at{};
    State state = State::Waiting;
    base::Instant state_at{};
    std::string reason, document;
    // Of the register, by the room that asks (Llei 39/2015, art. 16): id, number and code of the receipt.
    std::string entry = {}, number = {}, receipt = {};
};

// Who signs, as the document names them.
struct Signer {
    std::string name, post;
};

// A kind of document, of the room that composes it.
struct Kind {
    std::string name, label; // label: key of its name for the office
    // The document as of now, or why it may not be issued (any more). Called again when it has been signed.
    std::function<base::Result<documents::Wanted>(db::Snapshot const&, web::Call const&, Request const&, Signer const&)>
        compose;
    // Changes whenever what documents are composed of may have changed.
    std::function<std::string(db::Snapshot const&)> revision;
    // Whether it is an affair of whoever has that DNI or NIE, who then does not touch it (Llei 40/2015, art. 23.2).
    std::function<bool(db::Snapshot const&, Request const&, std::string const& number)> concerns;
};

struct Room {
    documents::Desk& desk;
    identity_provider::Certificates* certificates; // none: no certificate is believed here, so nobody signs
    std::string organisation;                      // number of the body whose post the certificate must name
    std::vector<Kind> kinds;
    std::string script = {};
};

// Whether anybody can sign here.
bool can_sign(Room const&);

// What its person sees of a request.
struct Card {
    std::string id, title, state, asked_at, reason, href, number, receipt;
};
BOOST_DESCRIBE_STRUCT(Card, (), (id, title, state, asked_at, reason, href, number, receipt))

// Why it may not be asked for: the same waits already. To be looked at before it is entered in the register.
std::optional<base::Refusal> kept_from_asking(db::Snapshot const&, Request const&);
// Puts it in the queue.
base::Result<Card> ask(act::Act&, Request const&);
// What a person waits for, and what came back to them, for their folder.
std::vector<documents::Coming> coming(db::Snapshot const&, web::Call const&);
std::int64_t waiting(db::Snapshot const&);
// Forgets bytes whose time is over. For the hourly round.
void tidy(db::Tx&, base::Instant now);

void routes(web::Router&, Room&);

}
