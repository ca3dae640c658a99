// SPDX-License-Identifier: EUPL-1.2
// One's matters: where each stands, what was filed in it, its thread; handing in more papers, asking, withdrawing.
#include "base/size.h"
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/cases/filing.h"
#include "rooms/cases/pages.h"
#include "rooms/cases/signing.h"
#include "rooms/identity/identity.h"
#include "rooms/thread/thread.h"
#include "web/parts.h"

namespace cases {
namespace {

using base::Refusal;
constexpr int page_size = 30;

struct ListAsked {
    std::optional<std::string> abans;
};
BOOST_DESCRIBE_STRUCT(ListAsked, (), (abans))

struct Card {
    std::string id, number, title, subject, href, opened, state, state_words;
};
BOOST_DESCRIBE_STRUCT(Card, (), (id, number, title, subject, href, opened, state, state_words))

struct ListPage {
    static constexpr auto view = "cases/list";
    std::string title, next;
    std::vector<Card> matters;
};
BOOST_DESCRIBE_STRUCT(ListPage, (), (title, next, matters))

Card card(web::Call const& call, Matter const& of)
{
    auto const state = std::string(name(of.state)); // texts: cases.state-*
    return {of.id.text,
            of.number,
            of.title,
            of.subject,
            "/carpeta/tramits/" + of.id.text,
            day_words(call, of.opened_at),
            state,
            call.say("cases.state-" + state)};
}

base::Result<ListPage> show_list(Room&, db::Snapshot const& snapshot, web::Call const& call, ListAsked const& asked)
{
    ListPage page;
    page.title = call.say("cases.list-title");
    auto const before = asked.abans && base::is_id_text(*asked.abans) ? *asked.abans : std::string();
    auto const found = of_interested(snapshot, call.by.subject(), before, page_size);
    for (auto const& each : found)
        if (!identity::recheck(snapshot, call.by, call.at, each.procedure)) page.matters.push_back(card(call, each));
    if (found.size() == std::size_t(page_size)) page.next = "/carpeta/tramits?abans=" + found.back().id.text;
    call.looked_at(call.by.subject(), "cases.list");
    return page;
}

struct MatterAsked {
    std::string id;
    std::optional<std::string> presentat, fet;
};
BOOST_DESCRIBE_STRUCT(MatterAsked, (), (id, presentat, fet))

struct PaperShown {
    std::string name, size;
};
BOOST_DESCRIBE_STRUCT(PaperShown, (), (name, size))

struct FilingShown {
    std::string kind, number, day, time, effective, receipt, code, signed_by, files; // files: where its bytes are
    std::vector<web::Fact> facts;
    std::vector<PaperShown> papers;
};
BOOST_DESCRIBE_STRUCT(FilingShown, (),
                      (kind, number, day, time, effective, receipt, code, signed_by, files, facts, papers))

struct Said {
    std::string day, time, what, note;
};
BOOST_DESCRIBE_STRUCT(Said, (), (day, time, what, note))

struct MatterPage {
    static constexpr auto view = "cases/matter";
    std::string title, id, number, subject, state, state_words, next_words, filed, saved;
    std::vector<Room::Notice> notices;
    std::vector<FilingShown> filings;
    std::vector<Said> thread;
    web::Textarea question;
    bool may_withdraw = false, form = true;
};
BOOST_DESCRIBE_STRUCT(MatterPage, (),
                      (title, id, number, subject, state, state_words, next_words, filed, saved, notices, filings,
                       thread, question, may_withdraw, form))

std::string effective_words(web::Call const& call, registry::Brief const& entry)
{
    if (!entry.effective_at || *entry.effective_at == entry.presented_at) return {};
    return call.say("cases.effective", {{"day", day_words(call, *entry.effective_at)}});
}

FilingShown shown(Room& room, db::Snapshot const& snapshot, web::Call const& call, MatterId const& in, Filing const& of)
{
    // texts: cases.kind-*
    FilingShown made{.kind = call.say("cases.kind-" + of.kind),
                     .number = of.number,
                     .day = day_words(call, of.filed_at),
                     .time = base::local_time(of.filed_at),
                     .effective = {},
                     .receipt = {},
                     .code = of.receipt,
                     .signed_by = signed_words(call, signature_of(snapshot, of.id)),
                     .files = "/carpeta/tramits/" + in.text + "/presentacions/" + of.id.text,
                     .facts = facts_of(of.content),
                     .papers = {}};
    if (!of.receipt.empty()) made.receipt = "/registre/rebut/" + of.receipt;
    if (auto const entry = registry::brief(room.book, snapshot, of.entry))
        made.effective = effective_words(call, *entry);
    for (auto const& paper : of.papers)
        made.papers.push_back({paper.name, base::size_in_words(paper.bytes, call.language)});
    return made;
}

base::Result<MatterPage> show_matter(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     MatterAsked const& asked)
{
    auto const found = own_matter(room, snapshot, call, asked.id);
    if (!found) return found.refusal();
    MatterPage page;
    page.title = found->title;
    page.id = found->id.text;
    page.number = found->number;
    page.subject = found->subject;
    page.state = std::string(name(found->state));
    page.state_words = call.say("cases.state-" + page.state);
    page.next_words = call.say("cases.next-" + page.state); // texts: cases.next-*
    if (room.notices) page.notices = room.notices(snapshot, call, found->id);
    for (auto const& each : filings_of(snapshot, found->id)) {
        page.filings.push_back(shown(room, snapshot, call, found->id, each));
        if (each.number == asked.presentat.value_or("")) page.filed = each.number;
    }
    if (asked.fet == "pregunta") page.saved = call.say("cases.asked");
    auto viewer = call.by;
    viewer.person = found->interested; // whoever stands for them sees what they would
    for (auto const& line : thread::of_matter(snapshot, {viewer, ""}, found->id.text, "", page_size))
        page.thread.push_back(
            {day_words(call, line.at), base::local_time(line.at), thread::what_words(call, line), line.note});
    page.question = web::textarea(call, "pregunta", call.say("cases.question"), call.say("cases.question-hint"));
    page.may_withdraw = after(found->state, Event::Withdraw).has_value();
    call.looked_at(found->interested, "cases.matter");
    return page;
}

struct QuestionAsked {
    std::string id, pregunta;
};
BOOST_DESCRIBE_STRUCT(QuestionAsked, (), (id, pregunta))

struct Asked {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Asked, (), (id))
std::string location(Asked const& asked) { return "/carpeta/tramits/" + asked.id + "?fet=pregunta"; }

struct QuestionReady {
    Matter matter;
    std::string text;
};

base::Result<QuestionReady> prepare_question(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                             QuestionAsked const& asked)
{
    auto const found = own_matter(room, snapshot, call, asked.id);
    if (!found) return found.refusal();
    if (asked.pregunta.empty() || base::length_in_characters(asked.pregunta) > 2000)
        return Refusal{Refusal::Why::Unprocessable, "cases.bad-question", "pregunta"};
    return QuestionReady{*found, asked.pregunta};
}

base::Result<Asked> record_question(Room&, act::Act& act, QuestionReady const& ready)
{
    thread::append(act, {ready.matter.interested, ready.matter.id.text, "question", "", ready.text});
    audit::record(act, "cases.asked", ready.matter.interested, ready.matter.id.text);
    return Asked{ready.matter.id.text};
}

}

std::vector<web::Fact> facts_of(std::string const& content)
{
    std::vector<web::Fact> facts;
    auto const filed = json::parse(content).as_object();
    auto const* const told = filed.if_contains("told");
    if (!told) return facts;
    for (auto const& line : told->as_array())
        facts.push_back(
            {std::string(line.at("label").as_string()), std::string(line.at("value").as_string()), "", false});
    return facts;
}

std::string day_words(web::Call const& call, base::Instant at)
{
    return base::day_in_words(base::local_day(at), call.language);
}

base::Result<Matter> own_matter(Room& room, db::Snapshot const& snapshot, web::Call const& call, std::string const& id)
{
    Refusal const no{Refusal::Why::NotFound, "cases.no-matter"};
    auto const found = base::is_id_text(id) ? matter(snapshot, {id}) : std::nullopt;
    if (!found || found->interested != call.by.subject()) return no;
    if (identity::recheck(snapshot, call.by, call.at, found->procedure)) return no;
    auto const procedure = room.procedures.at_version(found->procedure, found->version);
    if (procedure && call.by.level < procedure->level)
        return Refusal{
            Refusal::Why::Forbidden, "web.level-too-low", "", {{"level", std::string(act::name(procedure->level))}}};
    return *found;
}

void folder_routes(web::Router& on, Room& room)
{
    auto const whoever = web::citizen(act::Level::Low);
    on.look("/carpeta/tramits", whoever, room, show_list);
    on.look("/carpeta/tramits/{id}", whoever, room, show_matter);
    on.act("/carpeta/tramits/{id}/pregunta", whoever, room, prepare_question, record_question);
}

}
