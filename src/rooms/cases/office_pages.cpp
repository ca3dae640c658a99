// SPDX-License-Identifier: EUPL-1.2
// Matters in the office: a plain list by unit, and a matter with its thread; taking it up and answering questions.
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/cases/pages.h"
#include "rooms/cases/signing.h"
#include "rooms/thread/thread.h"
#include "web/form.h"
#include "web/parts.h"
#include "web/sensitive.h"

#include <set>

namespace cases {
namespace {

using base::Refusal;
constexpr int page_size = 50;

struct ListAsked {
    std::optional<std::string> unitat, estat, abans;
};
BOOST_DESCRIBE_STRUCT(ListAsked, (), (unitat, estat, abans))

struct Row {
    std::string id, href, number, title, subject, unit, opened, state, state_words;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, href, number, title, subject, unit, opened, state, state_words))

struct ListPage {
    static constexpr auto view = "cases/office-list";
    std::string title, next;
    web::Select unit, state;
    std::vector<Row> matters;
};
BOOST_DESCRIBE_STRUCT(ListPage, (), (title, next, unit, state, matters))

// Those that the procedures in force name.
std::vector<web::Choice> units(Room& room, web::Call const& call)
{
    std::set<std::string> names;
    for (auto const& procedure : room.procedures.shelf(call.at)->procedures) names.insert(procedure.unit);
    std::vector<web::Choice> list{{"", call.say("cases.all-units"), ""}};
    for (auto const& name : names) list.push_back({name, name, ""});
    return list;
}

std::vector<web::Choice> states(web::Call const& call)
{
    std::vector<web::Choice> list{{"", call.say("cases.all-states"), ""}};
    for (auto const state : {State::Opened, State::Processing, State::Withdrawn}) {
        auto const named = std::string(name(state));
        list.push_back({named, call.say("cases.state-" + named), ""});
    }
    return list;
}

base::Result<ListPage> show_list(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                 ListAsked const& asked)
{
    ListPage page;
    page.title = call.say("cases.office-title");
    auto const unit = asked.unitat.value_or(call.query.empty() ? room.unit_of(snapshot, call.by.staff) : "");
    auto const before = asked.abans && base::is_id_text(*asked.abans) ? *asked.abans : std::string();
    auto const state = asked.estat.value_or("");
    page.unit = web::select(call, "unitat", call.say("cases.unit"), "", unit, units(room, call));
    page.state = web::select(call, "estat", call.say("cases.state"), "", state, states(call));
    for (auto const& each : of_office(snapshot, {unit, state, before, page_size})) {
        auto const named = std::string(name(each.state));
        page.matters.push_back({each.id.text, "/oficina/expedients/" + each.id.text, each.number, each.title,
                                each.subject, each.unit, day_words(call, each.opened_at), named,
                                call.say("cases.state-" + named)});
    }
    if (page.matters.size() == std::size_t(page_size))
        page.next = "/oficina/expedients?unitat=" + web::url_encoded(unit) + "&estat=" + web::url_encoded(state) +
                    "&abans=" + page.matters.back().id;
    return page;
}

struct MatterAsked {
    std::string id;
    std::optional<std::string> fet;
};
BOOST_DESCRIBE_STRUCT(MatterAsked, (), (id, fet))

struct Said {
    std::string day, time, what, who, note;
};
BOOST_DESCRIBE_STRUCT(Said, (), (day, time, what, who, note))

struct PaperShown {
    std::string name, href, state;
};
BOOST_DESCRIBE_STRUCT(PaperShown, (), (name, href, state))

struct FilingShown {
    std::string kind, number, day, time, signed_by, files;
    std::vector<web::Fact> facts;
    std::vector<PaperShown> papers;
};
BOOST_DESCRIBE_STRUCT(FilingShown, (), (kind, number, day, time, signed_by, files, facts, papers))

struct MatterPage {
    static constexpr auto view = "cases/office-matter";
    std::string title, id, number, subject, unit, state, state_words, saved, not_to_take;
    web::Covered name, document;
    web::Uncover uncover;
    bool covered = false, may_take = false, may_answer = false, form = true;
    std::vector<Room::Notice> notices;
    std::vector<FilingShown> filings;
    std::vector<Said> thread;
    web::Textarea answer;
};
BOOST_DESCRIBE_STRUCT(MatterPage, (),
                      (title, id, number, subject, unit, state, state_words, saved, not_to_take, name, document,
                       uncover, covered, may_take, may_answer, form, notices, filings, thread, answer))

std::vector<FilingShown> filings(db::Snapshot const& snapshot, web::Call const& call, MatterId const& id)
{
    std::vector<FilingShown> list;
    for (auto const& each : filings_of(snapshot, id)) {
        FilingShown made{call.say("cases.kind-" + each.kind),
                         each.number,
                         day_words(call, each.filed_at),
                         base::local_time(each.filed_at),
                         signed_words(call, signature_of(snapshot, each.id)),
                         "/oficina/expedients/" + id.text + "/presentacions/" + each.id.text,
                         facts_of(each.content),
                         {}};
        for (auto const& paper : each.papers) {
            auto const kept = uploads::find(snapshot, {paper.upload});
            auto const clean = kept && kept->state == uploads::State::Clean;
            made.papers.push_back({paper.name, clean ? "/fitxers/" + paper.upload + "/contingut" : "",
                                   clean ? "" : call.say("cases.paper-held-back")});
        }
        list.push_back(std::move(made));
    }
    return list;
}

base::Result<Matter> known(db::Snapshot const& snapshot, std::string const& id)
{
    auto const found = base::is_id_text(id) ? matter(snapshot, {id}) : std::nullopt;
    if (!found) return Refusal{Refusal::Why::NotFound, "cases.no-matter"};
    return *found;
}

std::optional<Refusal> kept_from(Room const& room, db::Snapshot const& snapshot, act::Actor const& by,
                                 MatterId const& id)
{
    return room.not_to_take ? room.not_to_take(snapshot, by, id) : std::nullopt;
}

base::Result<MatterPage> show_matter(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     MatterAsked const& asked)
{
    auto const found = known(snapshot, asked.id);
    if (!found) return found.refusal();
    MatterPage page;
    page.title = found->title;
    page.id = found->id.text;
    page.number = found->number;
    page.subject = found->subject;
    page.unit = found->unit;
    page.state = std::string(name(found->state));
    page.state_words = call.say("cases.state-" + page.state);
    page.may_take = after(found->state, Event::Take).has_value() && call.by.may("cases.work");
    page.may_answer = call.by.may("cases.work");
    if (auto const no = page.may_answer ? kept_from(room, snapshot, call.by, found->id) : std::nullopt) {
        page.may_take = page.may_answer = false;
        page.not_to_take = call.say(no->text, no->with);
    }
    if (auto const who = room.person(snapshot, found->interested)) {
        page.name = web::sensitive(call, who->name, web::Mask::Name, found->interested, "cases.person");
        page.document = web::sensitive(call, who->document, web::Mask::Document, found->interested, "cases.person");
        page.covered = page.name.masked;
    }
    page.uncover = {.action = "/oficina/expedients/" + page.id,
                    .field = "id",
                    .value = page.id,
                    .label = call.say("cases.show-person")};
    if (room.notices) page.notices = room.notices(snapshot, call, found->id);
    page.filings = filings(snapshot, call, found->id);
    for (auto const& line :
         thread::of_matter(snapshot, {call.by, room.unit_of(snapshot, call.by.staff)}, found->id.text, "", 100))
        page.thread.push_back({day_words(call, line.at), base::local_time(line.at), thread::what_words(call, line),
                               thread::who_words(call, line), line.note});
    page.answer = web::textarea(call, "resposta", call.say("cases.answer"), call.say("cases.answer-hint"));
    call.looked_at(found->interested, "cases.matter");
    return page;
}

struct Taken {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Taken, (), (id))
std::string location(Taken const& taken) { return "/oficina/expedients/" + taken.id; }

base::Result<Matter> prepare_take(Room&, db::Snapshot const& snapshot, web::Call const&, Taken const& asked)
{
    return known(snapshot, asked.id);
}

base::Result<Taken> record_take(Room& room, act::Act& act, Matter const& ready)
{
    auto const now = known(act.tx, ready.id.text);
    if (!now) return now.refusal();
    if (auto const no = kept_from(room, act.tx, act.by, now->id)) return *no;
    auto const then = after(now->state, Event::Take);
    if (!then) return Refusal{Refusal::Why::Conflict, "cases.not-to-take"};
    act.tx(R"sql(update cases_matter set state = $2, changed_at = $3 where id = $1)sql", now->id.text, name(*then),
           act.at.micros);
    thread::append(act, {now->interested, now->id.text, "taken", now->number});
    audit::record(act, "cases.taken", now->interested, now->id.text);
    return Taken{now->id.text};
}

struct AnswerSent {
    std::string id, resposta;
};
BOOST_DESCRIBE_STRUCT(AnswerSent, (), (id, resposta))

struct AnswerReady {
    Matter matter;
    std::string text;
};

base::Result<AnswerReady> prepare_answer(Room&, db::Snapshot const& snapshot, web::Call const&, AnswerSent const& sent)
{
    auto const found = known(snapshot, sent.id);
    if (!found) return found.refusal();
    if (sent.resposta.empty() || base::length_in_characters(sent.resposta) > 4000)
        return Refusal{Refusal::Why::Unprocessable, "cases.bad-answer", "resposta"};
    return AnswerReady{*found, sent.resposta};
}

// An answer informs: it opens and closes no term, which only a notification does (invariant 13).
base::Result<Taken> record_answer(Room& room, act::Act& act, AnswerReady const& ready)
{
    if (auto const no = kept_from(room, act.tx, act.by, ready.matter.id)) return *no;
    thread::append(act, {ready.matter.interested, ready.matter.id.text, "answer", "", ready.text});
    audit::record(act, "cases.answered", ready.matter.interested, ready.matter.id.text);
    return Taken{ready.matter.id.text};
}

}

void office_routes(web::Router& on, Room& room)
{
    on.look("/oficina/expedients", web::staff("cases.see"), room, show_list);
    on.look("/oficina/expedients/{id}", web::staff("cases.see"), room, show_matter);
    on.ask("/oficina/expedients/{id}", web::staff("cases.see"), room, show_matter);
    on.act("/oficina/expedients/{id}/comenca", web::staff("cases.work"), room, prepare_take, record_take);
    on.act("/oficina/expedients/{id}/resposta", web::staff("cases.work"), room, prepare_answer, record_answer);
}

void routes(web::Router& on, Room& room)
{
    check_routes(on, room);
    folder_routes(on, room);
    papers_routes(on, room);
    withdraw_routes(on, room);
    if (room.certificates) signing_routes(on, room);
    signature_routes(on, room);
    office_routes(on, room);
    generic_routes(on, room);
}

}
