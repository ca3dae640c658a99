// SPDX-License-Identifier: EUPL-1.2
// One entry in the office: everything of it, its place in the log, and the acts that add a fact to it.
#include "rooms/registry/pages.h"
#include "web/sensitive.h"

#include <algorithm>

namespace registry {
namespace {

using base::Refusal;

struct Which {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id))

struct PartyShown {
    std::string role;
    web::Covered name, document;
};
BOOST_DESCRIBE_STRUCT(PartyShown, (), (role, name, document))

struct PaperShown {
    std::string name, type, sha256;
    std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(PaperShown, (), (name, type, sha256, bytes))

struct LogPlace {
    std::int64_t position = 0, size = 0;
    std::string leaf;
    bool kept = false;
};
BOOST_DESCRIBE_STRUCT(LogPlace, (), (position, size, leaf, kept))

struct EntryPage {
    static constexpr auto view = "registry/entry";
    std::string title, number, id, kind, subject, presented_at, presented_words, effective_at, effective_words,
        effect_told, channel, unit, procedure, destination, sending_body, staff, day, receipt;
    std::vector<web::Fact> told;
    std::vector<PartyShown> parties;
    std::vector<PaperShown> papers;
    std::vector<NoteShown> notes;
    LogPlace log;
    bool annulled = false, covered = false, can_correct = false, can_annul = false;
    web::Uncover uncover;
    web::Select field;
    web::Input value, reason;
    std::string annul; // where it is done, for whoever may
};
BOOST_DESCRIBE_STRUCT(EntryPage, (),
                      (title, number, id, kind, subject, presented_at, presented_words, effective_at, effective_words,
                       effect_told, channel, unit, procedure, destination, sending_body, staff, day, receipt, told,
                       parties, papers, notes, log, annulled, covered, can_correct, can_annul, uncover, field, value,
                       reason, annul))

std::string address(EntryId const& id) { return "/oficina/registre/assentaments/" + id.text; }

void add_facts(EntryPage& page, Book const& book, db::Snapshot const& snapshot, web::Call const& call,
               Entry const& entry)
{
    page.title = page.number = text_of(entry.number);
    page.id = entry.id.text;
    page.kind = call.say("registry.kind-" + entry.kind);
    page.subject = entry.subject;
    page.presented_at = base::rfc3339(entry.presented_at);
    page.presented_words = moment(call.texts, call.language, entry.presented_at);
    if (entry.effective_at) {
        page.effective_at = base::rfc3339(*entry.effective_at);
        page.effective_words = moment(call.texts, call.language, *entry.effective_at);
    }
    page.effect_told = effect_told(call.texts, call.language, entry);
    page.channel = call.say("web.channel-" + entry.channel);
    page.unit = entry.unit;
    page.procedure = entry.procedure;
    page.destination = entry.destination;
    page.sending_body = entry.sending_body;
    if (!entry.staff.empty() && book.setting.staff_name)
        page.staff = book.setting.staff_name(snapshot, act::StaffId{entry.staff});
    page.day = "/oficina/registre/dia/" + base::iso(base::local_day(entry.presented_at));
    for (auto const& [label, value] : entry.told)
        if (!value.empty()) page.told.push_back({label, value, "", false});
}

void add_people(EntryPage& page, web::Call const& call, Entry const& entry)
{
    for (auto const& party : entry.parties) {
        page.parties.push_back(
            {call.say(party.representative ? "registry.representative" : "registry.interested"),
             web::sensitive(call, party.name, web::Mask::Name, party.person, "registry.entry"),
             web::sensitive(call, party.document, web::Mask::Document, party.person, "registry.entry")});
        page.covered |= page.parties.back().name.masked;
    }
    page.uncover = {
        .action = address(entry.id), .field = "id", .value = entry.id.text, .label = call.say("registry.show-parties")};
}

void add_acts(EntryPage& page, web::Call const& call)
{
    // Annulling has a page of its own: nobody does it meaning to correct.
    auto const annulling = call.path.ends_with("/anullacio");
    auto const may_annul = !page.annulled && call.by.may("registry.annul");
    page.can_correct = !page.annulled && !annulling && call.by.may("registry.correct");
    page.can_annul = may_annul && annulling;
    if (may_annul && !annulling) page.annul = address({page.id}) + "/anullacio";
    std::vector<web::Choice> fields;
    for (int i = 0; i <= int(Field::Papers); ++i) {
        auto const of = std::string(name(Field(i)));
        fields.push_back({of, call.say("registry.field-" + of), ""});
    }
    page.field = web::select(call, "field", call.say("registry.field"), "", call.value("field", "subject"), fields);
    page.value = web::input(call, "value", call.say("registry.value"), "");
    page.reason = web::input(call, "reason", call.say("registry.reason"), call.say("registry.reason-hint"));
}

base::Result<EntryPage> show_entry(Book& book, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const entry = store::by_id(snapshot, EntryId{which.id});
    if (!entry) return Refusal{Refusal::Why::NotFound, "registry.no-entry"};
    EntryPage page;
    add_facts(page, book, snapshot, call, *entry);
    add_people(page, call, *entry);
    for (auto const& paper : entry->papers) page.papers.push_back({paper.name, paper.type, paper.sha256, paper.bytes});
    page.notes = notes_shown(snapshot, call, entry->id);
    page.annulled = std::ranges::any_of(page.notes, [](auto const& note) { return note.kind == "annulment"; });
    auto const leaf = tree::hashes(snapshot)({0, entry->leaf});
    page.log = {entry->leaf + 1, tree::size(snapshot), base::hex(leaf),
                leaf == merkle::leaf_hash(entry->salt, canonical(*entry, book.setting.body))};
    if (store::receipt(book, snapshot, entry->id)) page.receipt = address(entry->id) + "/rebut";
    add_acts(page, call);
    call.looked_at({}, "registry.entry");
    return page;
}

base::Result<web::File> show_receipt(Book& book, db::Snapshot const& snapshot, web::Call const& call,
                                     Which const& which)
{
    auto const receipt = store::receipt(book, snapshot, EntryId{which.id});
    if (!receipt) return Refusal{Refusal::Why::NotFound, "registry.no-entry"};
    call.looked_at(receipt->holder, "registry.receipt");
    return receipt_file(book, receipt->entry);
}

struct Correcting {
    std::string id, field, value, reason;
};
BOOST_DESCRIBE_STRUCT(Correcting, (), (id, field, value, reason))

struct Annulling {
    std::string id, reason;
};
BOOST_DESCRIBE_STRUCT(Annulling, (), (id, reason))

struct Noted {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Noted, (), (id))
std::string location(Noted const& noted) { return address({noted.id}); }

std::optional<Field> field_named(std::string_view text)
{
    for (int i = 0; i <= int(Field::Papers); ++i)
        if (name(Field(i)) == text) return Field(i);
    return {};
}

base::Result<Correcting> prepare_correction(Book&, db::Snapshot const&, web::Call const&, Correcting const& in)
{
    if (!field_named(in.field)) return Refusal{Refusal::Why::Unprocessable, "field.choice", "field"};
    return in;
}

base::Result<Noted> record_correction(Book& book, act::Act& act, Correcting const& in)
{
    auto const done = correct(book, act, {in.id}, *field_named(in.field), in.value, in.reason);
    if (!done) return done.refusal();
    return Noted{in.id};
}

base::Result<Annulling> prepare_annulment(Book&, db::Snapshot const&, web::Call const&, Annulling const& in)
{
    return in;
}

base::Result<Noted> record_annulment(Book& book, act::Act& act, Annulling const& in)
{
    auto const done = annul(book, act, {in.id}, in.reason);
    if (!done) return done.refusal();
    return Noted{in.id};
}

}

void entry_routes(web::Router& on, Book& book)
{
    std::string const entry = "/oficina/registre/assentaments/{id}";
    auto const clerk = web::staff("registry.see"), corrector = web::staff("registry.correct"),
               annuller = web::staff("registry.annul");
    on.look(entry, clerk, book, show_entry);
    on.ask(entry, clerk, book, show_entry); // with the reason that uncovers
    on.look(entry + "/rebut", clerk, book, show_receipt, {.slow = true, .gives = "application/pdf"});
    on.look(entry + "/correccio", corrector, book, show_entry);
    on.act(entry + "/correccio", corrector, book, prepare_correction, record_correction);
    on.look(entry + "/anullacio", annuller, book, show_entry, {.step_up = true});
    on.act(entry + "/anullacio", annuller, book, prepare_annulment, record_annulment, {.step_up = true});
}

}
