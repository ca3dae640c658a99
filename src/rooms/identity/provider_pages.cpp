// SPDX-License-Identifier: EUPL-1.2
// Entering through a provider elsewhere (Llei 39/2015, art. 9.2.c and 9.4): the browser is bound and sent there, comes
// back with a code, and the provider is asked who it is. Whatever goes wrong ends on a page of ours.
#include "rooms/identity/provider_pages.h"

#include "base/log.h"
#include "rooms/audit/audit.h"
#include "rooms/identity/browser.h"
#include "rooms/identity/departures.h"
#include "rooms/identity/people.h"
#include "web/address.h"

#include <algorithm>

namespace identity {
namespace {

using base::Refusal;
using identity_provider::Trouble;
using identity_provider::Vouched;

std::string address_of(Way const& way) { return "/entra/" + way.name; }
std::string return_address(Way const& way, web::Call const& call)
{
    return call.town.url + address_of(way) + "/retorn";
}

std::string problem_address(Way const& way, Trouble trouble, std::string const& back_to)
{
    return with_return(address_of(way) + "/problema?causa=" + std::string(name(trouble)), back_to);
}

struct StartAsked {
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(StartAsked, (), (retorn))

// A browser about to be sent away; without a state when there is nowhere to send it.
struct Leaving {
    std::string to, state;
    Departed departed;
    std::vector<web::Cookie> cookies;
};

base::Result<Leaving> prepare_start(Way& way, db::Snapshot const&, web::Call const& call, StartAsked const& asked)
{
    auto const browser = bound_browser(call);
    Leaving leaving;
    leaving.departed = {way.name, browser.hash, web::local_address(asked.retorn, "/carpeta")};
    auto departure = fresh_departure(way.room->key);
    departure.back = return_address(way, call);
    departure.language = call.language;
    auto const to = way.provider->way(departure, call.at);
    if (!to) {
        base::log::warning("identity.provider-down", {{"provider", way.name}});
        leaving.to = problem_address(way, Trouble::Down, leaving.departed.back_to);
        return leaving;
    }
    leaving.to = *to;
    leaving.state = departure.state;
    leaving.cookies = {browser.cookie};
    return leaving;
}

base::Result<Sent> record_start(Way&, act::Act& act, Leaving const& leaving)
{
    if (!leaving.state.empty()) depart(act.tx, leaving.state, leaving.departed, act.at);
    return Sent{leaving.to, leaving.cookies};
}

// All that may come, as it comes: a stranger's hand may have written it. Each once at most (RFC 6749, 3.1).
struct Answer {
    std::vector<web::Octets> code, state, iss, error;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (code, state, iss, error))

bool fit(std::vector<web::Octets> const& given)
{
    auto const visible = [](char c) { return c > 0x20 && c < 0x7f; };
    return given.empty() ||
           (given.size() == 1 && given[0].data.size() <= 2000 && std::ranges::all_of(given[0].data, visible));
}

std::string one(std::vector<web::Octets> const& given) { return given.empty() ? std::string() : given[0].data; }

// What is to be recorded of whoever came back.
struct Came {
    Vouched vouched;
    std::string state; // to be used up
    std::string back_to = "/carpeta";
    std::string name;
    std::chrono::minutes lasting{};
};

Came failed(Came came, Trouble trouble, std::string fault)
{
    came.vouched = identity_provider::refused(trouble, std::move(fault));
    return came;
}

Came judged(Way& way, db::Snapshot const& snapshot, web::Call const& call, Answer const& answer)
{
    Came came;
    if (!fit(answer.code) || !fit(answer.state) || !fit(answer.iss) || !fit(answer.error))
        return failed(came, Trouble::Wrong, "answer-malformed");
    auto const state = one(answer.state), error = one(answer.error);
    if (state.empty()) // whoever turns back may come without; nothing is believed of it but that
        return failed(came, error.empty() ? Trouble::Wrong : identity_provider::trouble_of(error), "state-missing");
    auto const back = came_back(snapshot, state, way.name, browser_hash(call), call.at);
    if (!back.back_to.empty()) came.back_to = back.back_to;
    if (back.trouble != Trouble::None) return failed(came, back.trouble, "state-" + std::string(name(back.trouble)));
    Exchanges::Turn const turn(way.exchanges, state);
    if (!turn) return failed(came, Trouble::Late, "state-in-use");
    came.state = state;
    if (!error.empty()) return failed(came, identity_provider::trouble_of(error), "answer-error");
    if (answer.code.empty() || one(answer.code).empty()) return failed(came, Trouble::Wrong, "code-missing");
    auto const departure = departure_of(way.room->key, state);
    came.vouched = way.provider->vouch(
        {one(answer.code), one(answer.iss), return_address(way, call), departure.nonce, departure.verifier}, call.at);
    return came;
}

// As the register writes it, else as the provider, else as we knew it; nobody is shown under no name.
std::string name_for(Room& room, db::Snapshot const& snapshot, Vouched const& vouched)
{
    auto const registered = room.registered_name(snapshot, vouched.document_number);
    if (!registered.empty()) return registered;
    if (!vouched.name.empty()) return vouched.name;
    auto const known_before = person_by_document(snapshot, vouched.document_number);
    return known_before && !known_before->name.empty() ? known_before->name : vouched.document_number;
}

// On a thread that may wait for the provider.
base::Result<Came> prepare_return(Way& way, db::Snapshot const& snapshot, web::Call const& call, Answer const& answer)
{
    auto came = judged(way, snapshot, call, answer);
    came.lasting = way.room->session_length;
    if (came.vouched.trouble == Trouble::None)
        came.name = name_for(*way.room, snapshot, came.vouched);
    else if (came.vouched.trouble != Trouble::Cancelled)
        base::log::warning("identity.provider-refused", {{"provider", way.name}, {"fault", came.vouched.fault}});
    return came;
}

base::Result<Sent> record_return(Way& way, act::Act& act, Came const& came)
{
    auto trouble = came.vouched.trouble;
    // Of two who come back with one state at once, the second is late.
    if (!came.state.empty() && !spend_state(act.tx, came.state)) trouble = Trouble::Late;
    if (trouble != Trouble::None) {
        // RD 311/2022, op.acc.5: failures are recorded too; nobody is known yet, so the cause alone.
        audit::record(act, "identity.provider-refused", {}, way.name + " " + std::string(name(trouble)));
        return Sent{problem_address(way, trouble, came.back_to), {}};
    }
    auto const& vouched = came.vouched;
    Proof const proof{vouched.document_kind, vouched.document_number, came.name, act::level_named(vouched.level),
                      way.name};
    auto const id = keep_assertion(act.tx, proof, vouched.evidence, act.at);
    audit::record(act, "identity.asserted", assertion(act.tx, id)->person, id.text);
    auto entered = let_in(act, id, came.lasting, came.back_to);
    return Sent{entered.back_to, std::move(entered.cookies)};
}

struct ProblemAsked {
    std::string causa;
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(ProblemAsked, (), (causa, retorn))

struct ProblemPage {
    static constexpr auto view = "identity/provider-problem";
    std::string title, what, advice, again_label, again, others;
};
BOOST_DESCRIBE_STRUCT(ProblemPage, (), (title, what, advice, again_label, again, others))

// texts: identity.provider-cancelled* identity.provider-down* identity.provider-wrong* identity.provider-no-number*
// texts: identity.provider-late* identity.provider-elsewhere*
base::Result<ProblemPage> show_problem(Way& way, db::Snapshot const&, web::Call const& call, ProblemAsked const& asked)
{
    if (identity_provider::trouble_named(asked.causa) == Trouble::None)
        return Refusal{Refusal::Why::NotFound, "web.no-page"};
    auto const back_to = web::local_address(asked.retorn, "/carpeta");
    auto const key = "identity.provider-" + asked.causa;
    Refusal::Arguments const with{{"provider", in_language(way.label, call.language)}};
    return ProblemPage{call.say(key, with),
                       call.say(key + "-what", with),
                       call.say(key + "-advice", with),
                       call.say("identity.provider-again", with),
                       with_return(address_of(way), back_to),
                       with_return("/entra", back_to)};
}

}

std::vector<WayCard> way_cards(Room const& room, web::Call const& call, std::string const& back_to)
{
    std::vector<WayCard> cards;
    for (auto const& way : room.ways) {
        auto const label = in_language(way.label, call.language);
        auto const help = in_language(way.help, call.language);
        cards.push_back({with_return(address_of(way), back_to), label,
                         help.empty() ? call.say("identity.provider-help", {{"provider", label}}) : help});
    }
    return cards;
}

void provider_routes(web::Router& on, Room& room)
{
    web::Traits const arriving{.limited = "enter", .waits = true, .any_standing = true};
    for (auto& way : room.ways) {
        way.room = &room;
        on.arrive(address_of(way), web::anyone(), way, prepare_start, record_start, arriving);
        on.arrive(address_of(way) + "/retorn", web::anyone(), way, prepare_return, record_return, arriving);
        on.look(address_of(way) + "/problema", web::anyone(), way, show_problem);
    }
}

}
