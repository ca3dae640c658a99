// SPDX-License-Identifier: EUPL-1.2
// Filling in a form for somebody begins where they showed who they are: at the counter. Whoever may not be assisted is
// told why and what to do instead.
#include "base/countries.h"
#include "base/text.h"
#include "rooms/assistance/pages.h"
#include "rooms/audit/audit.h"

#include <algorithm>

namespace assistance {
namespace {

using base::Refusal;

struct OpenCard {
    std::string href, title, person, begun, state;
};
BOOST_DESCRIBE_STRUCT(OpenCard, (), (href, title, person, begun, state))

struct DonePast {
    std::string href, number, title, person, day;
};
BOOST_DESCRIBE_STRUCT(DonePast, (), (href, number, title, person, day))

struct DeskPage {
    static constexpr auto view = "assistance/desk";
    std::string title;
    bool habilitated = false;
    std::vector<OpenCard> open;
    std::vector<DonePast> done;
};
BOOST_DESCRIBE_STRUCT(DeskPage, (), (title, habilitated, open, done))

std::string named(db::Snapshot const& snapshot, act::PersonId const& id)
{
    auto const person = identity::person(snapshot, id);
    return person ? person->name : std::string();
}

base::Result<DeskPage> show_desk(Room& room, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    DeskPage page;
    page.title = call.say("assistance.desk-title");
    page.habilitated = assists(snapshot, call.by, call.at);
    for (auto const& each : store::open_of(snapshot, call.by.staff)) {
        auto const draft = forms::draft(snapshot, each.draft);
        if (!draft || draft->state != forms::DraftState::Open) continue; // nobody went on for thirty days
        // texts: assistance.state-*
        page.open.push_back({address(each.id), title_of(room, call, each.procedure), named(snapshot, each.person),
                             base::day_in_words(base::local_day(each.begun_at), call.language),
                             call.say("assistance.state-" + std::string(name(each.state)))});
        call.looked_at(each.person, "assistance.list");
    }
    for (auto const& each : store::filings(snapshot, {.staff = call.by.staff.text, .limit = 5})) {
        page.done.push_back({address(each.assistance, "fet"), each.number, each.title, named(snapshot, each.person),
                             base::day_in_words(base::local_day(each.filed_at), call.language)});
        call.looked_at(each.person, "assistance.list");
    }
    return page;
}

struct BeginPage {
    static constexpr auto view = "assistance/begin";
    std::string title;
    bool habilitated = false;
    web::Select shown, country;
    web::Input document, name;
    web::Select language, procedure, obliged;
};
BOOST_DESCRIBE_STRUCT(BeginPage, (), (title, habilitated, shown, country, document, name, language, procedure, obliged))

template<class Names>
std::vector<web::Choice> choices(web::Call const& call, std::string const& what, Names const& names)
{
    std::vector<web::Choice> list;
    for (auto const& each : names) {
        std::string const value(each);
        list.push_back({value, call.say("assistance." + what + "-" + (value.empty() ? "none" : value)), ""});
    }
    return list;
}

std::vector<web::Choice> countries(web::Call const& call)
{
    std::vector<web::Choice> list;
    for (auto const& code : base::country_codes())
        if (counter::may_issue(code)) list.push_back({code, base::country_name(code, call.language), ""});
    std::ranges::sort(list, {}, [](auto const& each) { return base::folded(each.label); });
    list.insert(list.begin(), {"", call.say("assistance.country-none"), ""});
    return list;
}

// Only what is listed and under which they are habilitated: nothing else may be chosen.
std::vector<web::Choice> procedures(Room& room, db::Snapshot const& snapshot, web::Call const& call)
{
    std::vector<web::Choice> list{{"", call.say("assistance.choose"), ""}};
    auto const shelf = room.cases.procedures.shelf(call.at);
    for (auto const& each : store::listed(snapshot))
        if (auto const* const found = shelf->find(each.procedure);
            found && found->form && !kept_from(snapshot, call.by.staff, each.procedure, call.at))
            list.push_back({each.procedure, found->title.in(call.language), ""});
    return list;
}

// texts: assistance.shown-* assistance.obliged-* assistance.language-*
base::Result<BeginPage> show_begin(Room& room, db::Snapshot const& snapshot, web::Call const& call, web::Nothing const&)
{
    BeginPage page;
    page.title = call.say("assistance.begin-title");
    page.habilitated = assists(snapshot, call.by, call.at);
    page.shown = web::select(call, "shown", call.say("assistance.shown"), "", "dni",
                             choices(call, "shown", counter::shown_names));
    page.country = web::select(call, "country", call.say("assistance.country"), "", "", countries(call));
    page.document = web::input(call, "document", call.say("assistance.document"), "");
    page.document.code = true;
    page.name = web::input(call, "name", call.say("assistance.name"), call.say("assistance.name-hint"));
    page.language = web::select(call, "language", call.say("assistance.language"), "", call.language,
                                choices(call, "language", call.town.languages));
    page.procedure =
        web::select(call, "procedure", call.say("assistance.procedure"), "", "", procedures(room, snapshot, call));
    page.obliged = web::select(call, "obliged", call.say("assistance.obliged"), "", "",
                               choices(call, "obliged", std::array{"", "professional", "employee", "chosen"}));
    return page;
}

// Whatever else stands in the counter's page comes along and is left aside.
struct BeginSent {
    std::string shown, document;
    std::optional<std::string> country, name, language, procedure, obliged, behalf_document;
    web::Rest rest;
};
BOOST_DESCRIBE_STRUCT(BeginSent, (),
                      (shown, document, country, name, language, procedure, obliged, behalf_document, rest))

struct Beginning {
    counter::Number number;
    counter::Shown shown = counter::Shown::Dni;
    std::string name, typed, language;
    std::shared_ptr<catalogue::Procedure const> procedure;
};

std::string clean(std::optional<std::string> const& typed)
{
    return base::composed(std::string(base::trimmed(typed.value_or(""))));
}

void judge_person(Room& room, db::Snapshot const& snapshot, act::StaffId const& officer, BeginSent const& sent,
                  Beginning& made, std::vector<Refusal>& faults)
{
    auto const fault = [&](char const* key, char const* field) {
        faults.emplace_back(Refusal::Why::Unprocessable, key, field);
    };
    auto const shown = counter::shown_named(sent.shown);
    if (!shown) return fault("field.choice", "shown");
    made.shown = *shown;
    auto const country = sent.country.value_or("");
    if (counter::is_foreign(*shown) && !counter::may_issue(country)) return fault("assistance.bad-country", "country");
    auto const number = counter::number_on(*shown, sent.document, country);
    if (!number) return fault("assistance.bad-document", "document");
    made.number = *number;
    if (is_own(snapshot, officer, number->text)) fault("assistance.is-oneself", "document");
    made.typed = clean(sent.name);
    made.name = counter::name_that_holds(room.counter, snapshot, *number, made.typed);
    if (!is_line(made.name, 120)) fault("assistance.bad-name", "name");
    // Of whoever is here and lacks the means (art. 12.2): somebody else's consent nobody can give at the counter.
    if (!clean(sent.behalf_document).empty()) fault("assistance.not-for-another", "document");
    // Arts. 14.2 and 14.3: whoever is obliged brings paper, and is required to amend (art. 68.4).
    auto const why = counter::obliged(*number, clean(sent.obliged));
    if (!why)
        fault("field.choice", "obliged");
    else if (*why != counter::Obliged::No)
        fault("assistance.is-obliged", "obliged");
}

base::Result<Beginning> prepare_begin(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                      BeginSent const& sent)
{
    if (!assists(snapshot, call.by, call.at)) return Refusal{Refusal::Why::Forbidden, "assistance.not-habilitated"};
    Beginning made;
    std::vector<Refusal> faults;
    judge_person(room, snapshot, call.by.staff, sent, made, faults);
    made.language = sent.language.value_or(call.language);
    if (std::ranges::find(call.town.languages, made.language) == call.town.languages.end())
        faults.emplace_back(Refusal::Why::Unprocessable, "field.choice", "language");
    auto const shelf = room.cases.procedures.shelf(call.at);
    auto const* const found = shelf->find(sent.procedure.value_or(""));
    if (!found)
        faults.emplace_back(Refusal::Why::Unprocessable, "assistance.choose-procedure", "procedure");
    else if (!found->form)
        faults.emplace_back(Refusal::Why::Unprocessable, "assistance.not-listed", "procedure");
    else if (auto const no = kept_from(snapshot, call.by.staff, found->id, call.at))
        faults.push_back(*no);
    if (!faults.empty()) return base::together(std::move(faults));
    made.procedure = {shelf, found};
    return made;
}

struct Begun {
    static constexpr bool creates = true;
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Begun, (), (id))
std::string location(Begun const& begun) { return "/oficina/assistencia/" + begun.id; }

// What the agent saw, never a copy of it (RGPD, art. 5.1.c).
act::AssertionId identified(act::Act& act, Beginning const& made)
{
    identity::Proof const proof{made.number.kind, made.number.text, made.name, act::Level::Substantial, "counter"};
    auto const evidence = json::serialize(json::object{{"method", "counter"},
                                                       {"for", "assistance"},
                                                       {"shown", name(made.shown)},
                                                       {"number", made.number.text},
                                                       {"agent", act.by.staff.text},
                                                       {"at", base::rfc3339(act.at)}});
    return identity::keep_assertion(act.tx, proof, evidence, act.at);
}

// One that they began with this person before and did not end: the person has shown again who they are.
std::optional<store::Assistance> begun_before(act::Act const& act, act::PersonId const& person,
                                              std::string const& procedure)
{
    for (auto const& each : store::open_of(act.tx, act.by.staff)) {
        auto const draft = forms::draft(act.tx, each.draft);
        if (each.person == person && each.procedure == procedure && draft && draft->state == forms::DraftState::Open)
            return each;
    }
    return {};
}

// What the office knows of the person stands in the form from the beginning, with where it comes from.
forms::Prefilled known_of(Room& room, act::Act const& act, act::PersonId const& person, catalogue::Form const& form)
{
    act::Actor theirs;
    theirs.kind = act::Actor::Kind::Person;
    theirs.person = person;
    auto made = forms::prefilled(room.cases.forms, act.tx, theirs, form);
    for (auto& each : made.sources)
        if (each.value() == "session") each.value() = "counter";
    return made;
}

base::Result<Begun> record_begin(Room& room, act::Act& by_web, Beginning const& made)
{
    act::Act act{by_web.tx, by_web.by, act::Channel::Counter, by_web.at, made.language};
    if (auto const no = kept_from(act.tx, act.by.staff, made.procedure->id, act.at)) return *no;
    if (is_own(act.tx, act.by.staff, made.number.text))
        return Refusal{Refusal::Why::Unprocessable, "assistance.is-oneself", "document"};
    if (counter::name_that_holds(room.counter, act.tx, made.number, made.typed) != made.name) return web::stale();
    auto const assertion = identified(act, made);
    auto const person = identity::assertion(act.tx, assertion)->person;
    audit::record(act, "counter.identified", person, assertion.text);
    if (auto const before = begun_before(act, person, made.procedure->id)) {
        store::identify(act, before->id, assertion, name(made.shown), made.language);
        return Begun{before->id.text};
    }
    auto const known = known_of(room, act, person, *made.procedure->form);
    auto const draft = forms::begin(act, *made.procedure, known.typed, known.sources);
    if (!draft) return draft.refusal();
    store::Assistance begun;
    begun.id = AssistanceId::fresh(act.at);
    begun.staff = act.by.staff;
    begun.person = person;
    begun.assertion = assertion;
    begun.shown = name(made.shown);
    begun.procedure = made.procedure->id;
    begun.draft = *draft;
    begun.language = made.language;
    store::insert(act, begun);
    audit::record(act, "assistance.begun", person, begun.id.text);
    return Begun{begun.id.text};
}

}

void begin_routes(web::Router& on, Room& room)
{
    auto const agent = web::staff("counter.attend");
    on.look("/oficina/assistencia", agent, room, show_desk);
    on.look("/oficina/assistencia/nova", agent, room, show_begin);
    on.act("/oficina/assistencia/nova", agent, room, prepare_begin, record_begin);
}

}
