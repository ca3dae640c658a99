// SPDX-License-Identifier: EUPL-1.2
// Who is who: people known by a document, and the sessions that stand for them.
#pragma once
#include "act/act.h"
#include "base/identifiers.h"
#include "base/result.h"
#include "jobs/post.h"
#include "ports/identity_provider/certificates.h"
#include "ports/identity_provider/provider.h"
#include "rooms/identity/exchanges.h"
#include "web/limits.h"
#include "web/parts.h"
#include "web/router.h"

#include <deque>
#include <map>

namespace identity {

struct Person {
    act::PersonId id;
    // "nif", "nie"; "passport", "identity-card" of another country, the number after who issued it ("FR:12AB34567"),
    // since two countries may give the same one; or "telephone", "email" of somebody who showed only that a contact is
    // theirs (decision 0010): never taken for whoever has shown a document.
    std::string document_kind;
    std::string document_number; // normalised
    std::string name;
    bool proved = false; // by a certificate or a provider, not only written down by the office
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
std::optional<Person> person_by_document(db::Snapshot const&, std::string_view kind, std::string_view number);
// By a number alone: a Spanish one goes before another country's.
std::optional<Person> person_by_document(db::Snapshot const&, std::string_view number);
// Those who showed a passport or identity card of another country with that number, whichever country.
std::vector<Person> people_from_abroad(db::Snapshot const&, std::string_view number);
// Somebody whom the office writes down without their having proved anything: whom another one stands for. Of the name
// that the office was told the last one holds; one that somebody showed or proved stays.
act::PersonId written_down(db::Tx&, std::string_view kind, std::string_view number, std::string_view name,
                           base::Instant now);
// People with a document whose name is meant by `words` (base/name_match.h), for the office's search; by name, without
// those whom `leave_out` names.
std::vector<Person> people_named(db::Snapshot const&, std::string_view words, std::size_t limit,
                                 std::function<bool(Person const&)> const& leave_out);

// What somebody else vouched for, kept with its evidence.
struct Assertion {
    act::AssertionId id;
    act::PersonId person;
    std::string provider; // "certificate", "codi", or the name of one in town.yaml
    act::Level level;
    base::Instant at;
    // The organisation that a representative's certificate names (RD 203/2021, art. 27.2), empty for other people.
    std::string organisation_number, organisation_name;
};
// Keeps an assertion, making the person known on first sight. `evidence` is JSON; of it only
// {"stands_for": {"number", "name"}} is read again. What an agent read at the counter (method "counter") renames nobody
// who proved their name.
act::AssertionId keep_assertion(db::Tx&, Proof const&, std::string const& evidence, base::Instant now);
std::optional<Assertion> assertion(db::Snapshot const&, act::AssertionId const&);
// Of a certificate that was judged: hashes and numbers, with which it can be found again at its issuer, as JSON.
std::string evidence_of(identity_provider::Certificates::Verified const&, base::Instant at);

// From a host where an identity was proved to ours: a code that `browser` alone can use, once, within thirty seconds.
// `browser` is the hash of the secret in its cookie (browser.h).
std::string hand_over(db::Tx&, act::AssertionId const&, std::string_view browser, std::string_view back_to,
                      base::Instant now);
struct TakenOver {
    act::AssertionId assertion;
    std::string back_to;
};
base::Result<TakenOver> take_over(db::Tx&, std::string_view code, std::string_view browser, base::Instant now);

// Opens a session for a proved identity, making the person known on first sight. A new token each time.
Opened open_session(db::Tx&, Proof const&, base::Instant now, std::chrono::minutes lasting);
// The same for one that was vouched for.
Opened open_session(db::Tx&, act::AssertionId const&, base::Instant now, std::chrono::minutes lasting);
void close_session(db::Tx&, act::SessionId const&);
// The actor that a token names; nothing when unknown, ended or over.
std::optional<act::Actor> who(db::Snapshot const&, std::string_view token, base::Instant now);
// Whose session a token named, also when it is over; empty when it is forgotten (an hour after its end).
act::PersonId who_was(db::Snapshot const&, std::string_view token);
// Forgets sessions that have been over for an hour, and codes that nobody used. For the hourly round.
void tidy(db::Tx&, base::Instant now);

// Where certificates are asked for: a host of its own, because a browser is asked once a connection, before its first
// request.
struct CertificateDoor {
    CertificateDoor(std::string at, identity_provider::Certificates::Setting with) :
        url(std::move(at)), certificates(std::move(with))
    {
    }
    std::string url; // "https://localhost:8443", without a slash at the end
    identity_provider::Certificates certificates;
};
constexpr std::string_view certificate_path = "/entra/certificat";

// A text of the town's own, by language; the town's first one stands for a language that is not there.
using Words = std::map<std::string, std::string, std::less<>>;
std::string in_language(Words const&, std::string_view language);

struct Room;
// A way in through a provider elsewhere (ports/identity_provider): its pages lie under /entra/{name}.
struct Way {
    std::string name; // also how the identity was proved, in sessions and assertions
    Words label, help;
    std::unique_ptr<identity_provider::Provider> provider;
    Exchanges exchanges;
    Room* room = nullptr; // set with the routes
};

// Entering by a code that is sent to a telephone or an address (decision 0010).
struct CodeDoor {
    std::string key; // seals contacts, hashes codes
    jobs::Post const* post = nullptr;
    web::RateLimits* limits = nullptr; // "code": for one neighbourhood of addresses
    bool mail = false, sms = false;    // what the town can send
    // Where a sample town shows what it would have sent; empty for what is sent in earnest.
    std::string mail_shown_at, sms_shown_at;
};

// What the room needs from above: the name that the town's register has for a document, empty when it has none.
struct Room {
    bool sample = false;
    std::chrono::minutes session_length{60};
    std::function<std::string(db::Snapshot const&, std::string_view document_number)> registered_name;
    // What may be granted one by one: the procedures of the catalogue by their title.
    std::function<std::vector<web::Choice>(web::Call const&)> procedures;
    CertificateDoor* certificates = nullptr; // none in a town without
    std::deque<Way> ways = {};               // in the town's order; routes point to them
    std::string key = {};                    // of what is computed for browsers that are sent to them
    std::optional<CodeDoor> codes = {};      // none in a town that can send nothing
};

// In an act: a Refusal when the actor stands for somebody and may not any more (Llei 39/2015, art. 5), or not in this
// procedure where one is named.
std::optional<base::Refusal> recheck(db::Snapshot const&, act::Actor const&, base::Instant now,
                                     std::string_view procedure = {});

void routes(web::Router&, Room&);
void mandate_routes(web::Router&, Room&);
void session_routes(web::Router&, Room&);
}
