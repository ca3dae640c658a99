// SPDX-License-Identifier: EUPL-1.2
// Who is it, and what do they bring: one field finds the person, one dense page takes everything else, all by keyboard.
#include "base/contacts.h"
#include "base/countries.h"
#include "base/crypto.h"
#include "base/text.h"
#include "rooms/counter/pages.h"
#include "rooms/identity/identity.h"
#include "web/sensitive.h"

#include <algorithm>

namespace counter {
namespace {

using base::Refusal;
constexpr std::size_t most_candidates = 12;
constexpr std::size_t shortest_name = 3;

struct Blank {};
BOOST_DESCRIBE_STRUCT(Blank, (), ())

struct Asked {
    std::optional<std::string> search, chosen, accio;
};
BOOST_DESCRIBE_STRUCT(Asked, (), (search, chosen, accio))

// `chosen` stands for the number, which is told only of whom the agent chooses.
struct Candidate {
    std::string chosen, covered, name;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (chosen, covered, name))

struct Recent {
    std::string href, number, subject, time;
};
BOOST_DESCRIBE_STRUCT(Recent, (), (href, number, subject, time))

// The field that has the focus when the page opens: that no part of pages offers.
struct SearchField {
    std::string label, hint, value, error;
    bool focus = false;
};
BOOST_DESCRIBE_STRUCT(SearchField, (), (label, hint, value, error, focus))

struct DeskPage {
    static constexpr auto view = "counter/desk";
    std::string title, asked;
    SearchField search;
    std::vector<Candidate> candidates;
    std::string more; // not everybody who is meant is told
    bool form = false, known = false, returned = true, assists = false;
    std::string known_words;
    web::Select shown, country;
    web::Input document, name, email, telephone;
    web::Select language;
    web::Input behalf_document, behalf_name;
    web::Select proof, obliged;
    web::Radios addressee;
    web::Input body, body_name;
    web::Select procedure;
    web::Input subject;
    web::Textarea extract;
    uploads::Field papers;
    web::Select nature, physical;
    std::vector<Recent> recent;
    bool exchange = false;
};
BOOST_DESCRIBE_STRUCT(DeskPage, (),
                      (title, asked, search, candidates, more, form, known, returned, assists, known_words, shown,
                       country, document, name, email, telephone, language, behalf_document, behalf_name, proof,
                       obliged, addressee, body, body_name, procedure, subject, extract, papers, nature, physical,
                       recent, exchange))

// A choice of words that are keys: "counter.<what>-<value>".
template<class Names>
std::vector<web::Choice> choices(web::Call const& call, std::string const& what, Names const& names)
{
    std::vector<web::Choice> list;
    for (auto const& each : names) {
        std::string const value(each);
        list.push_back({value, call.say("counter." + what + "-" + (value.empty() ? "none" : value)), ""});
    }
    return list;
}

// What somebody with such a number shows most often.
std::string_view shown_by(Number const& number)
{
    return name(number.kind == "nie"             ? Shown::Nie
                : number.kind == "passport"      ? Shown::Passport
                : number.kind == "identity-card" ? Shown::IdentityCard
                                                 : Shown::Dni);
}

// Who may have issued a passport or an identity card, by name; none chosen for the papers of this country.
web::Select countries(web::Call const& call, std::string const& chosen)
{
    std::vector<web::Choice> list;
    for (auto const& code : base::country_codes())
        if (may_issue(code)) list.push_back({code, base::country_name(code, call.language), ""});
    std::ranges::sort(list, {}, [](auto const& each) { return base::folded(each.label); });
    list.insert(list.begin(), {"", call.say("counter.country-none"), ""});
    return web::select(call, "country", call.say("counter.country"), call.say("counter.country-hint"), chosen, list);
}

// texts: counter.shown-* counter.proof-* counter.obliged-* counter.nature-* counter.physical-* counter.addressee-*
// counter.language-*
void add_person(DeskPage& page, Room const& room, db::Snapshot const& snapshot, web::Call const& call,
                std::optional<Number> const& number)
{
    auto const here = number && !number->organisation;
    auto const foreign = number ? foreign_of(number->text) : Foreign{};
    page.shown = web::select(call, "shown", call.say("counter.shown"), "", here ? shown_by(*number) : "dni",
                             choices(call, "shown", shown_names));
    page.country = countries(call, foreign.country);
    page.document = web::input(call, "document", call.say("counter.document"), "");
    page.document.code = true;
    page.name = web::input(call, "name", call.say("counter.name"), call.say("counter.name-hint"));
    page.email = web::input(call, "email", call.say("counter.email"), "");
    page.email.type = "email";
    page.telephone = web::input(call, "telephone", call.say("counter.telephone"), "");
    page.telephone.inputmode = "tel";
    std::vector<web::Choice> languages;
    for (auto const& each : call.town.languages) languages.push_back({each, call.say("counter.language-" + each), ""});
    page.language = web::select(call, "language", call.say("counter.language"), "", call.language, languages);
    page.behalf_document = web::input(call, "behalf_document", call.say("counter.behalf-document"),
                                      call.say("counter.behalf-document-hint"));
    page.behalf_document.code = true;
    page.behalf_name = web::input(call, "behalf_name", call.say("counter.behalf-name"), "");
    page.proof =
        web::select(call, "proof", call.say("counter.proof"), "", "shown", choices(call, "proof", proof_names));
    page.obliged = web::select(call, "obliged", call.say("counter.obliged"), call.say("counter.obliged-hint"), "",
                               choices(call, "obliged", std::array{"", "professional", "employee", "chosen"}));
    if (!number || call.refused) return;
    auto const [name, proved] = room.name_of(snapshot, number->kind, number->text);
    (here ? page.document : page.behalf_document).value = foreign.number;
    (here ? page.name : page.behalf_name).value = name;
    page.known = !name.empty();
    page.known_words = call.say(!page.known ? "counter.unknown"
                                : proved    ? "counter.known"
                                            : "counter.written",
                                {{"name", name}});
    // A resident who never dealt with the office electronically nor at the counter is no person of the trail yet.
    auto const person = identity::person_by_document(snapshot, number->kind, number->text);
    call.looked_at(person ? person->id : act::PersonId{}, "counter.person");
}

// What a button of the file field left, else what was there.
std::vector<uploads::UploadId> chosen_papers(web::Call const& call)
{
    if (call.refused)
        for (auto const& [marker, ids] : call.refused->with)
            if (marker == "papers") return uploads::ids_in(ids);
    return uploads::ids_in(call.value("papers"));
}

void add_filing(DeskPage& page, Room& room, db::Snapshot const& snapshot, web::Call const& call)
{
    page.addressee = web::radios(call, "addressee", call.say("counter.addressee"), "", "own",
                                 choices(call, "addressee", std::array{"own", "other"}));
    page.addressee.inline_items = true;
    page.body = web::input(call, "body", call.say("counter.body"), call.say("counter.body-hint"));
    page.body.code = true;
    page.body_name = web::input(call, "body_name", call.say("counter.body-name"), "");
    std::vector<web::Choice> procedures;
    for (auto const& each : catalogue::titles(room.cases.procedures, call))
        procedures.push_back({each.id, each.title, ""});
    page.procedure = web::select(call, "procedure", call.say("counter.procedure"), "", generic_procedure, procedures);
    page.subject = web::input(call, "subject", call.say("counter.subject"), "");
    page.extract = web::textarea(call, "extract", call.say("counter.extract"), "");
    page.extract.rows = "3";
    page.papers = uploads::field(room.cases.uploads, snapshot, call, "papers", call.say("counter.papers"),
                                 call.say("counter.papers-hint"), room.cases.uploads.setting.own, chosen_papers(call));
    page.nature =
        web::select(call, "nature", call.say("counter.nature"), "", "originals", choices(call, "nature", nature_names));
    page.physical = web::select(call, "physical", call.say("counter.physical"), call.say("counter.physical-hint"), "3",
                                choices(call, "physical", physical_names));
    page.returned = !call.refused || call.value("returned") == "si";
}

DeskPage made(db::Snapshot const& snapshot, web::Call const& call, std::string const& searched)
{
    DeskPage page;
    page.title = call.say("counter.title");
    page.asked = searched;
    page.search = {call.say("counter.search"), call.say("counter.search-hint"), searched, call.fault("search"), false};
    page.search.focus = !call.refused && searched.empty();
    page.exchange = call.by.may("counter.exchange");
    for (auto const& each : store::of_staff(snapshot, call.by.staff, 5))
        page.recent.push_back({"/oficina/taulell/presentacions/" + each.id.text, each.number, each.subject,
                               base::local_time(each.taken_at)});
    return page;
}

void open_form(DeskPage& page, Room& room, db::Snapshot const& snapshot, web::Call const& call,
               std::optional<Number> const& number)
{
    page.form = true;
    page.assists = room.assists && room.assists(snapshot, call.by, call.at);
    add_person(page, room, snapshot, call, number);
    add_filing(page, room, snapshot, call);
}

base::Result<DeskPage> show_desk(Room&, db::Snapshot const& snapshot, web::Call const& call, Blank const&)
{
    return made(snapshot, call, call.value("search"));
}

// What was typed, shown again with what is wrong with it.
base::Result<DeskPage> show_taking(Room& room, db::Snapshot const& snapshot, web::Call const& call, Blank const&)
{
    auto page = made(snapshot, call, "");
    open_form(page, room, snapshot, call, {});
    return page;
}

// Whom a name or a mailbox means: at most one more than are told.
std::vector<Room::Known> found_by(Room const& room, db::Snapshot const& snapshot, std::string const& typed)
{
    auto const email = base::email_address(typed);
    if (!email) return room.named(snapshot, typed, most_candidates + 1);
    std::vector<Room::Known> list;
    for (auto const& [kind, document] : store::documents_of_email(snapshot, *email, most_candidates + 1))
        if (!room.is_protected(snapshot, document)) // found by their number only
            list.push_back({kind, document, room.name_of(snapshot, kind, document).text});
    return list;
}

std::string token(Room const& room, Room::Known const& of)
{
    return base::base64url(base::hmac_sha256(room.key, of.kind + " " + of.document));
}

Number number_of(Room::Known const& known)
{
    return number_of_another(known.document).value_or(Number{known.kind, known.document, false});
}

// Whoever has that number, from whichever country: two may give the same one. A resident's passport has no country.
std::vector<Room::Known> from_abroad(Room const& room, db::Snapshot const& snapshot, std::string const& typed)
{
    std::vector<Room::Known> list;
    auto const number = number_from_abroad(typed);
    if (!number) return list;
    for (auto& each : identity::people_from_abroad(snapshot, *number))
        list.push_back({std::move(each.document_kind), std::move(each.document_number), std::move(each.name)});
    if (!list.empty()) return list;
    if (auto name = room.name_of(snapshot, "passport", *number).text; !name.empty())
        list.push_back({"passport", *number, std::move(name)});
    return list;
}

// Each look at somebody is in the trail of theirs.
void show_candidates(DeskPage& page, Room const& room, db::Snapshot const& snapshot, web::Call const& call,
                     std::vector<Room::Known> const& found)
{
    for (auto const& each : found) {
        if (page.candidates.size() == most_candidates) break;
        page.candidates.push_back(
            {token(room, each), web::covered(foreign_of(each.document).number, web::Mask::Document), each.name});
        auto const person = identity::person_by_document(snapshot, each.kind, each.document);
        call.looked_at(person ? person->id : act::PersonId{}, "counter.search");
    }
    if (found.size() > most_candidates)
        page.more = call.say("counter.more-people", {{"most", std::to_string(most_candidates)}});
}

base::Result<DeskPage> ask_desk(Room& room, db::Snapshot const& snapshot, web::Call const& call, Asked const& asked)
{
    auto const typed = std::string(base::trimmed(asked.search.value_or("")));
    auto page = made(snapshot, call, typed);
    if (asked.accio == "nova") {
        open_form(page, room, snapshot, call, {});
        return page;
    }
    if (auto const number = number_of_another(typed)) {
        open_form(page, room, snapshot, call, number);
        return page;
    }
    auto found = from_abroad(room, snapshot, typed);
    if (found.size() == 1) {
        open_form(page, room, snapshot, call, number_of(found.front()));
        return page;
    }
    if (found.empty()) {
        // A number with a wrong letter is no name.
        auto const digits = std::ranges::count_if(typed, [](char c) { return c >= '0' && c <= '9'; });
        if (digits >= 5 && typed.find('@') == typed.npos)
            return Refusal{Refusal::Why::Unprocessable, "counter.bad-number", "search"};
        if (base::length_in_characters(typed) < shortest_name)
            return Refusal{Refusal::Why::Unprocessable, "counter.short-search", "search"};
        found = found_by(room, snapshot, typed);
    }
    auto const chosen =
        std::ranges::find(found, asked.chosen, [&](auto const& each) { return std::optional(token(room, each)); });
    if (chosen != found.end()) {
        open_form(page, room, snapshot, call, number_of(*chosen));
        return page;
    }
    show_candidates(page, room, snapshot, call, found);
    if (page.candidates.empty()) return Refusal{Refusal::Why::NotFound, "counter.nobody", "search"};
    return page;
}

}

void desk_routes(web::Router& on, Room& room)
{
    auto const agent = web::staff("counter.attend");
    on.look("/oficina/taulell", agent, room, show_desk);
    // By POST, since it carries a person's number; names are looked for in the whole register of residents.
    on.ask("/oficina/taulell", agent, room, ask_desk, {.slow = true});
    on.look("/oficina/taulell/registra", agent, room, show_taking);
    on.act("/oficina/taulell/registra", agent, room, prepare_taking, record_taking,
           {.body_limit = std::size_t(room.cases.uploads.setting.largest_form) + 64 * 1024, .waits = true});
}

void routes(web::Router& on, Room& room)
{
    desk_routes(on, room);
    done_routes(on, room);
    exchange_routes(on, room);
}

}
