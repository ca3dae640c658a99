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

struct SealedSlip {
    std::shared_ptr<documents::Ready const> document;
    std::string revision; // of the register, as read
};

struct SlipIssued {
    static constexpr bool creates = true;
    documents::Card document;
};
BOOST_DESCRIBE_STRUCT(SlipIssued, (), (document))
std::string location(SlipIssued const& issued) { return "/carpeta/documents/" + issued.document.id; }

Situation situation_of(Setting const& setting, db::Snapshot const& snapshot, web::Call const& call)
{
    Situation situation;
    situation.today = local_day(call.at);
    situation.days_allowed = setting.days_allowed;
    if (auto const revision = store::revision(snapshot)) situation.as_of = revision->as_of;
    auto const person = identity::person(snapshot, call.by.person);
    situation.person = person ? store::by_document(snapshot, person->document_number) : std::nullopt;
    if (!situation.person) return situation;
    situation.stays = store::stays(snapshot, situation.person->code);
    if (!situation.stays.empty() && !situation.stays.back().until)
        situation.members = store::members(snapshot, situation.stays.back().dwelling.code);
    return situation;
}

void add_form(SlipPage& page, web::Call const& call)
{
    std::vector<web::Choice> kinds, purposes, languages;
    for (auto const kind : {Kind::individual, Kind::household, Kind::historical}) {
        auto const name = kind_name(kind);
        kinds.push_back({name, call.say("padro.kind-" + name), call.say("padro.kind-" + name + "-hint")});
    }
    for (auto const purpose : {Purpose::school, Purpose::bank, Purpose::mortgage, Purpose::foreign_office,
                               Purpose::administration, Purpose::other})
        purposes.push_back({purpose_name(purpose), call.say("padro.purpose-" + purpose_name(purpose)), ""});
    for (auto const& code : call.town.languages) languages.push_back({code, std::string(web::endonym(code)), ""});
    page.kinds.push_back(web::radios(call, "kind", call.say("padro.which-kind"), "", "individual", kinds));
    page.choices.push_back(web::select(call, "purpose", call.say("padro.which-purpose"),
                                       call.say("padro.which-purpose-hint"), "other", purposes));
    page.choices.push_back(
        web::select(call, "language", call.say("padro.which-language"), "", call.language, languages));
}

bool can_issue(Service const& service) { return !service.certificate || service.room.setting.certificates.has_value(); }

base::Result<SlipPage> show_slip(Service& service, db::Snapshot const& snapshot, web::Call const& call,
                                 web::Nothing const&)
{
    auto const sheet = service.room.procedures.sheet(service.procedure, call);
    if (!sheet) return sheet.refusal();
    SlipPage page;
    page.title = sheet->heading;
    page.summary = sheet->summary;
    page.sheet = *sheet;
    page.available = can_issue(service);
    page.entered = call.by.kind == act::Actor::Kind::Person && call.by.level >= sheet->level_needed;
    page.too_low = call.by.kind == act::Actor::Kind::Person && !page.entered;
    if (!page.available || !page.entered) return page;
    auto const situation = situation_of(service.room.setting, snapshot, call);
    page.data_as_of = call.say("padro.as-of", {{"day", base::day_in_words(situation.as_of, call.language)}});
    // What holds for every kind is told before anything is asked.
    if (auto const no = why_not(Kind::historical, situation)) page.refused_because = call.say(no->text, no->with);
    page.form = page.refused_because.empty();
    if (page.form) add_form(page, call);
    return page;
}

base::Result<SealedSlip> prepare_slip(Service& service, db::Snapshot const& snapshot, web::Call const& call,
                                      AskSlip const& ask)
{
    auto& room = service.room;
    // Documents of the register for somebody else follow rules of their own (Resolution of 17-2-2020, 8).
    if (call.by.on_behalf) return Refusal{Refusal::Why::Forbidden, "padro.not-for-others"};
    auto const language = ask.language.value_or(call.language);
    if (std::ranges::find(call.town.languages, language) == call.town.languages.end())
        return Refusal{Refusal::Why::Unprocessable, "field.choice", "language"};
    if (!can_issue(service)) return Refusal{Refusal::Why::Forbidden, "padro.certificate-not-automated"};
    auto const revision = store::revision(snapshot);
    auto const situation = situation_of(room.setting, snapshot, call);
    if (auto const no = why_not(ask.kind, situation)) return *no;

    documents::Wanted wanted;
    wanted.person = call.by.person;
    wanted.procedure = service.procedure;
    wanted.procedure_version = room.procedures.version(service.procedure);
    wanted.variant = kind_name(ask.kind) + "/" + purpose_name(ask.purpose) + "/" + language;
    wanted.paper =
        write_paper(room.setting, call.texts, {ask.kind, ask.purpose, language, service.certificate}, situation);
    wanted.data = data_of(wanted.paper);
    return SealedSlip{documents::prepare(room.desk, wanted, call.town.url, call.at), revision->import};
}

base::Result<SlipIssued> record_slip(Service& service, act::Act& act, SealedSlip const& sealed)
{
    // The register may have been imported anew while the document was being sealed.
    auto const revision = store::revision(act.tx);
    if (!revision || revision->import != sealed.revision) return web::stale();
    return SlipIssued{documents::record(service.room.desk, act, *sealed.document)};
}

}

Room::Room(Setting with, documents::Desk& documents, catalogue::Catalogue& catalogue) :
    setting(std::move(with)),
    desk(documents),
    procedures(catalogue),
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
