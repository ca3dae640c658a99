// SPDX-License-Identifier: EUPL-1.2
// What waits to be sent to other administrations. No connection to SIR is set up: the agent takes the file to the
// portal of the registers, and notes here what came of it. Nothing is sent by itself.
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/counter/pages.h"
#include "rooms/counter/sicres.h"
#include "rooms/identity/identity.h"
#include "rooms/thread/thread.h"

#include <set>

namespace counter {
namespace {

using base::Refusal;
constexpr int page_size = 100;
constexpr std::size_t longest_identifier = 33, longest_note = 1024; // SICRES 4: Identificador_Intercambio, Descripcion

struct Line {
    std::string id, href, number, subject, destination, since, state, state_words;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, href, number, subject, destination, since, state, state_words))

struct Group {
    std::string title, more;
    std::vector<Line> lines;
};
BOOST_DESCRIBE_STRUCT(Group, (), (title, more, lines))

struct QueueAsked {
    std::optional<std::string> estat, des;
};
BOOST_DESCRIBE_STRUCT(QueueAsked, (), (estat, des))

struct QueuePage {
    static constexpr auto view = "counter/exchange";
    std::string title, back;
    std::vector<Group> groups;
};
BOOST_DESCRIBE_STRUCT(QueuePage, (), (title, back, groups))

constexpr auto queue_address = "/oficina/taulell/intercanvi";
std::string address(std::string const& id) { return std::string(queue_address) + "/" + id; }

std::string moment_words(web::Call const& call, base::Instant at)
{
    return base::day_in_words(base::local_day(at), call.language) + ", " + base::local_time(at);
}

// texts: counter.exchange-* counter.event-*
Group group(db::Snapshot const& snapshot, web::Call const& call, ExchangeState state, std::string const& from)
{
    std::string const named(name(state));
    Group made{call.say("counter.exchange-" + named), "", {}};
    // What has to be done comes oldest first; what is over, newest first.
    auto const over = state == ExchangeState::Confirmed || state == ExchangeState::Closed;
    auto list = store::queued(snapshot, state, over ? store::Order::NewestFirst : store::Order::OldestFirst, from,
                              page_size + 1);
    if (list.size() > std::size_t(page_size)) {
        list.pop_back();
        made.more = std::string(queue_address) + "?estat=" + named + "&des=" + list.back().id;
    }
    for (auto const& each : list)
        made.lines.push_back({each.id, address(each.id), each.number, each.subject,
                              each.destination_name + " (" + each.destination + ")", moment_words(call, each.taken_at),
                              named, made.title});
    return made;
}

base::Result<QueuePage> show_queue(Room&, db::Snapshot const& snapshot, web::Call const& call, QueueAsked const& asked)
{
    QueuePage page;
    page.title = call.say("counter.queue-title");
    if (call.by.may("counter.attend")) page.back = "/oficina/taulell";
    auto const only = exchange_state_named(asked.estat.value_or(""));
    auto const from = only && base::is_id_text(asked.des.value_or("")) ? *asked.des : std::string();
    // What has to be done first: send, see to what came back, ask after what was sent.
    for (auto const state : {ExchangeState::Waiting, ExchangeState::Rejected, ExchangeState::Sent,
                             ExchangeState::Confirmed, ExchangeState::Closed}) {
        if (only && state != *only) continue;
        if (auto made = group(snapshot, call, state, from); !made.lines.empty()) page.groups.push_back(std::move(made));
    }
    return page;
}

struct Which {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id))

struct PaperShown {
    std::string name, href;
};
BOOST_DESCRIBE_STRUCT(PaperShown, (), (name, href))

struct NoteShown {
    std::string moment, what, identifier, note, destination, who;
};
BOOST_DESCRIBE_STRUCT(NoteShown, (), (moment, what, identifier, note, destination, who))

struct ExchangePage {
    static constexpr auto view = "counter/exchange-one";
    std::string title, id, number, subject, destination, since, state, state_words, identifier, note, file, obliged,
        intake, waiting;
    std::vector<PaperShown> papers;
    std::vector<NoteShown> notes;
    bool moves = false;
    web::Radios event;
    web::Input new_identifier;
    std::vector<web::Input> new_body; // to whom it is really for, when it came back
    web::Textarea new_note;
};
BOOST_DESCRIBE_STRUCT(ExchangePage, (),
                      (title, id, number, subject, destination, since, state, state_words, identifier, note, file,
                       obliged, intake, waiting, papers, notes, moves, event, new_identifier, new_body, new_note))

