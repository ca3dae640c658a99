// SPDX-License-Identifier: EUPL-1.2
// The form of a procedure on one dense page, filled in by the officer with whoever is there; kept whatever it is.
#include "rooms/assistance/pages.h"
#include "rooms/audit/audit.h"

namespace assistance {
namespace {

using base::Refusal;

struct FormAsked {
    std::string id;
    std::optional<std::string> mes, desat;
};
BOOST_DESCRIBE_STRUCT(FormAsked, (), (id, mes, desat))

struct FormPage {
    static constexpr auto view = "assistance/form";
    std::string title, id, person, document, seen;
    std::vector<forms::Section> sections;
    bool files = false, saved = false, form = true;
};
BOOST_DESCRIBE_STRUCT(FormPage, (), (title, id, person, document, seen, sections, files, saved, form))

base::Result<FormPage> show_form(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                 FormAsked const& asked)
{
    auto const found = own(snapshot, call.by, asked.id);
    if (!found) return found.refusal();
    auto const opened = forms::open(room.cases.forms, snapshot, call, found->draft.text);
    if (!opened) return opened.refusal();
    auto whole = forms::draw_whole(room.cases.forms, snapshot, call, *opened, asked.mes.value_or(""));
    FormPage page;
    page.title = opened->procedure->title.in(call.language);
    page.id = found->id.text;
    if (auto const person = identity::person(snapshot, found->person)) {
        page.person = person->name;
        page.document = person->document_number;
    }
    page.seen = whole.seen;
    page.sections = std::move(whole.sections);
    page.files = whole.files;
    page.saved = asked.desat == "si";
    call.looked_at(found->person, "assistance.form");
    return page;
}

struct FormSent {
    std::string id;
    std::optional<std::string> accio, vist;
    web::Rest answers;
};
BOOST_DESCRIBE_STRUCT(FormSent, (), (id, accio, vist, answers))

struct FormReady {
    store::Assistance of;
    std::string action;
    std::shared_ptr<forms::StepReady const> sent;
};

struct FormSaved {
    std::string id, next;
};
BOOST_DESCRIBE_STRUCT(FormSaved, (), (id, next))
std::string location(FormSaved const& saved) { return saved.next; }

base::Result<FormReady> prepare_form(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     FormSent const& sent)
{
    auto const found = own(snapshot, call.by, sent.id);
    if (!found) return found.refusal();
    auto opened = forms::open(room.cases.forms, snapshot, call, found->draft.text);
    if (!opened) return opened.refusal();
    auto const action = sent.accio.value_or("continua");
    return FormReady{*found, action,
                     forms::read_whole(room.cases.forms, snapshot, call, std::move(*opened),
                                       {action, sent.vist.value_or(""), sent.answers.fields})};
}

// Another answer, another request: what was consented to is no more what would be filed.
void change(act::Act& act, store::Assistance const& of, std::string const& before, json::object const& typed)
{
    auto const then = after(of.state, Event::Change);
    if (then && *then != of.state && forms::seal_of(typed) != before) store::move(act, of.id, *then);
}

base::Result<FormSaved> record_form(Room& room, act::Act& act, FormReady const& ready)
{
    auto const now = own(act.tx, act.by, ready.of.id.text);
    if (!now) return now.refusal();
    auto const draft = forms::open_draft(act.tx, act.by, now->draft.text);
    if (!draft) return draft.refusal();
    auto kept = forms::keep_whole(room.cases.forms, act, *ready.sent);
    if (!kept) return kept.refusal();
    change(act, *now, forms::seal_of(draft->typed), kept->draft.typed);
    if (!kept->faults.empty()) {
        auto all = base::together(std::move(kept->faults));
        all.kept = true; // what was typed is kept also when it is not right: nobody types it twice
        return all;
    }
    auto const here = address(now->id);
    if (ready.action == "desa") return FormSaved{now->id.text, here + "?desat=si"};
    if (!kept->more.empty()) return FormSaved{now->id.text, here + "?mes=" + kept->more + "#" + kept->more};
    if (kept->stays) return FormSaved{now->id.text, here + (kept->at.empty() ? "" : "#" + kept->at)};
    return FormSaved{now->id.text, address(now->id, "presenta")};
}

// As one types, by a script; the same seal as the page's.
struct Typed {
    std::string id;
    json::object answers;
    std::optional<std::string> page, seen;
};
BOOST_DESCRIBE_STRUCT(Typed, (), (id, answers, page, seen))

struct TypedReady {
    store::Assistance of;
    std::shared_ptr<catalogue::Procedure const> procedure;
    json::object answers;
    std::string seen;
};

struct Seal {
    std::string page, seen;
};
BOOST_DESCRIBE_STRUCT(Seal, (), (page, seen))
struct TypedSaved {
    std::string id, saved_at;
    std::vector<Seal> pages;
};
BOOST_DESCRIBE_STRUCT(TypedSaved, (), (id, saved_at, pages))

base::Result<TypedReady> prepare_typed(Room& room, db::Snapshot const& snapshot, web::Call const& call, Typed const& in)
{
    auto const found = own(snapshot, call.by, in.id);
    if (!found) return found.refusal();
    auto const opened = forms::open(room.cases.forms, snapshot, call, found->draft.text);
    if (!opened) return opened.refusal();
    for (auto const& each : in.answers)
        if (!opened->form().find(each.key()))
            return Refusal{Refusal::Why::Unprocessable, "field.unknown",
                           "answers." + std::string(each.key()).substr(0, 60)};
    return TypedReady{*found, opened->procedure, in.answers, in.seen.value_or("")};
}

base::Result<TypedSaved> record_typed(Room&, act::Act& act, TypedReady const& ready)
{
    auto const now = own(act.tx, act.by, ready.of.id.text);
    if (!now) return now.refusal();
    auto const draft = forms::open_draft(act.tx, act.by, now->draft.text);
    if (!draft) return draft.refusal();
    auto const& form = *ready.procedure->form;
    if (!ready.seen.empty() && ready.seen != forms::seal_of_whole(form, draft->typed))
        return Refusal{Refusal::Why::Conflict, "assistance.changed-elsewhere"};
    auto const saved = forms::save(act, draft->id, ready.answers);
    if (!saved) return saved.refusal();
    change(act, *now, forms::seal_of(draft->typed), saved->typed);
    return TypedSaved{
        now->id.text, base::rfc3339(saved->saved_at), {{"all", forms::seal_of_whole(form, saved->typed)}}};
}

base::Result<store::Assistance> prepare_abandon(Room&, db::Snapshot const& snapshot, web::Call const& call,
                                                Named const& in)
{
    return own(snapshot, call.by, in.id);
}

struct Abandoned {};
BOOST_DESCRIBE_STRUCT(Abandoned, (), ())
std::string location(Abandoned const&) { return "/oficina/assistencia"; }

base::Result<Abandoned> record_abandon(Room&, act::Act& act, store::Assistance const& ready)
{
    auto const now = own(act.tx, act.by, ready.id.text);
    if (!now) return now.refusal();
    store::move(act, now->id, *after(now->state, Event::Abandon));
    auto const draft = forms::draft(act.tx, now->draft);
    if (draft && draft->state == forms::DraftState::Open)
        if (auto const done = forms::move(act, now->draft, forms::DraftEvent::Abandon); !done) return done.refusal();
    audit::record(act, "assistance.abandoned", now->person, now->id.text);
    return Abandoned{};
}

}

void form_routes(web::Router& on, Room& room)
{
    auto const agent = web::staff("counter.attend");
    on.look("/oficina/assistencia/{id}", agent, room, show_form);
    on.act("/oficina/assistencia/{id}", agent, room, prepare_form, record_form,
           {.body_limit = std::size_t(room.cases.uploads.setting.largest_form) + 256 * 1024, .waits = true});
    on.change("/oficina/assistencia/{id}", agent, room, prepare_typed, record_typed,
              {.body_limit = 256 * 1024, .for_programs = true});
    on.act("/oficina/assistencia/{id}/descarta", agent, room, prepare_abandon, record_abandon);
}

}
