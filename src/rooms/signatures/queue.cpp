// SPDX-License-Identifier: EUPL-1.2
// What pages and rooms above ask of the queue.
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/identity/identity.h"
#include "rooms/signatures/pages.h"
#include "rooms/staff/staff.h"
#include "rooms/thread/thread.h"

#include <algorithm>

namespace signatures {

using base::Refusal;

bool can_sign(Room const& room) { return room.certificates != nullptr; }

base::Result<Request> known(db::Snapshot const& snapshot, std::string const& id)
{
    auto found = store::request(snapshot, id);
    if (!found) return Refusal{Refusal::Why::NotFound, "signatures.none-such"};
    return std::move(*found);
}

// texts: signatures.is-*
Refusal over(State state) { return {Refusal::Why::Conflict, "signatures.is-" + std::string(name(state))}; }

std::string moment_words(web::Call const& call, base::Instant at)
{
    return base::day_in_words(base::local_day(at), call.language) + ", " + base::local_time(at);
}

base::Result<Signing> signing(db::Snapshot const& snapshot, web::Call const& call)
{
    auto const member = staff::member(snapshot, call.by.staff);
    if (!member || member->document.empty() || member->post.empty())
        return Refusal{Refusal::Why::Conflict, "signatures.no-post"};
    return Signing{{member->name, member->post}, member->document};
}

namespace {

Kind const* kind_of(Room const& room, std::string const& name)
{
    auto const found = std::ranges::find(room.kinds, name, &Kind::name);
    return found == room.kinds.end() ? nullptr : &*found;
}

}

std::optional<Refusal> kept_from(Room const& room, db::Snapshot const& snapshot, act::Actor const& by,
                                 Request const& what)
{
    auto const member = staff::member(snapshot, by.staff);
    if (!member || member->document.empty()) return {};
    auto const person = identity::person(snapshot, what.person);
    auto const* const kind = kind_of(room, what.kind);
    if ((person && person->document_number == member->document) ||
        (kind && kind->concerns(snapshot, what, member->document)))
        return Refusal{Refusal::Why::Forbidden, "signatures.own-affair"};
    return {};
}

base::Result<documents::Wanted> composed(Room const& room, db::Snapshot const& snapshot, web::Call const& call,
                                         Request const& what, Signer const& signer, std::string code)
{
    auto const* const kind = kind_of(room, what.kind);
    if (!kind) return Refusal{Refusal::Why::Unavailable, "signatures.unknown-kind"};
    auto wanted = kind->compose(snapshot, call, what, signer);
    if (!wanted) return wanted.refusal();
    wanted->code = std::move(code);
    return wanted;
}

std::string label_of(Room const& room, web::Call const& call, std::string const& kind)
{
    auto const* const found = kind_of(room, kind);
    return found ? call.say(found->label) : kind;
}

std::string receipt_address(Request const& what)
{
    return what.receipt.empty() ? std::string() : "/registre/rebut/" + what.receipt;
}

std::optional<Refusal> kept_from_asking(db::Snapshot const& snapshot, Request const& what)
{
    if (store::waits_already(snapshot, what)) return Refusal{Refusal::Why::Conflict, "signatures.waits-already"};
    return {};
}

base::Result<Card> ask(act::Act& act, Request const& what)
{
    if (auto const no = kept_from_asking(act.tx, what)) return *no;
    store::insert(act.tx, what);
    audit::record(act, "signatures.asked", what.person, what.id.text);
    thread::append(act, {what.person, "", "signature-asked", what.id.text, what.title});
    return Card{what.id.text,
                what.title,
                std::string(name(what.state)),
                base::rfc3339(what.asked_at),
                "",
                "/carpeta/signatures/" + what.id.text,
                what.number,
                receipt_address(what)};
}

// What was signed is among the documents; what somebody cancelled themselves they know.
std::vector<documents::Coming> coming(db::Snapshot const& snapshot, web::Call const& call)
{
    constexpr auto remembered = std::chrono::hours(24 * 90);
    std::vector<documents::Coming> list;
    for (auto const& each : store::of_person(snapshot, call.by.person)) {
        auto const waits = each.state == State::Waiting;
        if (!waits && (each.state != State::Returned || each.state_at + remembered < call.at)) continue;
        auto const state = std::string(name(each.state));
        list.push_back({each.id.text, each.title, state, call.say("signatures.state-" + state),
                        call.say("signatures.asked-at", {{"moment", moment_words(call, each.asked_at)}}),
                        "/carpeta/signatures/" + each.id.text, waits});
    }
    return list;
}

void routes(web::Router& on, Room& room)
{
    folder_routes(on, room);
    office_routes(on, room);
    signing_routes(on, room);
}

}
