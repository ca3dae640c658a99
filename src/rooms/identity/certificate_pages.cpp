// SPDX-License-Identifier: EUPL-1.2
// Entering with a client certificate (Llei 39/2015, art. 9.2.a), over two hosts at one path. Ours binds the browser and
// sends it to the host that asks for certificates; that one judges what came and sends it back, with a code or with
// what is wrong. The code opens the session by a form on our host (decision 0006).
#include "rooms/identity/certificate_pages.h"
#include "base/crypto.h"
#include "rooms/audit/audit.h"
#include "rooms/identity/browser.h"
#include "rooms/identity/people.h"
#include "web/address.h"
#include "web/form.h"

namespace identity {
namespace {

using base::Refusal;
using identity_provider::Certificates;
using identity_provider::Fault;
using identity_provider::Holder;
using identity_provider::Standing;
namespace json = boost::json;

struct CertificateAsked {
    std::optional<std::string> lligam, retorn; // the browser's hash, where it wants to go
};
BOOST_DESCRIBE_STRUCT(CertificateAsked, (), (lligam, retorn))

// What is to be recorded of somebody who came, and where they go on.
struct Came {
    enum class Step { Onwards, Refused, Identified } step = Step::Onwards;
    std::string to; // all of the address, or what stands before the code
    std::vector<web::Cookie> cookies;
    std::string cause;
    Proof proof;
    std::string evidence, browser, back_to;
};

json::object of_standing(Standing const& standing, base::Instant asked)
{
    json::object out{{"state", std::string(name(standing.state))},
                     {"source", std::string(name(standing.source))},
                     {"asked", base::rfc3339(asked)}};
    if (standing.known()) {
        out["said"] = base::rfc3339(standing.said);
        out["until"] = base::rfc3339(standing.until);
    }
    if (!standing.why.empty()) out["why"] = standing.why;
    return out;
}

Came leave_for_the_door(Room& room, web::Call const& call, std::string const& back_to)
{
    auto const browser = bound_browser(call);
    Came came;
    came.to = with_return(room.certificates->url + std::string(certificate_path) + "?lligam=" + browser.hash, back_to);
    came.cookies = {browser.cookie};
    return came;
}

// On a thread that may wait for responders.
base::Result<Came> judge(Room& room, db::Snapshot const& snapshot, web::Call const& call, CertificateAsked const& asked)
{
    if (!room.certificates) return Refusal{Refusal::Why::NotFound, "web.no-page"}; // its address was taken
    auto const back_to = web::local_address(asked.retorn, "/carpeta");
    if (!call.certificate_asked) return leave_for_the_door(room, call, back_to);
    Came came;
    came.back_to = back_to;
    came.browser = asked.lligam.value_or("");
    if (!is_browser_hash(came.browser)) { // came here first: our host has to know the browser before
        came.to = with_return(call.town.url + std::string(certificate_path), back_to);
        return came;
    }
    auto const verified = room.certificates->certificates.verify(call.client_chain, call.at);
    if (verified.fault != Fault::None) {
        came.step = Came::Step::Refused;
        came.cause = name(verified.fault);
        came.to = with_return(call.town.url + "/entra/certificat/problema?causa=" + came.cause, back_to);
        return came;
    }
    auto const& holder = *verified.holder;
    auto const registered = room.registered_name(snapshot, holder.document_number);
    came.step = Came::Step::Identified;
    came.proof = {holder.document_kind, holder.document_number, registered.empty() ? holder.full_name() : registered,
                  act::Level::High, "certificate"};
    came.evidence = evidence_of(verified, call.at);
    came.to = call.town.url + "/entra/relleu?codi=";
    return came;
}

base::Result<Sent> record(Room&, act::Act& act, Came const& came)
{
    switch (came.step) {
    case Came::Step::Onwards:
        return Sent{came.to, came.cookies};
    case Came::Step::Refused:
        // RD 311/2022, op.acc.5: failures are recorded too; nobody is known yet, so the cause alone.
        audit::record(act, "identity.certificate-refused", {}, came.cause);
        return Sent{came.to, {}};
    case Came::Step::Identified:
        break;
    }
    auto const id = keep_assertion(act.tx, came.proof, came.evidence, act.at);
    audit::record(act, "identity.asserted", assertion(act.tx, id)->person, id.text);
    return Sent{came.to + hand_over(act.tx, id, came.browser, came.back_to, act.at), {}};
}

struct HandoverAsked {
    std::optional<std::string> codi;
};
BOOST_DESCRIBE_STRUCT(HandoverAsked, (), (codi))

struct HandoverPage {
    static constexpr auto view = "identity/handover";
    std::string title, code;
};
BOOST_DESCRIBE_STRUCT(HandoverPage, (), (title, code))

struct Handover {
    std::string codi;
};
BOOST_DESCRIBE_STRUCT(Handover, (), (codi))

struct Taking {
    std::string code, browser;
    std::chrono::minutes lasting;
};

// Shows a button and changes nothing, so that whatever follows addresses by itself (a prefetcher, a mail scanner, the
// history) uses no code up. A script presses the button.
base::Result<HandoverPage> show_handover(Room&, db::Snapshot const&, web::Call const& call, HandoverAsked const& asked)
{
    HandoverPage page;
    page.title = call.say(call.refused ? "identity.handover-failed" : "identity.handover-title");
    if (!call.refused) page.code = asked.codi.value_or("");
    return page;
}

base::Result<Taking> prepare_taking(Room& room, db::Snapshot const&, web::Call const& call, Handover const& asked)
{
    return Taking{asked.codi, browser_hash(call), room.session_length};
}

base::Result<Entered> take(Room&, act::Act& act, Taking const& taking)
{
    auto const taken = take_over(act.tx, taking.code, taking.browser, act.at);
    if (!taken) return taken.refusal();
    return let_in(act, taken->assertion, taking.lasting, taken->back_to);
}

struct ProblemAsked {
    std::string causa;
    std::optional<std::string> retorn;
};
BOOST_DESCRIBE_STRUCT(ProblemAsked, (), (causa, retorn))

struct ProblemPage {
    static constexpr auto view = "identity/problem";
    std::string title, what, advice, again, others;
    bool choose_another;
};
BOOST_DESCRIBE_STRUCT(ProblemPage, (), (title, what, advice, again, others, choose_another))

// texts: identity.certificate-*
base::Result<ProblemPage> show_problem(Room&, db::Snapshot const&, web::Call const& call, ProblemAsked const& asked)
{
    auto const fault = identity_provider::fault_named(asked.causa);
    if (fault == Fault::None) return Refusal{Refusal::Why::NotFound, "web.no-page"};
    auto const back_to = web::local_address(asked.retorn, "/carpeta");
    auto const key = "identity.certificate-" + asked.causa;
    return ProblemPage{call.say(key),
                       call.say(key + "-what"),
                       call.say(key + "-advice"),
                       with_return(std::string(certificate_path), back_to),
                       with_return("/entra", back_to),
                       fault != Fault::RevocationUnknown};
}

}

// Hashes and numbers, with which the certificate can be found again at its issuer; the person is in the row's columns.
std::string evidence_of(Certificates::Verified const& verified, base::Instant at)
{
    auto const& holder = *verified.holder;
    json::array chain, revocation;
    for (auto const& each : verified.chain) chain.push_back(json::string(each));
    for (auto const& each : verified.standings) revocation.push_back(of_standing(each, at));
    json::object out{{"certificate", holder.sha256}, {"issuer", holder.issuer},
                     {"serial", holder.serial},      {"until", base::rfc3339(holder.until)},
                     {"family", holder.family},      {"kind", std::string(name(holder.kind))},
                     {"chain", std::move(chain)},    {"revocation", std::move(revocation)}};
    json::object const organisation{{"number", holder.organisation_number}, {"name", holder.organisation_name}};
    if (holder.kind == Holder::Kind::Representative) out["stands_for"] = organisation;
    if (holder.kind == Holder::Kind::Employee) out["works_for"] = organisation;
    return json::serialize(out);
}

void certificate_routes(web::Router& on, Room& room)
{
    if (room.certificates) {
        on.arrive(std::string(certificate_path), web::anyone(), room, judge, record,
                  {.limited = "enter", .waits = true, .any_standing = true});
        on.look("/entra/certificat/problema", web::anyone(), room, show_problem);
    }
    on.look("/entra/relleu", web::anyone(), room, show_handover);
    on.act("/entra/relleu", web::anyone(), room, prepare_taking, take, {.any_standing = true});
}

}
