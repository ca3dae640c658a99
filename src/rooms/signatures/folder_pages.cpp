// SPDX-License-Identifier: EUPL-1.2
// A request in its person's folder: how it stands, and that they want it no more.
#include "rooms/audit/audit.h"
#include "rooms/signatures/pages.h"
#include "rooms/thread/thread.h"

namespace signatures {
namespace {

using base::Refusal;

struct Which {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id))

struct RequestPage {
    static constexpr auto view = "signatures/request";
    std::string title, id, state, state_words, asked_at, asked_words, since_words, reason, document, number, receipt;
    bool waiting = false, returned = false;
};
BOOST_DESCRIBE_STRUCT(RequestPage, (),
                      (title, id, state, state_words, asked_at, asked_words, since_words, reason, document, number,
                       receipt, waiting, returned))

base::Result<Request> own(db::Snapshot const& snapshot, web::Call const& call, std::string const& id)
{
    auto found = known(snapshot, id);
    if (found && found->person != call.by.person) return Refusal{Refusal::Why::NotFound, "signatures.none-such"};
    return found;
}

// texts: signatures.state-*
base::Result<RequestPage> show(Room&, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const found = own(snapshot, call, which.id);
    if (!found) return found.refusal();
    RequestPage page;
    page.title = found->title;
    page.id = found->id.text;
    page.state = std::string(name(found->state));
    page.state_words = call.say("signatures.state-" + page.state);
    page.asked_at = base::rfc3339(found->asked_at);
    page.asked_words = moment_words(call, found->asked_at);
    page.waiting = found->state == State::Waiting;
    page.returned = found->state == State::Returned;
    if (!page.waiting) page.since_words = moment_words(call, found->state_at);
    page.reason = found->reason;
    page.number = found->number;
    page.receipt = receipt_address(*found);
    if (!found->document.empty()) page.document = "/carpeta/documents/" + found->document;
    call.looked_at(found->person, "signatures.request");
    return page;
}

struct Cancelled {
    std::string id, state;
};
BOOST_DESCRIBE_STRUCT(Cancelled, (), (id, state))
std::string location(Cancelled const& done) { return "/carpeta/signatures/" + done.id; }

base::Result<Request> prepare_cancel(Room&, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    return own(snapshot, call, which.id);
}

base::Result<Cancelled> cancel(Room&, act::Act& act, Request const& seen)
{
    auto const found = known(act.tx, seen.id.text);
    if (!found) return found.refusal();
    auto const then = after(found->state, Event::Cancel);
    if (!then) return over(found->state);
    store::move(act, found->id, {*then, "", "", ""});
    audit::record(act, "signatures.cancelled", found->person, found->id.text);
    thread::append(act, {found->person, "", "signature-cancelled", found->id.text, found->title});
    return Cancelled{found->id.text, std::string(name(*then))};
}

}

void folder_routes(web::Router& on, Room& room)
{
    auto const whoever = web::citizen(act::Level::Low);
    on.look("/carpeta/signatures/{id}", whoever, room, show);
    on.look("/carpeta/signatures/{id}/anulla", whoever, room, show); // shown again after a refusal
    on.act("/carpeta/signatures/{id}/anulla", whoever, room, prepare_cancel, cancel);
}

}
