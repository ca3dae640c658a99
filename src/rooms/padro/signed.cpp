// SPDX-License-Identifier: EUPL-1.2
// Documents of the register as values, for whoever has them sealed and for the secretary who signs them.
#include "base/text.h"
#include "rooms/identity/identity.h"
#include "rooms/padro/pages.h"
#include "rooms/padro/store.h"

#include <boost/describe/enum_from_string.hpp>

namespace padro {
namespace {

// What `variant_of` wrote.
std::optional<Asked> asked_in(std::string const& variant)
{
    auto const parts = base::split(variant, '/');
    if (parts.size() != 3) return {};
    auto purpose_text = std::string(parts[1]);
    std::ranges::replace(purpose_text, '-', '_');
    Asked asked{Kind::individual, Purpose::other, std::string(parts[2]), true};
    auto const kind_text = std::string(parts[0]);
    if (!boost::describe::enum_from_string(kind_text.c_str(), asked.kind) ||
        !boost::describe::enum_from_string(purpose_text.c_str(), asked.purpose))
        return {};
    return asked;
}

// The rules are those of the one who asked, on the day on which it is signed.
base::Result<documents::Wanted> compose(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                        signatures::Request const& request, signatures::Signer const& signer)
{
    auto asked = asked_in(request.subject);
    if (!asked) return base::Refusal{base::Refusal::Why::Unavailable, "padro.unknown-request"};
    asked->signer = signer;
    auto const situation = situation_of(room.setting, snapshot, request.person, call.at);
    if (auto const no = why_not(asked->kind, situation)) return *no;
    return wanted_of(room.certificates, call.texts, request.person, *asked, situation);
}

// Llei 40/2015, art. 23.2.a-b: a sheet of the register is an affair of everybody on it, whatever the certificate shows
// of them and whether they are kin, which the register does not tell.
bool same_sheet(Room& room, db::Snapshot const& snapshot, act::PersonId const& person, std::string const& number)
{
    auto const situation = situation_of(room.setting, snapshot, person, {});
    return std::ranges::any_of(situation.members,
                               [&](Member const& each) { return each.resident.document_number == number; });
}

}

Situation situation_of(Setting const& setting, db::Snapshot const& snapshot, act::PersonId const& id, base::Instant at)
{
    Situation situation;
    situation.today = local_day(at);
    situation.days_allowed = setting.days_allowed;
    if (auto const revision = store::revision(snapshot)) situation.as_of = revision->as_of;
    auto const person = identity::person(snapshot, id);
    situation.person = person ? store::by_document(snapshot, person->document_number) : std::nullopt;
    if (!situation.person) return situation;
    situation.stays = store::stays(snapshot, situation.person->code);
    if (!situation.stays.empty() && !situation.stays.back().until)
        situation.members = store::members(snapshot, situation.stays.back().dwelling.code);
    return situation;
}

std::string variant_of(Asked const& asked)
{
    return kind_name(asked.kind) + "/" + purpose_name(asked.purpose) + "/" + asked.language;
}

documents::Wanted wanted_of(Service const& service, web::Texts const& texts, act::PersonId const& person,
                            Asked const& asked, Situation const& situation)
{
    documents::Wanted wanted;
    wanted.person = person;
    wanted.procedure = service.procedure;
    wanted.procedure_version = service.room.procedures.version(service.procedure);
    wanted.variant = variant_of(asked);
    wanted.paper = write_paper(service.room.setting, texts, asked, situation);
    wanted.data = data_of(wanted.paper);
    return wanted;
}

// No signature is needed beyond who they proved to be (Llei 39/2015, art. 11.1). The receipt tells all that was asked
// (art. 16.3), the term and what silence means (art. 21.4). texts: padro.silence-*
registry::Wanted entry_of(Service const& service, db::Snapshot const& snapshot, web::Call const& call,
                          Asked const& asked, std::string title)
{
    registry::Wanted entry;
    entry.kind = "application";
    entry.subject = std::move(title);
    entry.procedure = service.procedure;
    entry.language = call.language;
    if (auto const person = identity::person(snapshot, call.by.person))
        entry.parties.push_back({person->id, person->document_kind, person->document_number, person->name});
    entry.told = {{call.say("padro.told-content"), ""},
                  {call.say("padro.which-kind"), call.say("padro.kind-" + kind_name(asked.kind))},
                  {call.say("padro.which-purpose"), call.say("padro.purpose-" + purpose_name(asked.purpose))},
                  {call.say("padro.which-language"), std::string(web::endonym(asked.language))}};
    auto const shelf = service.room.procedures.shelf(call.at);
    auto const* const procedure = shelf->find(service.procedure);
    if (!procedure) return entry;
    entry.unit = procedure->unit;
    entry.told.emplace_back(call.say("padro.told-afterwards"), "");
    entry.told.emplace_back(call.say("padro.told-term"), procedure->term.in(call.language));
    if (procedure->silence != "not_applicable")
        entry.told.emplace_back(call.say("padro.told-silence"), call.say("padro.silence-" + procedure->silence));
    return entry;
}

bool waits(Service const& service, Kind kind)
{
    auto const& setting = service.room.setting;
    return service.certificate &&
           (!setting.certificates ||
            std::ranges::find(setting.secretary_signs, kind_name(kind)) != setting.secretary_signs.end());
}

signatures::Kind signed_certificates(Room& room)
{
    return {room.certificates.procedure, "padro.signed-kind",
            [&room](auto const&... all) { return compose(room, all...); },
            [](db::Snapshot const& snapshot) {
                auto const revision = store::revision(snapshot);
                return revision ? revision->import : std::string();
            },
            [&room](db::Snapshot const& snapshot, signatures::Request const& request, std::string const& number) {
                return same_sheet(room, snapshot, request.person, number);
            }};
}

}
