// SPDX-License-Identifier: EUPL-1.2
// Check your answers, sign, file; and the generic application in one call, for programs.
#include "rooms/cases/filing.h"
#include "rooms/cases/pages.h"
#include "web/parts.h"

#include <algorithm>

namespace cases {
namespace {

using base::Refusal;
using forms::Assessed;

struct CheckAsked {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(CheckAsked, (), (id))

struct Line {
    std::string label, value, href;
};
BOOST_DESCRIBE_STRUCT(Line, (), (label, value, href))

struct Group {
    std::string title, href;
    std::vector<Line> lines;
};
BOOST_DESCRIBE_STRUCT(Group, (), (title, href, lines))

struct CheckPage {
    static constexpr auto view = "cases/check";
    std::string title, id, back, seen;
    std::vector<Line> people;
    std::vector<Group> groups;
    std::vector<std::string> told;
    std::vector<web::Checkboxes> sign;
    bool complete = false, signs = false, prove = false, by_certificate = false;
};
BOOST_DESCRIBE_STRUCT(CheckPage, (),
                      (title, id, back, seen, people, groups, told, sign, complete, signs, prove, by_certificate))

// Of all that a person reads before they sign: their answers, and the form in whose words they were asked.
std::string seal_of(forms::Opened const& opened)
{
    return forms::seal_of(opened.draft.typed) + "." + std::to_string(opened.procedure->version);
}

std::vector<Line> people(Room& room, db::Snapshot const& snapshot, web::Call const& call)
{
    std::vector<Line> lines;
    for (auto const& party : parties_of(room, snapshot, call.by))
        lines.push_back({call.say(party.representative ? "cases.representative" : "cases.interested"),
                         party.name + " · " + party.document, ""});
    return lines;
}

// Term and effect of silence, told at the moment of filing (Llei 39/2015, art. 21.4).
std::vector<std::pair<std::string, std::string>> informs(web::Call const& call, catalogue::Procedure const& procedure)
{
    std::vector<std::pair<std::string, std::string>> told{{call.say("cases.term"), procedure.term.in(call.language)}};
    if (procedure.silence != "not_applicable") // texts: cases.silence-*
        told.emplace_back(call.say("cases.silence"), call.say("cases.silence-" + procedure.silence));
    return told;
}

base::Result<CheckPage> show_check(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                   CheckAsked const& asked)
{
    auto const opened = forms::open(room.forms, snapshot, call, asked.id);
    if (!opened) return opened.refusal();
    auto const& form = opened->form();
    auto const here = forms::surroundings(room.forms, snapshot, call.by, call.at, call.language);
    auto const assessed = forms::assess(form, opened->draft.typed, here);
    CheckPage page;
    page.title = call.say("cases.check-title");
    page.id = opened->draft.id.text;
    page.back = "/esborranys/" + page.id;
    page.seen = seal_of(*opened);
    page.complete = assessed.complete();
    page.signs = catalogue::signature_may_be_asked(form.files);
    page.people = people(room, snapshot, call);
    for (std::size_t i = 0; i < form.pages.size(); ++i) {
        if (assessed.pages[i] == Assessed::Progress::Hidden) continue;
        auto const change = forms::step_address(opened->draft, form.pages[i].id) + "?torna=presenta";
        Group group{form.pages[i].title.in(call.language), change, {}};
        for (auto const& each : forms::told(form.pages[i], assessed.values, call, here))
            group.lines.push_back({each.label, each.value, change + "#" + each.key});
        page.groups.push_back(std::move(group));
    }
    for (auto const& [label, value] : informs(call, *opened->procedure)) page.told.push_back(label + ": " + value);
    if (page.signs) {
        page.by_certificate = room.certificates != nullptr;
        page.prove = may_sign(call.by, call.at).has_value();
        page.sign.push_back(web::checkboxes(call, "signo", call.say("cases.sign-legend"), call.say("cases.sign-hint"),
                                            {}, {{"si", call.say("cases.sign"), ""}}));
    }
    call.looked_at(call.by.subject(), "forms.check");
    return page;
}

struct FileAsked {
    std::string id;
    bool signo = false;
    std::optional<std::string> vist; // the seal of what was shown
};
BOOST_DESCRIBE_STRUCT(FileAsked, (), (id, signo, vist))

// The papers of every file field that is shown, in the order of the form.
void gather(std::vector<forms::Attached>& papers, std::vector<catalogue::Field> const& fields,
            json::object const& values, forms::Surroundings const& here)
{
    for (auto const& field : fields) {
        auto const* const value = values.if_contains(field.key);
        if (!value) continue;
        if (field.type == "group")
            for (auto const& row : value->as_array()) gather(papers, field.fields, row.as_object(), here);
        if (field.type == "file")
            for (auto const& id : value->as_array())
                if (auto const found = here.attached(std::string(id.as_string()));
                    found && std::ranges::find(papers, found->id, &forms::Attached::id) == papers.end())
                    papers.push_back(*found);
    }
}

std::string subject_of(catalogue::Form const& form, json::object const& values, std::string const& otherwise)
{
    auto const* const said = form.subject.empty() ? nullptr : values.if_contains(form.subject);
    auto subject = said ? std::string(said->as_string()) : otherwise;
    std::ranges::replace_if(
        subject, [](char c) { return std::uint8_t(c) < 0x20 || c == 0x7f; }, ' ');
    return first_characters(subject, 240);
}

base::Result<base::Done> judge_papers(Room& room, db::Snapshot const& snapshot, Prepared const& what)
{
    std::vector<uploads::Kept> kept;
    for (auto const& paper : what.papers)
        if (auto const found = uploads::find(snapshot, {paper.id})) kept.push_back(*found);
    return uploads::judge(room.uploads.setting.own, kept, 1, std::int64_t(what.content.size()));
}

json::array with_hashes(std::vector<forms::Attached> const& papers)
{
    json::array list;
    for (auto const& each : papers)
        list.push_back(
            json::object{{"name", each.name}, {"type", each.type}, {"bytes", each.bytes}, {"sha256", each.sha256}});
    return list;
}

// Everything of a filing that a form's answers decide, but who signs it and when.
base::Result<Prepared> composed(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                catalogue::Procedure const& procedure, json::object const& typed,
                                std::vector<registry::Party> parties)
{
    auto const& form = *procedure.form;
    auto const here = forms::surroundings(room.forms, snapshot, call.by, call.at, call.language);
    auto const assessed = forms::assess(form, typed, here);
    if (!assessed.complete()) return base::together(assessed.faults);
    Prepared what;
    what.parties = std::move(parties);
    what.subject = subject_of(form, assessed.values, procedure.title.in(call.language));
    what.signs = catalogue::signature_may_be_asked(form.files);
    for (auto const& page : form.pages) {
        gather(what.papers, page.fields, assessed.values, here);
        for (auto const& each : forms::told(page, assessed.values, call, here))
            what.told.emplace_back(each.label, each.value);
    }
    what.answers = assessed.values;
    return what;
}

json::object content_of(Room const& room, web::Call const& call, catalogue::Procedure const& procedure,
                        forms::Draft const& draft, Prepared const& what)
{
    json::object content{{"procedure", procedure.id},
                         {"version", procedure.version},
                         {"title", procedure.title.in(call.language)},
                         {"language", call.language},
                         {"files", catalogue::name(procedure.form->files)},
                         {"parties", in_words(what.parties)},
                         {"addressed_to", addressed_to(room)},
                         {"answers", what.answers},
                         {"sources", draft.sources},
                         {"told", in_words(what.told)}};
    if (draft.id) content["draft"] = draft.id.text; // what is signed for one is nothing for another that says the same
    if (!what.papers.empty()) content["papers"] = with_hashes(what.papers); // so that the signature is over them too
    return content;
}

base::Result<Prepared> compose(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                               std::shared_ptr<catalogue::Procedure const> procedure, forms::Draft const& draft,
                               Signing how)
{
    auto made = composed(room, snapshot, call, *procedure, draft.typed, parties_of(room, snapshot, call.by));
    if (!made) return made;
    auto& what = *made;
    what.id = FilingId::fresh(call.at);
    what.kind = "application";
    what.file_name = call.say("cases.file-application");
    what.language = call.language;
    what.interested = call.by.subject();
    auto content = content_of(room, call, *procedure, draft, what);
    content["at"] = base::rfc3339(call.at);
    auto const who = room.person(snapshot, call.by.person);
    if (!who) return Refusal{Refusal::Why::Forbidden, "cases.nobody"};
    what.content =
        signed_content(std::move(content), call.by, *who, call.channel, call.at, what.signs ? how : Signing::None);
    what.told.insert(what.told.begin(), {call.say("cases.content"), ""});
    what.told.emplace_back(call.say("cases.afterwards"), "");
    for (auto& each : informs(call, *procedure)) what.told.push_back(std::move(each));
    what.procedure = std::move(procedure);
    if (auto const fit = judge_papers(room, snapshot, what); !fit) return fit.refusal();
    return made;
}

base::Result<Prepared> prepare_file(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                    FileAsked const& asked)
{
    auto const opened = forms::open(room.forms, snapshot, call, asked.id);
    if (!opened) return opened.refusal();
    if (catalogue::signature_may_be_asked(opened->form().files)) {
        if (auto const no = may_sign(call.by, call.at)) return *no;
        if (!asked.signo && !signs_by_calling(call.by))
            return Refusal{Refusal::Why::Unprocessable, "cases.must-sign", "signo"};
    }
    if (!asked.vist && !signs_by_calling(call.by)) return Refusal{Refusal::Why::Conflict, "cases.changed"};
    return compose_draft(room, snapshot, call, asked.id, asked.vist, Signing::ByIdentity);
}

base::Result<Filed> record_file(Room& room, act::Act& act, Prepared const& what) { return file(room, act, what); }

struct GenericAsked {
    std::string subject, facts, request;
    std::vector<std::string> attachments;
};
BOOST_DESCRIBE_STRUCT(GenericAsked, (), (subject, facts, request, attachments))

// The generic application at once: its form's own fields, judged by the form as it is in force.
base::Result<Prepared> prepare_generic(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                       GenericAsked const& asked)
{
    auto const shelf = room.procedures.shelf(call.at);
    auto const* const found = shelf->find(generic_procedure);
    if (!found || !found->form) return Refusal{Refusal::Why::NotFound, "cases.no-generic"};
    if (auto const no = forms::may_file(snapshot, call.by, *found, call.at)) return *no;
    if (!signs_by_calling(call.by)) return Refusal{Refusal::Why::Forbidden, "cases.for-programs"};
    if (auto const no = may_sign(call.by, call.at)) return *no;
    forms::Draft whole; // which nobody kept
    auto& typed = whole.typed;
    typed = {{"subject", asked.subject}, {"facts", asked.facts}, {"request", asked.request}};
    json::array files;
    for (auto const& id : asked.attachments) files.emplace_back(id);
    if (!files.empty()) typed["attachments"] = std::move(files);
    return compose(room, snapshot, call, {shelf, found}, whole, Signing::ByIdentity);
}

}

base::Result<Composed> compose_for(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                   forms::Opened const& opened, registry::Party const& interested)
{
    auto const& procedure = *opened.procedure;
    auto what = composed(room, snapshot, call, procedure, opened.draft.typed, {interested});
    if (!what) return what.refusal();
    Composed made{what->subject, content_of(room, call, procedure, opened.draft, *what), {}, std::move(what->told), {}};
    for (auto const& each : what->papers)
        made.papers.push_back({each.id, each.name, each.type, each.sha256, each.bytes});
    made.afterwards = informs(call, procedure);
    return made;
}

// What is filed is what was shown (BOE-A-2022-3527): another device may have changed it meanwhile.
base::Result<Prepared> compose_draft(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     std::string const& id, std::optional<std::string> const& seen, Signing how)
{
    auto const opened = forms::open(room.forms, snapshot, call, id);
    if (!opened) return opened.refusal();
    if (seen && *seen != seal_of(*opened)) return Refusal{Refusal::Why::Conflict, "cases.changed"};
    auto what = compose(room, snapshot, call, opened->procedure, opened->draft, how);
    if (!what) return what;
    what->draft = opened->draft.id;
    what->draft_seal = forms::seal_of(opened->draft.typed);
    return what;
}

// What somebody answered, in the words in which they were asked.
json::array in_words(std::vector<registry::Party> const& parties)
{
    json::array list;
    for (auto const& each : parties)
        list.push_back(json::object{{"name", each.name},
                                    {"document", each.document},
                                    {"role", each.representative ? "representative" : "interested"}});
    return list;
}

json::object addressed_to(Room const& room) { return {{"dir3", room.body}, {"name", room.body_name}}; }

json::array in_words(std::vector<std::pair<std::string, std::string>> const& lines)
{
    json::array list;
    for (auto const& [label, value] : lines) list.push_back(json::object{{"label", label}, {"value", value}});
    return list;
}

std::string first_characters(std::string_view text, std::size_t most)
{
    if (base::length_in_characters(text) <= most) return std::string(text);
    std::string cut;
    std::size_t taken = 0;
    for (auto const point : base::code_points(text)) {
        if (++taken == most) break;
        base::append_utf8(cut, point);
    }
    return cut + "…";
}

void check_routes(web::Router& on, Room& room)
{
    on.look("/esborranys/{id}/presenta", web::citizen(act::Level::Low), room, show_check);
    on.act("/esborranys/{id}/presenta", web::citizen(act::Level::Low), room, prepare_file, record_file);
    // Where a refused beginning of a signature is told.
    if (room.certificates) on.look("/esborranys/{id}/signatura", web::citizen(act::Level::Low), room, show_check);
    on.act("/tramits/instancia-generica", web::citizen(act::Level::Substantial), room, prepare_generic, record_file);
}

}
