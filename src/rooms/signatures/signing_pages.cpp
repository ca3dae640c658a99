// SPDX-License-Identifier: EUPL-1.2
// One document signed: its bytes made anew and kept for this session, the signed file judged, the document recorded.
// The page of many calls the same two acts for each; by hand a file goes down and comes up.
#include "base/crypto.h"
#include "rooms/audit/audit.h"
#include "rooms/signatures/pages.h"
#include "rooms/signatures/signed_pdf.h"
#include "web/parts.h"

#include <algorithm>

namespace signatures {
namespace {

using base::Refusal;
constexpr auto lasting = std::chrono::minutes(30);
constexpr std::size_t largest_body = 2u << 20;

struct Which {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id))

std::string address(std::string const& id) { return "/oficina/signatura/" + id + "/signa"; }

struct Begun {
    static constexpr bool creates = true;
    std::string id, bytes, sha256, until;
};
BOOST_DESCRIBE_STRUCT(Begun, (), (id, bytes, sha256, until))
std::string location(Begun const& begun) { return address(begun.id); }

base::Result<store::Prepared> prepare_bytes(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                            Which const& which)
{
    auto const found = known(snapshot, which.id);
    if (!found) return found.refusal();
    if (found->state != State::Waiting) return over(found->state);
    if (!can_sign(room)) return Refusal{Refusal::Why::Unavailable, "signatures.nobody-trusted"};
    if (auto const no = kept_from(room, snapshot, call.by, *found)) return *no;
    auto const who = signing(snapshot, call);
    if (!who) return who.refusal();
    auto const wanted = composed(room, snapshot, call, *found, who->signer, documents::fresh_code());
    if (!wanted) return wanted.refusal();
    return store::Prepared{found->id, wanted->code, documents::unsealed(room.desk, *wanted, call.town.url, call.at),
                           call.at, call.at + lasting};
}

base::Result<Begun> record_begun(Room& room, act::Act& act, store::Prepared const& what)
{
    auto const found = known(act.tx, what.request.text);
    if (!found) return found.refusal();
    if (found->state != State::Waiting) return over(found->state);
    if (auto const no = kept_from(room, act.tx, act.by, *found)) return *no;
    store::prepare(act, what);
    audit::record(act, "signatures.prepared", found->person, found->id.text);
    auto const& id = found->id.text;
    return Begun{id, address(id) + "/pdf", base::hex(base::sha256(what.content)), base::rfc3339(what.until)};
}

struct ByHandPage {
    static constexpr auto view = "signatures/sign";
    std::string title, id, sha256, until, until_words;
    web::FileField file;
    bool form = true;
};
BOOST_DESCRIBE_STRUCT(ByHandPage, (), (title, id, sha256, until, until_words, file, form))

struct Found {
    Request request;
    store::Prepared prepared;
};

base::Result<Found> being_signed(db::Snapshot const& snapshot, web::Call const& call, std::string const& id)
{
    auto request = known(snapshot, id);
    if (!request) return request.refusal();
    if (request->state != State::Waiting) return over(request->state);
    auto prepared = store::prepared(snapshot, call.by, id, call.at);
    if (!prepared) return Refusal{Refusal::Why::Gone, "signatures.time-over"};
    return Found{std::move(*request), std::move(*prepared)};
}

base::Result<ByHandPage> show(Room&, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const found = being_signed(snapshot, call, which.id);
    if (!found) return found.refusal();
    ByHandPage page;
    page.title = found->request.title;
    page.id = found->request.id.text;
    page.sha256 = base::hex(base::sha256(found->prepared.content));
    page.until = base::rfc3339(found->prepared.until);
    page.until_words = base::local_time(found->prepared.until);
    page.file = web::file_field(call, "pdf", call.say("signatures.file"), call.say("signatures.file-hint"),
                                ".pdf,application/pdf");
    return page;
}

base::Result<web::File> show_bytes(Room&, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const found = being_signed(snapshot, call, which.id);
    if (!found) return found.refusal();
    call.looked_at(found->request.person, "signatures.preview");
    return web::File{found->prepared.content, "application/pdf",
                     found->request.kind + "-" + found->prepared.code.substr(0, 4) + ".pdf", true};
}

struct FileSent {
    std::string id;
    std::optional<web::Octets> pdf;   // the file
    std::optional<web::Octets> pdf64; // what Autofirma gave to the page, in base64url
};
BOOST_DESCRIBE_STRUCT(FileSent, (), (id, pdf, pdf64))

base::Result<std::string> given(FileSent const& sent)
{
    if (sent.pdf && !sent.pdf->data.empty()) return sent.pdf->data; // what is chosen by hand is meant
    if (sent.pdf64 && !sent.pdf64->data.empty()) {
        auto bytes = base::from_base64url(sent.pdf64->data);
        if (!bytes) return Refusal{Refusal::Why::Unprocessable, "signatures.pdf-unreadable", "pdf"};
        return std::move(*bytes);
    }
    return Refusal{Refusal::Why::Unprocessable, "signatures.file-missing", "pdf"};
}

struct SignedReady {
    RequestId request;
    std::shared_ptr<documents::Ready const> document;
    std::string kind, revision, evidence;
};

std::string revision_of(Room const& room, db::Snapshot const& snapshot, std::string const& kind)
{
    auto const found = std::ranges::find(room.kinds, kind, &Kind::name);
    return found == room.kinds.end() ? "" : found->revision(snapshot);
}

// What was signed is composed again as of the instant of then: were it refused now, or one byte another because the
// data changed meanwhile, nothing is issued.
base::Result<SignedReady> prepare_signed(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                         FileSent const& sent)
{
    auto const found = being_signed(snapshot, call, sent.id);
    if (!found) return found.refusal();
    auto const& [request, kept] = *found;
    auto const file = given(sent);
    if (!file) return file.refusal();
    if (auto const no = kept_from(room, snapshot, call.by, request)) return *no;
    auto const who = signing(snapshot, call);
    if (!who) return who.refusal();
    auto then = call;
    then.at = kept.made_at;
    auto const revision = revision_of(room, snapshot, request.kind);
    auto const wanted = composed(room, snapshot, then, request, who->signer, kept.code);
    if (!wanted) return wanted.refusal();
    if (documents::unsealed(room.desk, *wanted, call.town.url, kept.made_at) != kept.content)
        return Refusal{Refusal::Why::Conflict, "signatures.changed"};
    auto judged = judge(room, *who, kept.content, *file, call.at);
    if (!judged) return judged.refusal();
    return SignedReady{
        request.id,
        documents::prepare_signed(room.desk, *wanted, *file, who->signer.name + ", " + who->signer.post, call.at),
        request.kind, revision, std::move(judged->evidence)};
}

struct SignedDone {
    std::string id, state;
    documents::Card document;
};
BOOST_DESCRIBE_STRUCT(SignedDone, (), (id, state, document))
std::string location(SignedDone const&) { return "/oficina/signatura?fet=signat"; }

// Two secretaries, a double click, the citizen who cancels: the row moves once, and the others hear what became of it.
base::Result<SignedDone> record_signed(Room& room, act::Act& act, SignedReady const& ready)
{
    auto const found = known(act.tx, ready.request.text);
    if (!found) return found.refusal();
    auto const then = after(found->state, Event::Sign);
    if (!then) return over(found->state);
    if (auto const no = kept_from(room, act.tx, act.by, *found)) return *no;
    if (revision_of(room, act.tx, ready.kind) != ready.revision) return web::stale();
    auto card = documents::record(room.desk, act, *ready.document);
    store::move(act, found->id, {*then, "", card.id, ready.evidence});
    audit::record(act, "signatures.signed", found->person, found->id.text);
    return SignedDone{found->id.text, std::string(name(*then)), std::move(card)};
}

}

void signing_routes(web::Router& on, Room& room)
{
    auto const signer = web::staff("signatures.sign");
    on.look("/oficina/signatura/{id}/signa", signer, room, show);
    on.act("/oficina/signatura/{id}/signa", signer, room, prepare_bytes, record_begun);
    on.look("/oficina/signatura/{id}/signa/pdf", signer, room, show_bytes, {.gives = "application/pdf"});
    on.look("/oficina/signatura/{id}/signat", signer, room, show); // shown again after a refusal
    on.act("/oficina/signatura/{id}/signat", signer, room, prepare_signed, record_signed,
           {.body_limit = largest_body, .waits = true});
}

}
