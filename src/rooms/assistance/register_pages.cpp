// SPDX-License-Identifier: EUPL-1.2
// The register of habilitated officers (Llei 39/2015, art. 12.3) and the list of procedures that they may file for
// somebody, published in advance (RD 203/2021, art. 30.2), for whoever manages the staff.
#include "base/text.h"
#include "rooms/assistance/pages.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/staff.h"

#include <algorithm>

namespace assistance {
namespace {

using base::Refusal;
constexpr std::size_t longest_reason = 240;

struct RegisterAsked {
    std::optional<std::string> cerca;
};
BOOST_DESCRIBE_STRUCT(RegisterAsked, (), (cerca))

struct OfficerCard {
    std::string id, name, login, post, resolution, term, procedures, state, tag, reason;
    bool active = false;
};
BOOST_DESCRIBE_STRUCT(OfficerCard, (),
                      (id, name, login, post, resolution, term, procedures, state, tag, reason, active))

struct ListedCard {
    std::string id, procedure, title, since;
};
BOOST_DESCRIBE_STRUCT(ListedCard, (), (id, procedure, title, since))

struct RegisterPage {
    static constexpr auto view = "assistance/register";
    std::string title;
    bool filtered = false, form = true;
    web::Input search;
    std::vector<OfficerCard> officers;
    std::vector<ListedCard> listed;
    web::Select procedure;
};
BOOST_DESCRIBE_STRUCT(RegisterPage, (), (title, filtered, form, search, officers, listed, procedure))

std::string procedures_words(Room& room, web::Call const& call, store::Habilitation const& of)
{
    if (of.all) return call.say("assistance.all-listed");
    std::string words;
    for (auto const& each : of.procedures) words += (words.empty() ? "" : "; ") + title_of(room, call, each);
    return words;
}

// Active but not begun yet is told apart: nothing may be filed under it.
std::string state_words(web::Call const& call, Term const& term)
{
    auto const today = base::local_day(call.at);
    auto const state = state_on(term, today);
    if (state == HabilitationState::Active && !in_force(term, today)) return call.say("assistance.not-begun");
    return call.say("assistance.habilitation-" + std::string(name(state))); // texts: assistance.habilitation-*
}

std::vector<OfficerCard> officers(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                  std::string const& words)
{
    std::vector<OfficerCard> list;
    auto const wanted = base::folded(words);
    auto const today = base::local_day(call.at);
    for (auto const& each : store::habilitations(snapshot)) {
        auto const member = staff::member(snapshot, each.staff);
        if (!member) continue;
        auto const text = base::folded(member->name + " " + member->login + " " + each.post + " " + each.resolution);
        if (!wanted.empty() && text.find(wanted) == text.npos) continue;
        auto const active = state_on(each.term, today) == HabilitationState::Active;
        list.push_back({each.id.text, member->name, member->login, each.post,
                        call.say("assistance.resolution-words", {{"resolution", each.resolution},
                                                                 {"day", day_words(each.resolved_on, call.language)}}),
                        term_words(call, each.term), procedures_words(room, call, each), state_words(call, each.term),
                        in_force(each.term, today) ? "green"
                        : active                   ? "yellow"
                                                   : "grey",
                        each.reason, active});
    }
    return list;
}

base::Result<RegisterPage> show_register(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                         RegisterAsked const& asked)
{
    RegisterPage page;
    page.title = call.say("assistance.register-title");
    auto const words = std::string(base::trimmed(asked.cerca.value_or("")));
    page.filtered = !words.empty();
    page.search = web::input(call, "cerca", call.say("assistance.search"), call.say("assistance.search-hint"));
    page.search.value = words;
    page.officers = officers(room, snapshot, call, words);
    std::vector<web::Choice> others{{"", call.say("assistance.choose"), ""}};
    auto const listed = store::listed(snapshot);
    for (auto const& each : listed)
        page.listed.push_back({each.id, each.procedure, title_of(room, call, each.procedure),
                               base::day_in_words(base::local_day(each.at), call.language)});
    for (auto const& each : room.cases.procedures.shelf(call.at)->procedures)
        if (each.form && std::ranges::find(listed, each.id, &store::Listing::procedure) == listed.end())
            others.push_back({each.id, each.title.in(call.language), ""});
    page.procedure = web::select(call, "procedure", call.say("assistance.list-procedure"), "", "", others);
    return page;
}

struct NewPage {
    static constexpr auto view = "assistance/habilitate";
    std::string title;
    bool form = true;
    web::Select staff;
    web::Input post, resolution, resolved_on, from, until;
    web::Checkboxes civil_servant, procedures;
};
BOOST_DESCRIBE_STRUCT(NewPage, (),
                      (title, form, staff, post, resolution, resolved_on, from, until, civil_servant, procedures))

web::Input day_input(web::Call const& call, char const* id, char const* label, std::string const& otherwise)
{
    auto made = web::input(call, id, call.say(label), "");
    made.type = "date";
    if (call.typed.empty()) made.value = otherwise;
    return made;
}

base::Result<NewPage> show_new(Room& room, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    NewPage page;
    page.title = call.say("assistance.new-title");
    std::vector<web::Choice> people{{"", call.say("assistance.choose"), ""}};
    for (auto const& each : staff::members(snapshot))
        if (each.in_force(base::local_day(call.at)))
            people.push_back({each.login, each.name + " (" + each.login + ")", ""});
    page.staff = web::select(call, "staff", call.say("assistance.officer"), "", "", people);
    page.post = web::input(call, "post", call.say("assistance.post"), call.say("assistance.post-hint"));
    page.resolution =
        web::input(call, "resolution", call.say("assistance.resolution"), call.say("assistance.resolution-hint"));
    page.resolved_on = day_input(call, "resolved_on", "assistance.resolved-on", "");
    page.from = day_input(call, "from", "assistance.valid-from", base::iso(base::local_day(call.at)));
    page.until = day_input(call, "until", "assistance.valid-until", "");
    // Art. 12.2: only a civil servant; whoever keeps the register states it.
    page.civil_servant = web::checkboxes(call, "civil_servant", call.say("assistance.civil-servant-legend"), "", {},
                                         {{"si", call.say("assistance.civil-servant"), ""}});
    std::vector<web::Choice> listed;
    for (auto const& each : store::listed(snapshot))
        listed.push_back({each.procedure, title_of(room, call, each.procedure), ""});
    page.procedures = web::checkboxes(call, "procedures", call.say("assistance.procedures"),
                                      call.say("assistance.procedures-hint"), {}, listed);
    return page;
}

struct NewSent {
    std::string staff, post, resolution, resolved_on, from;
    std::optional<std::string> until;
    bool civil_servant = false;
    std::vector<std::string> procedures;
};
BOOST_DESCRIBE_STRUCT(NewSent, (), (staff, post, resolution, resolved_on, from, until, civil_servant, procedures))

struct Changed {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Changed, (), (id))
std::string location(Changed const&) { return "/oficina/habilitats"; }

base::Result<Wanted> prepare_new(Room&, db::Snapshot const& snapshot, web::Call const&, NewSent const& sent)
{
    std::vector<Refusal> faults;
    if (!sent.civil_servant)
        faults.emplace_back(Refusal::Why::Unprocessable, "assistance.must-be-civil-servant", "civil_servant");
    auto const member = staff::member_by_login(snapshot, sent.staff);
    if (!member) faults.emplace_back(Refusal::Why::Unprocessable, "assistance.choose-officer", "staff");
    if (!faults.empty()) return base::together(std::move(faults));
    auto const clean = [](std::string const& text) { return base::composed(std::string(base::trimmed(text))); };
    return Wanted{member->id, clean(sent.post),        clean(sent.resolution), sent.resolved_on,
                  sent.from,  sent.until.value_or(""), sent.procedures};
}

base::Result<Changed> record_new(Room&, act::Act& act, Wanted const& asked)
{
    auto const made = habilitate(act, asked);
    if (!made) return made.refusal();
    return Changed{made->text};
}

struct EndSent {
    std::string id, reason;
};
BOOST_DESCRIBE_STRUCT(EndSent, (), (id, reason))

struct Ending {
    HabilitationId id;
    std::string reason;
};

base::Result<store::Habilitation> active(db::Snapshot const& snapshot, std::string const& id, base::Instant at)
{
    auto found = base::is_id_text(id) ? store::habilitation(snapshot, {id}) : std::nullopt;
    if (!found) return Refusal{Refusal::Why::NotFound, "assistance.no-habilitation"};
    if (!after(state_on(found->term, base::local_day(at)), HabilitationEvent::End))
        return Refusal{Refusal::Why::Conflict, "assistance.ended-already"};
    return std::move(*found);
}

struct EndPage {
    static constexpr auto view = "assistance/end";
    std::string title, id, officer, post, resolution;
    bool form = true;
    web::Textarea reason;
};
BOOST_DESCRIBE_STRUCT(EndPage, (), (title, id, officer, post, resolution, form, reason))

base::Result<EndPage> show_end(Room&, db::Snapshot const& snapshot, web::Call const& call, Named const& asked)
{
    auto const found = active(snapshot, asked.id, call.at);
    if (!found) return found.refusal();
    auto const member = staff::member(snapshot, found->staff);
    EndPage page;
    page.title = call.say("assistance.end-title");
    page.id = found->id.text;
    page.officer = member ? member->name : "";
    page.post = found->post;
    page.resolution = found->resolution;
    page.reason = web::textarea(call, "reason", call.say("assistance.end-reason"), call.say("assistance.end-hint"));
    page.reason.rows = "3";
    return page;
}

base::Result<Ending> prepare_end(Room&, db::Snapshot const& snapshot, web::Call const& call, EndSent const& sent)
{
    auto const found = active(snapshot, sent.id, call.at);
    if (!found) return found.refusal();
    auto reason = base::composed(std::string(base::trimmed(sent.reason)));
    if (reason.empty() || base::length_in_characters(reason) > longest_reason)
        return Refusal{Refusal::Why::Unprocessable, "assistance.bad-reason", "reason"};
    return Ending{found->id, std::move(reason)};
}

base::Result<Changed> record_end(Room&, act::Act& act, Ending const& ready)
{
    auto const now = active(act.tx, ready.id.text, act.at);
    if (!now) return now.refusal();
    store::end(act, ready.id, ready.reason);
    audit::record(act, "assistance.habilitation-ended", {}, ready.id.text);
    return Changed{ready.id.text};
}

struct ListSent {
    std::string procedure;
};
BOOST_DESCRIBE_STRUCT(ListSent, (), (procedure))

// Only what is asked for by a form can be filled in for somebody.
base::Result<ListSent> prepare_list(Room& room, db::Snapshot const&, web::Call const& call, ListSent const& sent)
{
    auto const shelf = room.cases.procedures.shelf(call.at);
    auto const* const found = shelf->find(sent.procedure);
    if (!found || !found->form) return Refusal{Refusal::Why::Unprocessable, "assistance.choose-procedure", "procedure"};
    return sent;
}

base::Result<Changed> record_list(Room&, act::Act& act, ListSent const& sent)
{
    if (auto const done = list(act, sent.procedure); !done) return done.refusal();
    return Changed{sent.procedure};
}

base::Result<Named> prepare_unlist(Room&, db::Snapshot const&, web::Call const&, Named const& sent) { return sent; }

base::Result<Changed> record_unlist(Room&, act::Act& act, Named const& sent)
{
    auto const all = store::listed(act.tx);
    auto const found = std::ranges::find(all, sent.id, &store::Listing::id);
    if (found == all.end()) return Refusal{Refusal::Why::NotFound, "assistance.not-listed"};
    store::end_listing(act, found->id);
    audit::record(act, "assistance.unlisted", {}, found->procedure);
    return Changed{found->procedure};
}

}

void register_routes(web::Router& on, Room& room)
{
    auto const manager = web::staff("staff.manage");
    web::Traits const sensitive{.step_up = true};
    on.look("/oficina/habilitats", manager, room, show_register);
    on.look("/oficina/habilitats/nou", manager, room, show_new, sensitive);
    on.act("/oficina/habilitats/nou", manager, room, prepare_new, record_new, sensitive);
    on.look("/oficina/habilitats/{id}/acaba", manager, room, show_end, sensitive);
    on.act("/oficina/habilitats/{id}/acaba", manager, room, prepare_end, record_end, sensitive);
    on.look("/oficina/habilitats/tramits", manager, room, show_register, sensitive);
    on.act("/oficina/habilitats/tramits", manager, room, prepare_list, record_list, sensitive);
    on.look("/oficina/habilitats/tramits/{id}/treu", manager, room, show_register, sensitive);
    on.act("/oficina/habilitats/tramits/{id}/treu", manager, room, prepare_unlist, record_unlist, sensitive);
}

}
