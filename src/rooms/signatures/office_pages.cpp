// SPDX-License-Identifier: EUPL-1.2
// The queue in the office: what waits, one of it, its document before it is signed, and giving it back.
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/identity/identity.h"
#include "rooms/signatures/pages.h"
#include "rooms/thread/thread.h"
#include "web/faces.h"
#include "web/form.h"
#include "web/parts.h"
#include "web/sensitive.h"

#include <algorithm>

namespace signatures {
namespace {

using base::Refusal;
constexpr int page_size = 100;
constexpr auto queue_address = "/oficina/signatura";
constexpr std::size_t longest_reason = 500;

struct QueueAsked {
    std::optional<std::string> tipus, des, fet;
};
BOOST_DESCRIBE_STRUCT(QueueAsked, (), (tipus, des, fet))

struct Line {
    std::string id, href, kind, title, person, asked_at, asked_words, waits;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, href, kind, title, person, asked_at, asked_words, waits))

struct QueuePage {
    static constexpr auto view = "signatures/queue";
    std::string title, count, next, saved, no_post, kind_asked, from, sign_all;
    web::Select kind;
    std::vector<Line> lines;
};
BOOST_DESCRIBE_STRUCT(QueuePage, (), (title, count, next, saved, no_post, kind_asked, from, sign_all, kind, lines))

std::string page_begins(std::optional<std::string> const& after)
{
    return base::is_id_text(after.value_or("")) ? *after : std::string();
}

// Names stay covered in lists; whoever opens one sees it, and the look is recorded.
Line line(Room const& room, db::Snapshot const& snapshot, web::Call const& call, Request const& each)
{
    auto const person = identity::person(snapshot, each.person);
    auto const days = (base::local_day(call.at) - base::local_day(each.asked_at)).count();
    return {each.id.text,
            std::string(queue_address) + "/" + each.id.text,
            label_of(room, call, each.kind),
            each.title,
            person ? web::covered(person->name, web::Mask::Name) : "",
            base::rfc3339(each.asked_at),
            moment_words(call, each.asked_at),
            days == 0   ? call.say("signatures.since-today")
            : days == 1 ? call.say("signatures.since-yesterday")
                        : call.say("signatures.since-days", {{"days", std::to_string(days)}})};
}

// texts: signatures.done-*
base::Result<QueuePage> show_queue(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                   QueueAsked const& asked)
{
    QueuePage page;
    page.title = call.say("signatures.title");
    page.count = call.say("signatures.count", {{"count", std::to_string(waiting(snapshot))}});
    auto const done = asked.fet.value_or("");
    if (done == "signat" || done == "tornat") page.saved = call.say("signatures.done-" + done);
    if (auto const who = signing(snapshot, call); !who) page.no_post = call.say(who.refusal().text);
    if (!can_sign(room)) page.no_post = call.say("signatures.nobody-trusted");
    auto const kind = asked.tipus.value_or("");
    std::vector<web::Choice> kinds{{"", call.say("signatures.all-kinds"), ""}};
    for (auto const& each : room.kinds) kinds.push_back({each.name, call.say(each.label), ""});
    page.kind = web::select(call, "tipus", call.say("signatures.kind"), "", kind, kinds);
    auto const from = page_begins(asked.des);
    page.kind_asked = kind;
    page.from = from;
    auto list = store::queued(snapshot, kind, from, page_size + 1);
    if (list.size() > std::size_t(page_size)) {
        list.pop_back();
        page.next = std::string(queue_address) + "?tipus=" + web::url_encoded(kind) + "&des=" + list.back().id.text;
    }
    for (auto const& each : list) page.lines.push_back(line(room, snapshot, call, each));
    page.sign_all = call.say("signatures.sign-all", {{"count", std::to_string(list.size())}});
    return page;
}

// Those that are ticked, or all of the page that was looked at.
struct Ticked {
    std::vector<std::string> ids;
    std::optional<std::string> tots, tipus, des;
};
BOOST_DESCRIBE_STRUCT(Ticked, (), (ids, tots, tipus, des))

// What the script says, by what happens.
struct Word {
    std::string code, text;
};
BOOST_DESCRIBE_STRUCT(Word, (), (code, text))

struct BatchPage {
    static constexpr auto view = "signatures/batch";
    std::string title, script, sign;
    std::vector<Line> lines;
    std::vector<Word> words;
};
BOOST_DESCRIBE_STRUCT(BatchPage, (), (title, script, sign, lines, words))

// texts: signatures.say-*
std::vector<Word> words(web::Call const& call)
{
    std::vector<Word> list;
    for (auto const* const code :
         {"opening",        "going",      "stopping",   "stopped",   "done",      "row-preparing", "row-signing",
          "row-sending",    "row-signed", "row-failed", "cancelled", "not-found", "closed",        "failed",
          "no-certificate", "keystore",   "old",        "locked",    "memory",    "data"})
        list.push_back({code, call.say("signatures.say-" + std::string(code))});
    return list;
}

base::Result<BatchPage> show_batch(Room& room, db::Snapshot const& snapshot, web::Call const& call, Ticked const& in)
{
    if (auto const who = signing(snapshot, call); !who) return who.refusal();
    if (!can_sign(room)) return Refusal{Refusal::Why::Unavailable, "signatures.nobody-trusted"};
    auto ids = in.ids;
    if (in.tots)
        for (auto const& each : store::queued(snapshot, in.tipus.value_or(""), page_begins(in.des), page_size))
            ids.push_back(each.id.text);
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    BatchPage page;
    for (auto const& id : ids)
        if (auto const found = store::request(snapshot, id); found && found->state == State::Waiting)
            page.lines.push_back(line(room, snapshot, call, *found));
    if (page.lines.empty() || page.lines.size() > std::size_t(page_size))
        return Refusal{Refusal::Why::Unprocessable, "signatures.none-ticked", "ids"};
    page.title = call.say("signatures.batch-title");
    page.sign = call.say("signatures.sign-count", {{"count", std::to_string(page.lines.size())}});
    page.script = room.script;
    page.words = words(call);
    return page;
}

struct Which {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id))