struct Found {
    store::Exchange exchange;
    store::Intake intake;
};
base::Result<Found> known(db::Snapshot const& snapshot, std::string const& id)
{
    auto const exchange = base::is_id_text(id) ? store::exchange(snapshot, id) : std::nullopt;
    auto const intake = exchange ? store::intake(snapshot, exchange->intake) : std::nullopt;
    if (!intake) return Refusal{Refusal::Why::NotFound, "counter.no-exchange"};
    return Found{*exchange, *intake};
}

// Why its papers stay here, as a text's key; empty when all are clean. Nobody is sent what may be infected, and what no
// scanner will ever let through is said, so that nobody waits for it.
std::string stands_against(db::Snapshot const& snapshot, store::Intake const& intake)
{
    std::string why;
    for (auto const& paper : intake.papers) {
        auto const kept = uploads::find(snapshot, {paper.upload});
        if (kept && kept->state == uploads::State::Clean) continue;
        if (kept && kept->state == uploads::State::Infected) return "counter.exchange-infected";
        if (!kept || kept->state != uploads::State::Quarantined)
            why = "counter.exchange-unreadable";
        else if (why.empty())
            why = "counter.exchange-not-scanned";
    }
    return why;
}

void add_notes(ExchangePage& page, Room const& room, db::Snapshot const& snapshot, web::Call const& call)
{
    for (auto const& each : store::notes_of(snapshot, page.id))
        page.notes.push_back({moment_words(call, each.at), call.say("counter.event-" + std::string(name(each.event))),
                              each.identifier, each.note, each.destination_name + " (" + each.destination + ")",
                              room.staff_name(snapshot, each.staff)});
}

void add_form(ExchangePage& page, web::Call const& call, ExchangeState state)
{
    std::vector<web::Choice> events;
    for (int i = 0; i <= int(ExchangeEvent::Close); ++i)
        if (after(state, ExchangeEvent(i))) {
            auto const event = std::string(name(ExchangeEvent(i)));
            events.push_back({event, call.say("counter.event-" + event), ""});
        }
    page.moves = !events.empty();
    page.event = web::radios(call, "event", call.say("counter.event"), "", "", events);
    page.new_identifier =
        web::input(call, "identifier", call.say("counter.identifier"), call.say("counter.identifier-hint"));
    page.new_identifier.code = true;
    page.new_note =
        web::textarea(call, "note", call.say("counter.exchange-note"), call.say("counter.exchange-note-hint"));
    if (state != ExchangeState::Rejected) return;
    page.new_body.push_back(web::input(call, "body", call.say("counter.new-body"), call.say("counter.new-body-hint")));
    page.new_body.back().code = true;
    page.new_body.push_back(web::input(call, "body_name", call.say("counter.body-name"), ""));
}

base::Result<ExchangePage> show_exchange(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                         Which const& which)
{
    auto const found = known(snapshot, which.id);
    if (!found) return found.refusal();
    auto const& [exchange, intake] = *found;
    ExchangePage page;
    page.title = page.number = intake.number;
    page.id = exchange.id;
    page.subject = intake.subject;
    page.destination = exchange.destination_name + " (" + exchange.destination + ")";
    page.since = moment_words(call, intake.taken_at);
    page.state = std::string(name(exchange.state));
    page.state_words = call.say("counter.exchange-" + page.state);
    page.identifier = exchange.identifier;
    page.note = exchange.note;
    page.intake = "/oficina/taulell/presentacions/" + intake.id.text;
    // texts: counter.exchange-infected counter.exchange-unreadable counter.exchange-not-scanned
    auto const against = stands_against(snapshot, intake);
    if (!intake.obliged.empty())
        page.obliged = call.say("counter.exchange-obliged");
    else if (against.empty())
        page.file = address(exchange.id) + "/fitxer";
    if (!against.empty()) page.waiting = call.say(against);
    for (auto const& paper : intake.papers) {
        auto const kept = uploads::find(snapshot, {paper.upload});
        auto const clean = kept && kept->state == uploads::State::Clean;
        page.papers.push_back({paper.name, clean ? "/fitxers/" + paper.upload + "/contingut" : ""});
    }
    add_notes(page, room, snapshot, call);
    add_form(page, call, exchange.state);
    looked_at_both(call, intake, "counter.exchange");
    return page;
}

