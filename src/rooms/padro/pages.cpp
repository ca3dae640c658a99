// SPDX-License-Identifier: EUPL-1.2
// The pages of the residence slip and certificate: the sheet with its form, and the asking.
#include "rooms/padro/pages.h"
#include "rooms/audit/audit.h"
#include "rooms/identity/identity.h"
#include "rooms/padro/paper.h"
#include "rooms/padro/store.h"
#include "web/parts.h"

namespace padro {
namespace {

using base::Refusal;

struct SlipPage {
    static constexpr auto view = "padro/slip";
    std::string title, summary;
    catalogue::Sheet sheet;
    bool available = false; // this procedure can be done here and now
    bool entered = false;   // somebody with the level that it needs
    bool too_low = false;   // somebody with less
    bool form = false;
    std::string refused_because, data_as_of, signs;
    std::vector<web::Radios> kinds;
    std::vector<web::Select> choices;
};
BOOST_DESCRIBE_STRUCT(SlipPage, (),
                      (title, summary, sheet, available, entered, too_low, form, refused_because, data_as_of, signs,
                       kinds, choices))

struct AskSlip {
    Kind kind;
    Purpose purpose;
    std::optional<std::string> language;
};
BOOST_DESCRIBE_STRUCT(AskSlip, (), (kind, purpose, language))

struct SlipReady {
    std::shared_ptr<documents::Ready const> document; // sealed; none: somebody will sign it
    std::string revision;                             // of the register, as read
    signatures::Request request;
    registry::Wanted entry;
};

// One of the two: issued, or waiting for the secretary.
struct SlipIssued {
    static constexpr bool creates = true;
    std::optional<documents::Card> document;
    std::optional<signatures::Card> request;
    bool waits() const { return request.has_value(); }
};
BOOST_DESCRIBE_STRUCT(SlipIssued, (), (document, request))
std::string location(SlipIssued const& issued)
{
    return issued.document ? "/carpeta/documents/" + issued.document->id : issued.request->href;
}

constexpr std::array kinds{Kind::individual, Kind::household, Kind::historical};

bool can_issue(Service const& service, Kind kind) { return !waits(service, kind) || service.room.secretary; }

void add_form(SlipPage& page, Service const& service, web::Call const& call)
{
    std::vector<web::Choice> offered, purposes, languages;
    for (auto const kind : kinds) {
        if (!can_issue(service, kind)) continue;
        auto const name = kind_name(kind);
        auto hint = call.say("padro.kind-" + name + "-hint");
        if (page.signs.empty() && waits(service, kind)) hint += ". " + call.say("padro.kind-waits");
        offered.push_back({name, call.say("padro.kind-" + name), hint});
    }
    for (auto const purpose : {Purpose::school, Purpose::bank, Purpose::mortgage, Purpose::foreign_office,
                               Purpose::administration, Purpose::other})
        purposes.push_back({purpose_name(purpose), call.say("padro.purpose-" + purpose_name(purpose)), ""});
    for (auto const& code : call.town.languages) languages.push_back({code, std::string(web::endonym(code)), ""});
    page.kinds.push_back(web::radios(call, "kind", call.say("padro.which-kind"), "", "individual", offered));
    page.choices.push_back(web::select(call, "purpose", call.say("padro.which-purpose"),
                                       call.say("padro.which-purpose-hint"), "other", purposes));
    page.choices.push_back(
        web::select(call, "language", call.say("padro.which-language"), "", call.language, languages));
}

base::Result<SlipPage> show_slip(Service& service, db::Snapshot const& snapshot, web::Call const& call,
                                 web::Nothing const&)
{
    auto const sheet = service.room.procedures.sheet(service.procedure, call);
    if (!sheet) return sheet.refusal();
    SlipPage page;
    page.title = sheet->heading;
    page.summary = sheet->summary;
    page.sheet = *sheet;
    page.available = std::ranges::any_of(kinds, [&](Kind kind) { return can_issue(service, kind); });
    if (page.available && std::ranges::all_of(kinds, [&](Kind kind) { return waits(service, kind); }))
        page.signs = call.say("padro.secretary-signs");
    page.entered = call.by.kind == act::Actor::Kind::Person && call.by.level >= sheet->level_needed;
    page.too_low = call.by.kind == act::Actor::Kind::Person && !page.entered;
    if (!page.available || !page.entered) return page;
    auto const situation = situation_of(service.room.setting, snapshot, call.by.person, call.at);
    page.data_as_of = call.say("padro.as-of", {{"day", base::day_in_words(situation.as_of, call.language)}});
    // What holds for every kind is told before anything is asked.
    if (auto const no = why_not(Kind::historical, situation)) page.refused_because = call.say(no->text, no->with);
    page.form = page.refused_because.empty();
    if (page.form) add_form(page, service, call);
    return page;
}

base::Result<SlipReady> prepare_slip(Service& service, db::Snapshot const& snapshot, web::Call const& call,
                                     AskSlip const& ask)
{
    auto& room = service.room;
    // Documents of the register for somebody else follow rules of their own (Resolution of 17-2-2020, 8).
    if (call.by.on_behalf) return Refusal{Refusal::Why::Forbidden, "padro.not-for-others"};
    auto const language = ask.language.value_or(call.language);
    if (std::ranges::find(call.town.languages, language) == call.town.languages.end())
        return Refusal{Refusal::Why::Unprocessable, "field.choice", "language"};
    if (!can_issue(service, ask.kind)) return Refusal{Refusal::Why::Forbidden, "padro.certificate-not-automated"};
    auto const revision = store::revision(snapshot);
    auto const situation = situation_of(room.setting, snapshot, call.by.person, call.at);
    if (auto const no = why_not(ask.kind, situation)) return *no;

    Asked const asked{ask.kind, ask.purpose, language, service.certificate};
    auto const wanted = wanted_of(service, call.texts, call.by.person, asked, situation);
    if (waits(service, ask.kind))
        return SlipReady{nullptr,
                         revision->import,
                         {signatures::RequestId::fresh(call.at), service.procedure, call.by.person, wanted.variant,
                          wanted.paper.title, language, call.at, signatures::State::Waiting, call.at, "", ""},
                         entry_of(service, snapshot, call, asked, wanted.paper.title)};
    return SlipReady{documents::prepare(room.desk, wanted, call.town.url, call.at), revision->import, {}, {}};
}

base::Result<SlipIssued> record_slip(Service& service, act::Act& act, SlipReady const& ready)
{
    // The register may have been imported anew while the document was being sealed.
    auto const revision = store::revision(act.tx);
    if (!revision || revision->import != ready.revision) return web::stale();
    if (ready.document) return SlipIssued{documents::record(service.room.desk, act, *ready.document), {}};
    // Whoever asks presents a document (Llei 39/2015, art. 16.1, 66): entered in the act in which it begins to wait.
    if (auto const no = signatures::kept_from_asking(act.tx, ready.request)) return *no;
    auto const entered = registry::enter(service.room.book, act, ready.entry);
    if (!entered) return entered.refusal();
    auto request = ready.request;
    request.entry = entered->id.text;
    request.number = entered->number;
    request.receipt = entered->receipt_code;
    auto const asked = signatures::ask(act, request);
    if (!asked) return asked.refusal();
    return SlipIssued{{}, *asked};
}

}

Room::Room(Setting with, documents::Desk& documents, catalogue::Catalogue& catalogue, registry::Book& register_book) :
    setting(std::move(with)),
    desk(documents),
    procedures(catalogue),
    book(register_book),
    slips{*this, "volant-empadronament", false},
    certificates{*this, "certificat-empadronament", true}
{
}

void routes(web::Router& on, Room& room)
{
    map_routes(on, room);
    for (auto* const service : {&room.slips, &room.certificates}) {
        auto const path = "/tramits/" + service->procedure;
        on.look(path, web::anyone(), *service, show_slip, {.shared = true});
        on.act(path, web::citizen(act::Level::Substantial), *service, prepare_slip, record_slip);
    }
}

std::string registered_name(db::Snapshot const& snapshot, std::string_view number)
{
    auto const found = store::by_document(snapshot, number);
    return found ? found->name() : "";
}

std::optional<base::Day> as_of(db::Snapshot const& snapshot)
{
    auto const revision = store::revision(snapshot);
    return revision ? std::optional(revision->as_of) : std::nullopt;
}

std::int64_t residents_in_force(db::Snapshot const& snapshot)
{
    return snapshot(R"sql(select count(*) from padro_stay where until is null)sql").at(0).integer(0);
}

}
