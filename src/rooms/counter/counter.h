// SPDX-License-Identifier: EUPL-1.2
// The counter: somebody comes with papers. An agent identifies them, the papers are digitised, registered and given
// back, and what is for another administration waits to be sent to it (Llei 39/2015, arts. 12, 16 and 68.4).
#pragma once
#include "base/calendar.h"
#include "rooms/cases/cases.h"
#include "rooms/counter/rules.h"

namespace counter {

using IntakeId = base::Id<struct IntakeTag>;

// Requirement: pending -> amended. That its term is over is told by the day: only a resolution takes the request for
// withdrawn (Llei 39/2015, arts. 21 and 68.1), and what comes before it still counts (art. 73.3).
enum class RequirementState { Pending, Amended };
enum class RequirementEvent { Amend };
std::string_view name(RequirementState);
std::optional<RequirementState> after(RequirementState, RequirementEvent);

// Exchange: waiting -> sent -> confirmed | rejected | waiting (an error: send again); rejected -> sent (to whom it is
// really for) | closed (told to the person); waiting -> closed (it cannot be sent: what was brought is infected). As
// the control messages of SICRES 4: 02 error, 03 confirmation, 05 rejection.
enum class ExchangeState { Waiting, Sent, Confirmed, Rejected, Closed };
enum class ExchangeEvent { Send, Fail, Confirm, Reject, Close };
std::string_view name(ExchangeState);
std::optional<ExchangeState> exchange_state_named(std::string_view);
std::string_view name(ExchangeEvent);
std::optional<ExchangeEvent> exchange_event_named(std::string_view);
std::optional<ExchangeState> after(ExchangeState, ExchangeEvent);

// What the room needs from others. References outlive it.
struct Room {
    cases::Room& cases;
    registry::Book& book;
    documents::Desk& desk;
    db::Database& database;
    base::Calendar const& calendar; // of the seat
    std::string url;                // of the town, without a slash at the end
    std::string office;             // DIR3 code of the office that registers
    std::string key;                // by which people who are found are told apart without their number

    struct Known {
        std::string kind, document, name; // kind as identity keeps it
    };
    // The name that the office has for a document, and whether it is proved: by the register of residents, a
    // certificate or a provider; else an agent wrote it.
    struct Name {
        std::string text;
        bool proved = false;
    };
    std::function<Name(db::Snapshot const&, std::string_view kind, std::string_view document)> name_of;
    // People whose name is meant by the words, at most `limit`; without those whom the register protects.
    std::function<std::vector<Known>(db::Snapshot const&, std::string_view words, std::size_t limit)> named;
    std::function<bool(db::Snapshot const&, std::string_view document)> is_protected;
    std::function<std::string(db::Snapshot const&, act::StaffId const&)> staff_name;
    // Whether the agent may fill in a form for the person who came: a room above knows (Llei 39/2015, art. 12.2).
    std::function<bool(db::Snapshot const&, act::Actor const&, base::Instant)> assists = {};
};
void routes(web::Router&, Room&);

// Of a proved name and one that an agent typed, the proved one; a name that was only ever written down yields to what
// is read on the paper today, and stands where nothing is typed.
std::string name_that_holds(Room const&, db::Snapshot const&, Number const&, std::string const& typed);

// Whether a matter was begun on paper by somebody obliged who has not filed it electronically yet.
bool amendable(db::Snapshot const&, cases::MatterId const&);
// When they file it electronically, signed: it is amended, and its date of filing is now that one (Llei 39/2015, art.
// 68.4).
void amended(act::Act&, cases::MatterId const&, registry::Entered const&);
// What the pages of a matter tell of it.
std::vector<cases::Room::Notice> notices(db::Snapshot const&, web::Call const&, cases::MatterId const&);
// How many wait to be sent to other administrations, and since when the first does.
struct Waiting {
    std::int64_t count = 0;
    base::Instant since{};
};
Waiting waiting(db::Snapshot const&);
// Papers for another administration are read by whoever sends them: whose they are.
std::optional<act::PersonId> staff_may_read(db::Snapshot const&, act::Actor const&, uploads::Kept const&);
// When a scanner finds something in one of them: the person is told, and may bring it again.
void paper_infected(act::Act&, uploads::Kept const&);

}