struct OnePage {
    static constexpr auto view = "signatures/one";
    std::string title, id, kind, person, asked_words, waits, state, state_words, reason, no_post, own_affair, number;
    bool waiting = false;
    web::Textarea why;
};
BOOST_DESCRIBE_STRUCT(OnePage, (),
                      (title, id, kind, person, asked_words, waits, state, state_words, reason, no_post, own_affair,
                       number, waiting, why))

base::Result<OnePage> show_one(Room& room, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const found = known(snapshot, which.id);
    if (!found) return found.refusal();
    auto const shown = line(room, snapshot, call, *found);
    auto const person = identity::person(snapshot, found->person);
    OnePage page;
    page.title = found->title;
    page.id = found->id.text;
    page.kind = shown.kind;
    page.person = person ? person->name : "";
    page.asked_words = shown.asked_words;
    page.waiting = found->state == State::Waiting;
    page.waits = page.waiting ? shown.waits : moment_words(call, found->state_at);
    page.state = std::string(name(found->state));
    page.state_words = call.say("signatures.state-" + page.state);
    page.reason = found->reason;
    page.number = found->number;
    if (auto const who = signing(snapshot, call); !who) page.no_post = call.say(who.refusal().text);
    if (!can_sign(room)) page.no_post = call.say("signatures.nobody-trusted");
    if (auto const no = kept_from(room, snapshot, call.by, *found)) page.own_affair = call.say(no->text);
    page.why = web::textarea(call, "why", call.say("signatures.why"), call.say("signatures.why-hint"));
    page.why.most = std::to_string(longest_reason);
    call.looked_at(found->person, "signatures.request");
    return page;
}

// As it would be signed now. Its code is nobody's: a document has one only when it is signed.
base::Result<web::File> show_preview(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     Which const& which)
{
    auto const found = known(snapshot, which.id);
    if (!found) return found.refusal();
    if (found->state != State::Waiting) return over(found->state);
    if (auto const no = kept_from(room, snapshot, call.by, *found)) return *no;
    auto const who = signing(snapshot, call);
    if (!who) return who.refusal();
    auto const wanted = composed(room, snapshot, call, *found, who->signer, documents::fresh_code());
    if (!wanted) return wanted.refusal();
    call.looked_at(found->person, "signatures.preview");
    return web::File{documents::unsealed(room.desk, *wanted, call.town.url, call.at), "application/pdf",
                     call.say("signatures.preview-file"), false};
}

struct Returning {
    std::string id, why;
};
BOOST_DESCRIBE_STRUCT(Returning, (), (id, why))

struct Returned {
    std::string id, state;
};
BOOST_DESCRIBE_STRUCT(Returned, (), (id, state))
std::string location(Returned const&) { return std::string(queue_address) + "?fet=tornat"; }

base::Result<Returning> prepare_return(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                       Returning const& in)
{
    auto const found = known(snapshot, in.id);
    if (!found) return found.refusal();
    if (auto const no = kept_from(room, snapshot, call.by, *found)) return *no;
    auto const why = std::string(base::trimmed(in.why));
    if (why.empty() || base::length_in_characters(why) > longest_reason)
        return Refusal{Refusal::Why::Unprocessable, "signatures.bad-why", "why"};
    return Returning{in.id, why};
}

// Llei 39/2015, art. 35.1: whoever is told no is told why.
base::Result<Returned> give_back(Room& room, act::Act& act, Returning const& in)
{
    auto const found = known(act.tx, in.id);
    if (!found) return found.refusal();
    auto const then = after(found->state, Event::Return);
    if (!then) return over(found->state);
    if (auto const no = kept_from(room, act.tx, act.by, *found)) return *no;
    store::move(act, found->id, {*then, in.why, "", ""});
    audit::record(act, "signatures.returned", found->person, found->id.text);
    thread::append(act, {found->person, "", "signature-returned", found->id.text, found->title + ": " + in.why});
    return Returned{found->id.text, std::string(name(*then))};
}

}

void office_routes(web::Router& on, Room& room)
{
    auto const signer = web::staff("signatures.sign");
    // Autofirma listens on this machine, at a port that the page chooses, and is opened by its own scheme.
    net::Headers const to_autofirma{
        {"Content-Security-Policy", web::content_policy("connect-src 'self' wss://127.0.0.1:*; frame-src afirma:; ")}};
    on.look(queue_address, signer, room, show_queue);
    on.ask(queue_address, signer, room, show_batch, {.always = to_autofirma});
    on.look("/oficina/signatura/{id}", signer, room, show_one);
    on.look("/oficina/signatura/{id}/pdf", signer, room, show_preview, {.gives = "application/pdf"});
    on.look("/oficina/signatura/{id}/torna", signer, room, show_one); // shown again after a refusal
    on.act("/oficina/signatura/{id}/torna", signer, room, prepare_return, give_back);
}

}
