// SPDX-License-Identifier: EUPL-1.2
// From "check your answers" to a signature by certificate: the bytes wait, Autofirma signs them (called by the page, or
// by hand with a file down and one up), and the act that files judges what came.
#include "rooms/cases/pages.h"
#include "rooms/cases/signing.h"
#include "web/faces.h"

#include "base/crypto.h"
#include "base/text.h"

namespace cases {
namespace {

using base::Refusal;

struct DraftSent {
    std::string id;
    std::optional<std::string> vist; // the seal of what was shown
    bool signo = false;              // of the other way to sign, in the same form
};
BOOST_DESCRIBE_STRUCT(DraftSent, (), (id, vist, signo))

struct WithdrawalSent {
    std::string id;
    std::optional<std::string> reason;
    bool signo = false;
};
BOOST_DESCRIBE_STRUCT(WithdrawalSent, (), (id, reason, signo))

struct Begun {
    static constexpr bool creates = true;
    std::string id, sha256, until;
};
BOOST_DESCRIBE_STRUCT(Begun, (), (id, sha256, until))
std::string location(Begun const& begun) { return "/signatura/" + begun.id; }

Waiting to_wait(std::string kind, std::string holder, std::string seen, Prepared const& what, base::Instant at)
{
    return {{}, std::move(kind), std::move(holder), std::move(seen), what.language, what.content, at, {}};
}

base::Result<Waiting> prepare_draft(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                    DraftSent const& sent)
{
    if (!sent.vist) return Refusal{Refusal::Why::Conflict, "cases.changed"};
    auto const what = compose_draft(room, snapshot, call, sent.id, sent.vist, Signing::ByCertificate);
    if (!what) return what.refusal();
    // Llei 39/2015, art. 11.2: nobody is asked to sign anything else.
    if (!what->signs) return Refusal{Refusal::Why::Unprocessable, "cases.needs-no-signature"};
    if (auto const no = forms::may_file(snapshot, call.by, *what->procedure, call.at)) return *no;
    return to_wait("application", what->draft.text, *sent.vist, *what, call.at);
}

base::Result<Waiting> prepare_withdrawal(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                         WithdrawalSent const& sent)
{
    auto const reason = sent.reason.value_or("");
    auto const what = compose_withdrawal(room, snapshot, call, sent.id, reason, Signing::ByCertificate);
    if (!what) return what.refusal();
    return to_wait("withdrawal", what->matter.text, reason, *what, call.at);
}

base::Result<Begun> record_begun(Room&, act::Act& act, Waiting const& what)
{
    auto const id = keep(act, what);
    auto const kept = waiting(act.tx, act.by, id.text, act.at);
    return Begun{id.text, base::hex(base::sha256(what.content)), base::rfc3339(kept->until)};
}

struct SigningAsked {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(SigningAsked, (), (id))

// What the script says, by what happens.
struct Word {
    std::string code, text;
};
BOOST_DESCRIBE_STRUCT(Word, (), (code, text))

struct SigningPage {
    static constexpr auto view = "cases/sign";
    std::string title, id, back, sha256, until, until_words, script;
    web::FileField file;
    std::vector<Word> words;
    bool form = true;
};
BOOST_DESCRIBE_STRUCT(SigningPage, (), (title, id, back, sha256, until, until_words, script, file, words, form))

// texts: cases.autofirma-*
std::vector<Word> words(web::Call const& call)
{
    std::vector<Word> list;
    for (auto const* const code : {"opening", "choose", "sending", "cancelled", "not-found", "closed", "failed",
                                   "no-certificate", "keystore", "old", "locked", "memory", "data"})
        list.push_back({code, call.say("cases.autofirma-" + std::string(code))});
    return list;
}

Refusal over() { return {Refusal::Why::NotFound, "cases.signing-over"}; }

char const* looked_for(Waiting const& what) { return what.kind == "withdrawal" ? "cases.matter" : "forms.check"; }

base::Result<SigningPage> show(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                               SigningAsked const& asked)
{
    auto const found = waiting(snapshot, call.by, asked.id, call.at);
    if (!found) return over();
    SigningPage page;
    page.title = call.say("cases.signing-title");
    page.id = found->id.text;
    page.back = found->kind == "withdrawal" ? "/carpeta/tramits/" + found->holder + "/desisteix"
                                            : "/esborranys/" + found->holder + "/presenta";
    page.sha256 = base::hex(base::sha256(found->content));
    page.until = base::rfc3339(found->until);
    page.until_words = base::local_time(found->until);
    page.file = web::file_field(call, "signatura", call.say("cases.signature-file"),
                                call.say("cases.signature-file-hint"), ".csig,.p7s,application/pkcs7-signature");
    page.words = words(call);
    page.script = room.script;
    call.looked_at(call.by.subject(), looked_for(*found));
    return page;
}

base::Result<web::File> show_bytes(Room&, db::Snapshot const& snapshot, web::Call const& call,
                                   SigningAsked const& asked)
{
    auto const found = waiting(snapshot, call.by, asked.id, call.at);
    if (!found) return over();
    call.looked_at(call.by.subject(), looked_for(*found));
    return web::File{found->content, "application/json", call.say("cases.file-" + found->kind), true};
}

struct SignatureSent {
    std::string id;
    std::optional<web::Octets> signatura;   // the file
    std::optional<web::Octets> signatura64; // what Autofirma gave to the page, in base64url
};
BOOST_DESCRIBE_STRUCT(SignatureSent, (), (id, signatura, signatura64))

base::Result<std::string> given(SignatureSent const& sent)
{
    if (sent.signatura && !sent.signatura->data.empty()) return sent.signatura->data; // what is chosen by hand is meant
    if (sent.signatura64 && !sent.signatura64->data.empty()) {
        auto bytes = base::from_base64url(sent.signatura64->data);
        if (!bytes) return Refusal{Refusal::Why::Unprocessable, "cases.signature-unreadable", "signatura"};
        return std::move(*bytes);
    }
    return Refusal{Refusal::Why::Unprocessable, "cases.signature-missing", "signatura"};
}

// Somebody may prove who they are once more while it waits: that is told in `signature`, and changes nothing of the
// rest.
bool same_but_for_the_proof(std::string const& one, std::string const& other)
{
    auto first = boost::json::parse(one).as_object(), second = boost::json::parse(other).as_object();
    for (auto* const each : {&first, &second}) each->erase("signature");
    return first == second;
}

// What waits is composed anew, as of the instant of then: where it is the same, what is filed are the bytes that were
// signed, and everything else of the filing agrees with them.
base::Result<Prepared> prepare_filing(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                      SignatureSent const& sent)
{
    auto const found = waiting(snapshot, call.by, sent.id, call.at);
    if (!found) return over();
    auto const signature = given(sent);
    if (!signature) return signature.refusal();
    auto then = call;
    then.at = found->made_at;
    then.language = found->language;
    auto what = found->kind == "withdrawal"
                    ? compose_withdrawal(room, snapshot, then, found->holder, found->seen, Signing::ByCertificate)
                    : compose_draft(room, snapshot, then, found->holder, found->seen, Signing::ByCertificate);
    if (!what) return what;
    if (!same_but_for_the_proof(what->content, found->content)) return Refusal{Refusal::Why::Conflict, "cases.changed"};
    what->content = found->content; // what was signed
    auto judged = judge(room, snapshot, call.by, *signature, found->content, call.at);
    if (!judged) return judged.refusal();
    what->id = FilingId::fresh(call.at);
    what->told.emplace_back(then.say("cases.signed-with"), judged->signer + " · " + judged->issuer);
    judged->waited = found->id;
    what->certificate = std::move(*judged);
    return what;
}

base::Result<Filed> record_filing(Room& room, act::Act& act, Prepared const& what) { return file(room, act, what); }

}

void signing_routes(web::Router& on, Room& room)
{
    auto const whoever = web::citizen(act::Level::Low);
    on.act("/esborranys/{id}/signatura", whoever, room, prepare_draft, record_begun);
    on.act("/carpeta/tramits/{id}/desisteix/signatura", whoever, room, prepare_withdrawal, record_begun);
    // Autofirma listens on this machine, at a port that the page chooses, and is opened by its own scheme.
    net::Headers const to_autofirma{
        {"Content-Security-Policy", web::content_policy("connect-src 'self' wss://127.0.0.1:*; frame-src afirma:; ")}};
    on.look("/signatura/{id}", whoever, room, show, {.always = to_autofirma});
    on.look("/signatura/{id}/dades", whoever, room, show_bytes, {.gives = "application/json"});
    on.act("/signatura/{id}", whoever, room, prepare_filing, record_filing,
           {.body_limit = 1u << 20, .waits = true, .always = to_autofirma});
}

}