// The number as it stands on the paper: who issued it has no place there.
sicres::Interested interested(json::object const& party, db::Snapshot const& snapshot)
{
    auto const document = std::string(party.at("document").as_string());
    auto const number = number_of_another(document);
    auto const* const kind = party.if_contains("document_kind"); // not in what was filed before it was kept
    auto const person = kind ? std::nullopt : identity::person_by_document(snapshot, document);
    return {kind     ? std::string(kind->as_string())
            : person ? person->document_kind
                     : "nif",
            foreign_of(document).number, std::string(party.at("name").as_string()), number && number->organisation};
}

sicres::Message message(Room const& room, db::Snapshot const& snapshot, Found const& found)
{
    auto const& [exchange, intake] = found;
    sicres::Message made;
    made.office = room.office;
    made.office_name = room.cases.body_name;
    made.destination = exchange.destination;
    made.destination_name = exchange.destination_name;
    made.number = intake.number;
    made.subject = intake.subject;
    made.physical = intake.physical;
    made.entered_at = intake.taken_at;
    auto const filed = json::parse(intake.content).as_object();
    if (auto const* const extract = filed.if_contains("extract")) made.extract = std::string(extract->as_string());
    auto const& parties = filed.at("parties").as_array();
    if (parties.size() == 1)
        made.interested.push_back(interested(parties[0].as_object(), snapshot));
    else
        made.represented.emplace_back(interested(parties[0].as_object(), snapshot),
                                      interested(parties[1].as_object(), snapshot));
    return made;
}

// Two papers of one name are two files.
std::string file_name(std::set<std::string>& taken, std::string const& wanted)
{
    auto name = wanted;
    for (int i = 2; !taken.insert(name).second; ++i) name = std::to_string(i) + "-" + wanted;
    return name;
}

base::Result<web::File> export_file(Room& room, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const found = known(snapshot, which.id);
    if (!found) return found.refusal();
    auto const& intake = found->intake;
    // SICRES 4, Canal: paper is none of somebody who is obliged to electronic means.
    if (!intake.obliged.empty()) return Refusal{Refusal::Why::Conflict, "counter.exchange-obliged"};
    if (auto const against = stands_against(snapshot, intake); !against.empty())
        return Refusal{Refusal::Why::Conflict, against};
    auto made = message(room, snapshot, *found);
    std::vector<sicres::File> files;
    std::set<std::string> names{"assentament.xml"};
    for (auto const& paper : intake.papers) {
        auto bytes = uploads::content(room.cases.uploads, snapshot, {paper.upload});
        if (!bytes) return Refusal{Refusal::Why::Conflict, "counter.exchange-unreadable"}; // damaged on our disk
        auto name = file_name(names, paper.name);
        made.annexes.push_back({name, paper.name, paper.type, paper.sha256, paper.bytes});
        files.push_back({std::move(name), std::move(*bytes)});
    }
    files.insert(files.begin(), {"assentament.xml", sicres::xml(made)});
    looked_at_both(call, intake, "counter.exported");
    return web::File{sicres::zip(files, intake.taken_at), "application/zip", intake.number + ".zip", true};
}

struct Noted {
    std::string id, event;
    std::optional<std::string> identifier, note, body, body_name;
};
BOOST_DESCRIBE_STRUCT(Noted, (), (id, event, identifier, note, body, body_name))

struct Moved {
    std::string id, state;
};
BOOST_DESCRIBE_STRUCT(Moved, (), (id, state))
std::string location(Moved const& moved) { return address(moved.id); }

bool good_identifier(std::string_view text)
{
    return !text.empty() && text.size() <= longest_identifier &&
           std::ranges::all_of(text, [](char c) { return std::isalnum(std::uint8_t(c)) || c == '_' || c == '-'; });
}

