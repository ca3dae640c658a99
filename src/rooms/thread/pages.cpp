// SPDX-License-Identifier: EUPL-1.2
// One's own thread, and in the office a person's, found by document number (never in an address).
#include "base/identifiers.h"
#include "base/text.h"
#include "rooms/audit/audit.h"
#include "rooms/thread/thread.h"
#include "web/parts.h"
#include "web/sensitive.h"

namespace thread {
namespace {

using base::Refusal;
constexpr int page_size = 30;

struct Told {
    std::string id, at, day, time, what, who, channel, note;
};
BOOST_DESCRIBE_STRUCT(Told, (), (id, at, day, time, what, who, channel, note))

struct MinePage {
    static constexpr auto view = "thread/mine";
    std::string title;
    std::vector<Told> items;
    std::string next;
};
BOOST_DESCRIBE_STRUCT(MinePage, (), (title, items, next))

struct MineAsked {
    std::optional<std::string> abans;
};
BOOST_DESCRIBE_STRUCT(MineAsked, (), (abans))

Told told(web::Call const& call, Line const& line)
{
    return {line.id,
            base::rfc3339(line.at),
            base::day_in_words(base::local_day(line.at), call.language),
            base::local_time(line.at),
            what_words(call, line),
            who_words(call, line),
            call.say("web.channel-" + line.channel),
            line.note};
}

base::Result<MinePage> show_mine(Room&, db::Snapshot const& snapshot, web::Call const& call, MineAsked const& asked)
{
    MinePage page;
    page.title = call.say("thread.mine-title");
    auto const before = asked.abans && base::is_id_text(*asked.abans) ? *asked.abans : std::string();
    for (auto const& line : of_person(snapshot, {call.by, ""}, call.by.person, before, page_size))
        page.items.push_back(told(call, line));
    if (page.items.size() == std::size_t(page_size)) page.next = "/carpeta/historial?abans=" + page.items.back().id;
    call.looked_at(call.by.person, "thread.list");
    return page;
}

struct PersonAsked {
    std::optional<std::string> document, abans, fet;
};
BOOST_DESCRIBE_STRUCT(PersonAsked, (), (document, abans, fet))

struct PersonPage {
    static constexpr auto view = "thread/person";
    std::string title;
    web::Input document;
    bool found = false, covered = false, saved = false;
    web::Uncover uncover;
    web::Covered name, number;
    std::string asked; // the number again, for the next page and for uncovering
    std::vector<Told> items;
    std::string before;
    web::Input new_note;
};
BOOST_DESCRIBE_STRUCT(PersonPage, (),
                      (title, document, found, covered, saved, uncover, name, number, asked, items, before, new_note))

base::Result<PersonPage> show_person(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     PersonAsked const& asked)
{
    PersonPage page;
    page.title = call.say("thread.person-title");
    page.document = web::input(call, "document", call.say("thread.document"), call.say("thread.document-hint"));
    page.document.code = true;
    page.new_note = web::input(call, "note", call.say("thread.note"), call.say("thread.note-hint"));
    page.saved = asked.fet == "nota";
    auto const typed = asked.document.value_or(call.value("document")); // also of a refused note
    if (typed.empty()) return page;
    auto const number = base::document_number(typed);
    auto const person = number ? room.person(snapshot, number->text) : std::nullopt;
    if (!person && call.refused) return page;
    if (!person) return Refusal{Refusal::Why::NotFound, "thread.no-person", "document"};
    page.found = true;
    page.asked = number->text;
    page.document.value = number->text;
    page.name = web::sensitive(call, person->name, web::Mask::Name, person->id, "thread.person");
    page.number = web::sensitive(call, person->document, web::Mask::Document, person->id, "thread.person");
    page.covered = page.name.masked;
    page.uncover = {.action = "/oficina/persones",
                    .field = "document",
                    .value = number->text,
                    .label = call.say("thread.show-person")};
    if (page.covered) call.looked_at(person->id, "thread.list");
    auto const before = asked.abans && base::is_id_text(*asked.abans) ? *asked.abans : std::string();
    Viewer const viewer{call.by, room.unit_of(snapshot, call.by.staff)};
    for (auto const& line : of_person(snapshot, viewer, person->id, before, page_size))
        page.items.push_back(told(call, line));
    if (page.items.size() == std::size_t(page_size)) page.before = page.items.back().id;
    return page;
}

struct NoteWritten {
    std::string document, note;
    bool confidential = false;
};
BOOST_DESCRIBE_STRUCT(NoteWritten, (), (document, note, confidential))

struct NoteReady {
    Item item;
};

base::Result<NoteReady> prepare_note(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     NoteWritten const& in)
{
    auto const number = base::document_number(in.document);
    auto const person = number ? room.person(snapshot, number->text) : std::nullopt;
    if (!person) return Refusal{Refusal::Why::NotFound, "thread.no-person", "document"};
    auto const note = std::string(base::trimmed(in.note));
    if (note.empty() || note.size() > 2000) return Refusal{Refusal::Why::Unprocessable, "thread.bad-note", "note"};
    auto const unit = room.unit_of(snapshot, call.by.staff);
    if (in.confidential && unit.empty()) return Refusal{Refusal::Why::Unprocessable, "thread.no-unit", "confidential"};
    return NoteReady{
        {person->id, "", "note", "", note, in.confidential ? Sight::Unit : Sight::Office, in.confidential ? unit : ""}};
}

struct NoteKept {};
BOOST_DESCRIBE_STRUCT(NoteKept, (), ())
std::string location(NoteKept const&) { return "/oficina/persones?fet=nota"; }

base::Result<NoteKept> keep_note(Room&, act::Act& act, NoteReady const& ready)
{
    append(act, ready.item);
    audit::record(act, "thread.note", ready.item.person, "");
    return NoteKept{};
}

}

// texts: thread.kind-*
std::string what_words(web::Call const& call, Line const& line) { return call.say("thread.kind-" + line.kind); }
std::string who_words(web::Call const& call, Line const& line) { return call.say("thread.actor-" + line.actor); }

void routes(web::Router& on, Room& room)
{
    auto const sees = web::staff("people.see");
    on.look("/carpeta/historial", web::citizen(act::Level::Low), room, show_mine);
    on.look("/oficina/persones", sees, room, show_person);
    on.ask("/oficina/persones", sees, room, show_person);
    on.look("/oficina/persones/nota", sees, room, show_person); // shown again after a refusal
    on.act("/oficina/persones/nota", sees, room, prepare_note, keep_note);
}

}
