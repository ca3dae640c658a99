// SPDX-License-Identifier: EUPL-1.2
// What will be filed, word for word, in the person's language, and the sheet of consent that they sign: for this act
// and no other (Llei 39/2015, art. 12.2; RD 203/2021, art. 30.1).
#include "rooms/assistance/pages.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/staff.h"

namespace assistance {
namespace {

using base::Refusal;

struct SheetWords {
    std::string law, person, officer, procedure, answers, statement, hash, date, signature;
};
BOOST_DESCRIBE_STRUCT(SheetWords, (), (law, person, officer, procedure, answers, statement, hash, date, signature))

struct SheetPage {
    static constexpr auto view = "assistance/sheet";
    std::string title, id, language, person_name, officer_name, procedure_title, sha256, moment, back;
    SheetWords words;
    std::vector<web::Fact> facts;
    std::vector<std::string> papers;
};
BOOST_DESCRIBE_STRUCT(SheetPage, (),
                      (title, id, language, person_name, officer_name, procedure_title, sha256, moment, back, words,
                       facts, papers))

SheetWords words_of(web::Call const& theirs, std::string const& person, std::string const& officer)
{
    return {theirs.say("assistance.sheet-law"),
            theirs.say("assistance.sheet-person"),
            theirs.say("assistance.sheet-officer"),
            theirs.say("assistance.sheet-procedure"),
            theirs.say("assistance.sheet-answers"),
            theirs.say("assistance.sheet-statement", {{"person", person}, {"officer", officer}}),
            theirs.say("assistance.sheet-hash"),
            theirs.say("assistance.sheet-date"),
            theirs.say("assistance.sheet-signature")};
}

// Out of what was printed, which is kept word for word: never out of answers that may change.
base::Result<SheetPage> show_sheet(Room& room, db::Snapshot const& snapshot, web::Call const& call, Named const& asked)
{
    auto const found = own(snapshot, call.by, asked.id);
    if (!found) return found.refusal();
    if (found->state != State::Printed) return Refusal{Refusal::Why::Gone, "assistance.no-sheet"};
    auto const theirs = in_language(call, found->language);
    auto const person = identity::person(snapshot, found->person);
    auto const officer = staff::member(snapshot, found->staff);
    auto const habilitation =
        store::in_force(snapshot, found->staff, found->procedure, base::local_day(found->printed_at));
    if (!person || !officer || !habilitation) return Refusal{Refusal::Why::Gone, "assistance.no-sheet"};
    SheetPage page;
    page.title = theirs.say("assistance.sheet-title");
    page.id = found->id.text;
    page.language = found->language;
    page.person_name = person->name + " · " + person->document_number;
    page.officer_name =
        theirs.say("assistance.officer-words", {{"name", officer->name},
                                                {"post", habilitation->post},
                                                {"resolution", habilitation->resolution},
                                                {"day", day_words(habilitation->resolved_on, found->language)}});
    page.procedure_title = title_of(room, theirs, found->procedure);
    page.sha256 = found->sha256;
    page.moment = theirs.say("assistance.moment",
                             {{"day", base::day_in_words(base::local_day(found->printed_at), found->language)},
                              {"time", base::local_time(found->printed_at)}});
    page.back = address(found->id, "presenta");
    page.words = words_of(theirs, person->name, officer->name);
    auto const request = json::parse(found->request).as_object();
    for (auto const& line : request.at("told").as_array())
        page.facts.push_back(
            {std::string(line.at("label").as_string()), std::string(line.at("value").as_string()), "", false});
    if (auto const* const papers = request.if_contains("papers"))
        for (auto const& each : papers->as_array())
            page.papers.push_back(std::string(each.at("name").as_string()) + " · SHA-256 " +
                                  std::string(each.at("sha256").as_string()));
    call.looked_at(found->person, "assistance.sheet");
    return page;
}

struct Printed {
    std::string id, sha256;
};
BOOST_DESCRIBE_STRUCT(Printed, (), (id, sha256))
std::string location(Printed const& printed) { return "/oficina/assistencia/" + printed.id + "/full"; }

base::Result<Request> prepare_print(Room& room, db::Snapshot const& snapshot, web::Call const& call, Named const& asked)
{
    auto const found = own(snapshot, call.by, asked.id);
    if (!found) return found.refusal();
    if (auto const no = kept_from(snapshot, call.by.staff, found->procedure, call.at)) return *no;
    auto request = request_of(room, snapshot, call, *found);
    if (!request) return request;
    if (auto const no = too_much(room, snapshot, *request)) return *no;
    return request;
}

base::Result<Printed> record_print(Room&, act::Act& act, Request const& ready)
{
    auto const now = own(act.tx, act.by, ready.of.id.text);
    if (!now) return now.refusal();
    auto const draft = forms::open_draft(act.tx, act.by, now->draft.text);
    if (!draft) return draft.refusal();
    if (forms::seal_of(draft->typed) != ready.seal || now->language != ready.of.language) return web::stale();
    if (!after(now->state, Event::Print)) return Refusal{Refusal::Why::Conflict, "assistance.is-filed"};
    // The form as it is in force now is the one that is consented to.
    if (draft->version != ready.procedure->version) forms::adopt(act, draft->id, ready.procedure->version);
    // The same sheet once more, on the same day: what was signed and scanned of it meanwhile is still of this one.
    auto const same = now->state == State::Printed && now->sha256 == ready.sha256 &&
                      base::local_day(now->printed_at) == base::local_day(act.at);
    if (!same) store::print(act, now->id, ready.text, ready.sha256);
    audit::record(act, "assistance.sheet-printed", now->person, now->id.text);
    return Printed{now->id.text, ready.sha256};
}

}

void sheet_routes(web::Router& on, Room& room)
{
    auto const agent = web::staff("counter.attend");
    on.look("/oficina/assistencia/{id}/full", agent, room, show_sheet);
    on.act("/oficina/assistencia/{id}/full", agent, room, prepare_print, record_print);
}

}