// Another destination is only of what one rejected (SICRES 4, control message 05).
std::optional<Refusal> judge_body(Room const& room, ExchangeState state, ExchangeEvent event, Noted& made)
{
    made.body = body_code(made.body.value_or(""));
    made.body_name = base::composed(std::string(base::trimmed(made.body_name.value_or(""))));
    if (made.body->empty() && made.body_name->empty()) return {};
    if (state != ExchangeState::Rejected || event != ExchangeEvent::Send)
        return Refusal{Refusal::Why::Unprocessable, "counter.body-when-rejected", "body"};
    if (!is_dir3(*made.body)) return Refusal{Refusal::Why::Unprocessable, "counter.bad-dir3", "body"};
    if (*made.body == room.cases.body) return Refusal{Refusal::Why::Unprocessable, "counter.is-ours", "body"};
    if (!is_body_name(*made.body_name))
        return Refusal{Refusal::Why::Unprocessable, "counter.bad-body-name", "body_name"};
    return {};
}

base::Result<Noted> prepare_note(Room& room, db::Snapshot const& snapshot, web::Call const&, Noted const& in)
{
    auto const found = known(snapshot, in.id);
    if (!found) return found.refusal();
    auto const event = exchange_event_named(in.event);
    if (!event) return Refusal{Refusal::Why::Unprocessable, "field.choice", "event"};
    auto made = in;
    made.identifier = std::string(base::trimmed(in.identifier.value_or("")));
    made.note = std::string(base::trimmed(in.note.value_or("")));
    if (*event == ExchangeEvent::Send && !good_identifier(*made.identifier))
        return Refusal{Refusal::Why::Unprocessable, "counter.bad-identifier", "identifier"};
    auto const says_why =
        *event == ExchangeEvent::Reject || *event == ExchangeEvent::Fail || *event == ExchangeEvent::Close;
    if ((says_why && made.note->empty()) || base::length_in_characters(*made.note) > longest_note)
        return Refusal{Refusal::Why::Unprocessable, "counter.bad-note", "note"};
    if (auto const no = judge_body(room, found->exchange.state, *event, made)) return *no;
    return made;
}

base::Result<Moved> record_note(Room&, act::Act& act, Noted const& in)
{
    auto found = known(act.tx, in.id);
    if (!found) return found.refusal();
    auto& exchange = found->exchange;
    auto const event = *exchange_event_named(in.event);
    auto const then = after(exchange.state, event);
    // Judged for a state that another agent has just left.
    auto const elsewhere = !in.body->empty();
    if (!then || (elsewhere && exchange.state != ExchangeState::Rejected))
        return Refusal{Refusal::Why::Conflict, "counter.exchange-moved", "event"};
    exchange.state = *then;
    if (*then == ExchangeState::Sent && !in.identifier->empty()) exchange.identifier = *in.identifier;
    if (elsewhere) {
        exchange.destination = *in.body;
        exchange.destination_name = *in.body_name;
    }
    exchange.note = *in.note;
    exchange.changed_at = act.at;
    store::put(act.tx, exchange, act.by.staff);
    store::append(act.tx, exchange.id,
                  {event, event == ExchangeEvent::Send ? exchange.identifier : "", exchange.note, exchange.destination,
                   exchange.destination_name, act.by.staff, act.at});
    // Llei 39/2015, art. 16.4: the person hears where their papers are. texts: thread.kind-exchange-*
    auto const where = found->intake.number + (elsewhere ? " · " + exchange.destination_name : "");
    thread::append(act, {found->intake.interested, "", "exchange-" + std::string(name(*then)), exchange.id, where});
    audit::record(act, "counter.exchange-noted", found->intake.interested, exchange.id);
    return Moved{exchange.id, std::string(name(*then))};
}

}

void exchange_routes(web::Router& on, Room& room)
{
    auto const sender = web::staff("counter.exchange");
    on.look("/oficina/taulell/intercanvi", sender, room, show_queue);
    on.look("/oficina/taulell/intercanvi/{id}", sender, room, show_exchange);
    on.act("/oficina/taulell/intercanvi/{id}", sender, room, prepare_note, record_note);
    on.look("/oficina/taulell/intercanvi/{id}/fitxer", sender, room, export_file,
            {.slow = true, .gives = "application/zip"});
}

}
