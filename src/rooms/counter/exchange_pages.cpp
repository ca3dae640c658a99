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

struct Blank {};
BOOST_DESCRIBE_STRUCT(Blank, (), ())

struct Line {
    std::string id, href, number, subject, destination, since, state, state_words;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, href, number, subject, destination, since, state, state_words))

struct Group {
    std::string title;
    std::vector<Line> lines;
};
BOOST_DESCRIBE_STRUCT(Group, (), (title, lines))

struct QueuePage {
    static constexpr auto view = "counter/exchange";
    std::string title;
    std::vector<Group> groups;
};
BOOST_DESCRIBE_STRUCT(QueuePage, (), (title, groups))

std::string address(std::string const& id) { return "/oficina/taulell/intercanvi/" + id; }

// texts: counter.exchange-* counter.event-*
Line line(db::Snapshot const& snapshot, web::Call const& call, store::Exchange const& of)
{
    auto const intake = store::intake(snapshot, of.intake);
    auto const state = std::string(name(of.state));
    Line made{of.id, address(of.id), "", "", "", "", state, call.say("counter.exchange-" + state)};
    if (!intake) return made;
    made.number = intake->number;
    made.subject = intake->subject;
    made.destination = intake->destination_name + " (" + intake->destination + ")";
    made.since = base::day_in_words(base::local_day(intake->taken_at), call.language) + ", " +
                 base::local_time(intake->taken_at);
    return made;
}

base::Result<QueuePage> show_queue(Room&, db::Snapshot const& snapshot, web::Call const& call, Blank const&)
{
    QueuePage page;
    page.title = call.say("counter.queue-title");
    // What has to be done first: send, see to what came back, ask after what was sent.
    for (auto const state : {ExchangeState::Waiting, ExchangeState::Rejected, ExchangeState::Sent,
                             ExchangeState::Confirmed, ExchangeState::Closed}) {
        Group group{call.say("counter.exchange-" + std::string(name(state))), {}};
        for (auto const& each : store::exchanges(snapshot, state, page_size))
            group.lines.push_back(line(snapshot, call, each));
        if (!group.lines.empty()) page.groups.push_back(std::move(group));
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

struct ExchangePage {
    static constexpr auto view = "counter/exchange-one";
    std::string title, id, number, subject, destination, since, state, state_words, identifier, note, file, obliged,
        intake, waiting;
    std::vector<PaperShown> papers;
    bool moves = false;
    web::Radios event;
    web::Input new_identifier;
    web::Textarea new_note;
};
BOOST_DESCRIBE_STRUCT(ExchangePage, (),
                      (title, id, number, subject, destination, since, state, state_words, identifier, note, file,
                       obliged, intake, waiting, papers, moves, event, new_identifier, new_note))

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

// Whose papers a scanner has not spoken of stay here: nobody is sent what may be infected.
bool all_clean(db::Snapshot const& snapshot, store::Intake const& intake)
{
    for (auto const& paper : intake.papers) {
        auto const kept = uploads::find(snapshot, {paper.upload});
        if (!kept || kept->state != uploads::State::Clean) return false;
    }
    return true;
}

base::Result<ExchangePage> show_exchange(Room&, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const found = known(snapshot, which.id);
    if (!found) return found.refusal();
    auto const& [exchange, intake] = *found;
    ExchangePage page;
    auto const shown = line(snapshot, call, exchange);
    page.title = page.number = shown.number;
    page.id = exchange.id;
    page.subject = shown.subject;
    page.destination = shown.destination;
    page.since = shown.since;
    page.state = shown.state;
    page.state_words = shown.state_words;
    page.identifier = exchange.identifier;
    page.note = exchange.note;
    page.intake = "/oficina/taulell/presentacions/" + intake.id.text;
    if (!intake.obliged.empty())
        page.obliged = call.say("counter.exchange-obliged");
    else if (!all_clean(snapshot, intake))
        page.waiting = call.say("counter.exchange-not-scanned");
    else
        page.file = address(exchange.id) + "/fitxer";
    for (auto const& paper : intake.papers) {
        auto const kept = uploads::find(snapshot, {paper.upload});
        auto const clean = kept && kept->state == uploads::State::Clean;
        page.papers.push_back({paper.name, clean ? "/fitxers/" + paper.upload + "/contingut" : ""});
    }
    std::vector<web::Choice> events;
    for (int i = 0; i <= int(ExchangeEvent::Close); ++i)
        if (after(exchange.state, ExchangeEvent(i))) {
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
    call.looked_at(intake.interested, "counter.exchange");
    return page;
}

sicres::Interested interested(json::object const& party, db::Snapshot const& snapshot)
{
    auto const document = std::string(party.at("document").as_string());
    auto const number = number_of_another(document);
    auto const person = identity::person_by_document(snapshot, document);
    return {person ? person->document_kind : "nif", document, std::string(party.at("name").as_string()),
            number && number->organisation};
}

sicres::Message message(Room const& room, db::Snapshot const& snapshot, store::Intake const& intake)
{
    sicres::Message made;
    made.office = room.office;
    made.office_name = room.cases.body_name;
    made.destination = intake.destination;
    made.destination_name = intake.destination_name;
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
    auto made = message(room, snapshot, intake);
    std::vector<sicres::File> files;
    std::set<std::string> names{"assentament.xml"};
    for (auto const& paper : intake.papers) {
        auto bytes = uploads::content(room.cases.uploads, snapshot, {paper.upload});
        if (!bytes) return Refusal{Refusal::Why::Conflict, "counter.exchange-not-scanned"};
        auto name = file_name(names, paper.name);
        made.annexes.push_back({name, paper.name, paper.type, paper.sha256, paper.bytes});
        files.push_back({std::move(name), std::move(*bytes)});
    }
    files.insert(files.begin(), {"assentament.xml", sicres::xml(made)});
    call.looked_at(intake.interested, "counter.exported");
    return web::File{sicres::zip(files, intake.taken_at), "application/zip", intake.number + ".zip", true};
}

struct Noted {
    std::string id, event;
    std::optional<std::string> identifier, note;
};
BOOST_DESCRIBE_STRUCT(Noted, (), (id, event, identifier, note))

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

base::Result<Noted> prepare_note(Room&, db::Snapshot const& snapshot, web::Call const&, Noted const& in)
{
    if (auto const found = known(snapshot, in.id); !found) return found.refusal();
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
    return made;
}

base::Result<Moved> record_note(Room&, act::Act& act, Noted const& in)
{
    auto found = known(act.tx, in.id);
    if (!found) return found.refusal();
    auto& exchange = found->exchange;
    auto const then = after(exchange.state, *exchange_event_named(in.event));
    if (!then) return Refusal{Refusal::Why::Conflict, "counter.exchange-moved", "event"};
    exchange.state = *then;
    if (*then == ExchangeState::Sent && !in.identifier->empty()) exchange.identifier = *in.identifier;
    exchange.note = *in.note;
    exchange.changed_at = act.at;
    store::put(act.tx, exchange, act.by.staff);
    // Llei 39/2015, art. 16.4: the person hears where their papers are. texts: thread.kind-exchange-*
    thread::append(
        act, {found->intake.interested, "", "exchange-" + std::string(name(*then)), exchange.id, found->intake.number});
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
