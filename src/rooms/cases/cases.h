// SPDX-License-Identifier: EUPL-1.2
// Matters: opened by what somebody files, followed in their folder and in the office until they end.
#pragma once
#include "act/act.h"
#include "base/result.h"
#include "jobs/jobs.h"
#include "ports/identity_provider/certificates.h"
#include "rooms/forms/forms.h"
#include "rooms/registry/registry.h"
#include "web/router.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cases {

using MatterId = base::Id<struct MatterTag>;
using FilingId = base::Id<struct FilingTag>;

// Matter: opened -> processing -> withdrawn; opened -> withdrawn. A withdrawal is the interested person's (Llei
// 39/2015, art. 94); the moves of a decision come with the room that decides.
enum class State { Opened, Processing, Withdrawn };
enum class Event { Take, Withdraw };
std::string_view name(State);
State state_named(std::string_view); // Opened for what this program does not know
// The state after an event, or nothing when that move is not allowed.
std::optional<State> after(State, Event);

struct Matter {
    MatterId id;
    std::string number, procedure;
    std::int64_t version = 0;
    std::string title, subject;
    act::PersonId interested;
    std::string unit, language;
    State state = State::Opened;
    base::Instant opened_at{}, changed_at{};
};
std::optional<Matter> matter(db::Snapshot const&, MatterId const&);
// Those of an interested person, newest first, older than `before` (an id) when it is given.
std::vector<Matter> of_interested(db::Snapshot const&, act::PersonId const&, std::string_view before, int limit);
// Those of the office, newest first; unit and state may be empty for all.
struct Filter {
    std::string unit, state, before;
    int limit = 50;
};
std::vector<Matter> of_office(db::Snapshot const&, Filter const&);

struct Paper {
    std::string upload, name, type, sha256;
    std::int64_t bytes = 0;
};
struct Filing {
    FilingId id;
    std::string kind, content, sha256, number, receipt;
    registry::EntryId entry;
    base::Instant filed_at{};
    std::vector<Paper> papers;
};
std::vector<Filing> filings_of(db::Snapshot const&, MatterId const&);

// What the room needs from others. References and pointers outlive it.
struct Room {
    forms::Room& forms;
    registry::Book& book;
    catalogue::Catalogue& procedures;
    uploads::Room& uploads;
    std::string body, body_name; // whom people address: DIR3 code and name

    struct Person {
        std::string name, document_kind, document;
    };
    std::function<std::optional<Person>(db::Snapshot const&, act::PersonId const&)> person;
    std::function<std::string(db::Snapshot const&, act::StaffId const&)> unit_of;
    // Judges what people sign with their own certificate; none in a town without authorities that it trusts.
    identity_provider::Certificates* certificates = nullptr;
    std::string script = {}; // address of what speaks with Autofirma
    // Whether a room above waits for what was brought on paper to be filed electronically (Llei 39/2015, art. 68.4);
    // and in the act in which the person does, signed.
    std::function<bool(db::Snapshot const&, MatterId const&)> amendable = {};
    std::function<void(act::Act&, MatterId const&, registry::Entered const&)> on_amended = {};
    // What rooms above have to tell on the pages of a matter, to the person and to the staff.
    struct Notice {
        std::string text;
        bool pending = false; // something has to be done
    };
    std::function<std::vector<Notice>(db::Snapshot const&, web::Call const&, MatterId const&)> notices = {};
    // Why somebody of the office may not take up a matter, by what rooms above know of it.
    std::function<std::optional<base::Refusal>(db::Snapshot const&, act::Actor const&, MatterId const&)> not_to_take =
        {};
};
BOOST_DESCRIBE_STRUCT(Room::Notice, (), (text, pending))
void routes(web::Router&, Room&);

// What the office takes in for somebody: an application on paper at the counter (Llei 39/2015, art. 16.4.d). Who may
// take it in, and what is told, are of the room that takes it; papers are the actor's own uploads, frozen here.
struct TakenIn {
    FilingId id;
    std::shared_ptr<catalogue::Procedure const> procedure;
    std::string subject, content, file_name, language; // content: JSON, as it is kept word for word
    std::vector<registry::Party> parties;
    act::PersonId interested;
    std::vector<Paper> papers;
    std::vector<std::pair<std::string, std::string>> told; // for the receipt
};
struct Opened {
    MatterId matter;
    registry::Entered entry;
};
base::Result<Opened> take_in(Room&, act::Act&, TakenIn const&);

// What a form's answers file for somebody who is here, in the words of `call.language`: an application that the office
// fills in and files for them (Llei 39/2015, art. 12.2). Judged whole; nothing is written.
struct Composed {
    std::string subject;
    boost::json::object content; // the same whenever it is composed of the same answers; to be added to and kept
    std::vector<Paper> papers;
    std::vector<std::pair<std::string, std::string>> answered, afterwards; // label and value
};
base::Result<Composed> compose_for(Room&, db::Snapshot const&, web::Call const&, forms::Opened const&,
                                   registry::Party const& interested);

// How somebody said last that they can be told of news, for the next form; `what` is "email" or "telephone", as the key
// of the answer. Empty when they never did.
std::string last_contact(db::Snapshot const&, act::PersonId const&, std::string_view what);

// Forgets what waited too long to be signed. For the hourly round.
void tidy(db::Tx&, base::Instant now);

// When a scanner finds something in a paper that was filed already: the person is told, and may hand it in again.
void paper_infected(act::Act&, uploads::Kept const&);
// Whose paper somebody of the office may read: those who may see the matter that it was filed in.
std::optional<act::PersonId> staff_may_read(db::Snapshot const&, act::Actor const&, uploads::Kept const&);

}
