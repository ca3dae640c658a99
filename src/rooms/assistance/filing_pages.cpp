// SPDX-License-Identifier: EUPL-1.2
// Checking what will be filed, the signed sheet of consent, the officer's signature: judged before the act.
#include "rooms/assistance/filing.h"
#include "rooms/staff/staff.h"

#include <algorithm>

namespace assistance {
namespace {

using base::Refusal;

struct CheckPage {
    static constexpr auto view = "assistance/check";
    std::string title, id, back, person, language, officer, procedure, seen;
    std::vector<std::string> kept;
    bool complete = false, printed = false, may_go_on = false, enter_again = false;
    std::vector<web::Fact> facts;
    std::vector<web::Fact> afterwards;
    uploads::Field consent;
    web::Input consent_on;
    web::Checkboxes sign;
};
BOOST_DESCRIBE_STRUCT(CheckPage, (),
                      (title, id, back, person, language, officer, procedure, seen, kept, complete, printed, may_go_on,
                       enter_again, facts, afterwards, consent, consent_on, sign))

// One file: a PDF of all sides, or a photograph.
uploads::Limits limits_of(Room const& room)
{
    auto limits = room.cases.uploads.setting.own;
    limits.documents = 1;
    return limits;
}

std::vector<uploads::UploadId> chosen(web::Call const& call)
{
    if (call.refused)
        for (auto const& [marker, ids] : call.refused->with)
            if (marker == "consent") return uploads::ids_in(ids);
    return uploads::ids_in(call.value("consent"));
}

void add_signing(CheckPage& page, Room& room, db::Snapshot const& snapshot, web::Call const& call)
{
    page.consent = uploads::field(room.cases.uploads, snapshot, call, "consent", call.say("assistance.consent"),
                                  call.say("assistance.consent-hint"), limits_of(room), chosen(call));
    page.consent.joins = false;
    page.consent_on = web::input(call, "consent_on", call.say("assistance.consent-on"), "");
    page.consent_on.type = "date";
    if (page.consent_on.value.empty()) page.consent_on.value = base::iso(base::local_day(call.at));
    page.sign = web::checkboxes(call, "signo", call.say("assistance.sign-legend"), call.say("assistance.sign-hint"), {},
                                {{"si", call.say("assistance.sign"), ""}});
}

// With what the town hall has given them to sign with: their account, proved within the last minutes (`step_up`); and
// whoever has a second factor signs with both (Llei 40/2015, art. 43).
std::optional<Refusal> may_sign(staff::Member const& officer, act::Actor const& by)
{
    if (officer.has_second_factor() && by.level < act::Level::Substantial)
        return Refusal{Refusal::Why::Forbidden, "assistance.second-factor"};
    return {};
}

// What is bound to be refused is told before anybody signs, in the place of the buttons.
void add_kept(CheckPage& page, Room& room, db::Snapshot const& snapshot, web::Call const& call, Request const& request)
{
    if (auto const no = kept_from(snapshot, call.by.staff, request.of.procedure, call.at))
        page.kept.push_back(call.say(no->text, no->with));
    auto const officer = staff::member(snapshot, call.by.staff);
    if (auto const no = officer ? may_sign(*officer, call.by) : std::nullopt) {
        page.kept.push_back(call.say(no->text, no->with));
        page.enter_again = true;
    }
    if (auto const no = too_much(room, snapshot, request)) {
        page.kept.push_back(call.say(no->text, no->with));
        for (auto const& each : no->others) page.kept.push_back(call.say(each.text, each.with));
    }
    page.may_go_on = page.kept.empty();
}

base::Result<CheckPage> show_check(Room& room, db::Snapshot const& snapshot, web::Call const& call, Named const& asked)
{
    auto const found = own(snapshot, call.by, asked.id);
    if (!found) return found.refusal();
    CheckPage page;
    page.title = call.say("assistance.check-title");
    page.id = found->id.text;
    page.back = address(found->id);
    page.language = found->language;
    page.procedure = title_of(room, call, found->procedure);
    page.printed = found->state == State::Printed;
    page.seen = found->sha256;
    if (auto const person = identity::person(snapshot, found->person))
        page.person = person->name + " · " + person->document_number;
    auto const request = request_of(room, snapshot, call, *found);
    page.complete = bool(request);
    if (request) {
        // A newer form, or another name of theirs: what was consented to is no more what would be filed.
        page.printed = page.printed && request->sha256 == found->sha256;
        for (auto const& [label, value] : request->composed.answered) page.facts.push_back({label, value, "", false});
        for (auto const& [label, value] : request->composed.afterwards)
            page.afterwards.push_back({label, value, "", false});
    }
    if (request) add_kept(page, room, snapshot, call, *request);
    page.printed = page.printed && page.may_go_on;
    if (page.printed) add_signing(page, room, snapshot, call);
    call.looked_at(found->person, "assistance.check");
    return page;
}

struct FileSent {
    std::string id;
    bool signo = false;
    std::optional<std::string> vist, consent, consent_on, accio;
    std::vector<web::Octets> consent__fitxer;
    std::vector<std::string> consent__nom;
};
BOOST_DESCRIBE_STRUCT(FileSent, (), (id, signo, vist, consent, consent_on, accio, consent__fitxer, consent__nom))

// A button of the file field: what came stays, nothing is filed.
base::Result<Ready> of_the_field(Room& room, store::Assistance const& of, FileSent const& sent)
{
    Ready ready;
    ready.request.of = of;
    ready.field_button = *sent.accio;
    ready.consent = uploads::ids_in(sent.consent.value_or(""));
    if (sent.accio->starts_with("treu-"))
        ready.removed = {sent.accio->substr(5)};
    else if (*sent.accio != "puja")
        return Refusal{Refusal::Why::Unprocessable, "field.choice", "consent"};
    if (!sent.consent__fitxer.empty()) {
        auto came = uploads::came(room.cases.uploads, "consent", sent.consent__fitxer, sent.consent__nom);
        if (came.refusal) return *came.refusal;
        ready.files = std::move(came.good);
    }
    if (ready.files.empty() && !ready.removed)
        return Refusal{Refusal::Why::Unprocessable, "assistance.no-consent", "consent"};
    return ready;
}

void judge_consent_of(Room& room, db::Snapshot const& snapshot, web::Call const& call, FileSent const& sent,
                      Ready& ready, std::vector<Refusal>& faults)
{
    auto const fault = [&](char const* key, char const* field) {
        faults.emplace_back(Refusal::Why::Unprocessable, key, field);
    };
    ready.consent = uploads::ids_in(sent.consent.value_or(""));
    auto const printed = ready.request.of.printed_at;
    for (auto const& id : ready.consent) {
        if (!uploads::owns(snapshot, call.by, id)) return fault("assistance.no-consent", "consent");
        // What was handed in before the sheet was printed shows another one.
        if (auto const kept = uploads::find(snapshot, id); kept && kept->made_at < printed)
            return fault("assistance.consent-older", "consent");
    }
    ready.consent_on = sent.consent_on.value_or("");
    switch (judge_consent(ready.consent_on, printed, call.at)) {
    case ConsentFault::None:
        break;
    case ConsentFault::Unreadable:
        fault("assistance.bad-day", "consent_on");
        break;
    case ConsentFault::BeforePrinted:
        fault("assistance.consent-before", "consent_on");
        break;
    case ConsentFault::AfterAct:
        fault("assistance.consent-after", "consent_on");
        break;
    }
    // Scanning waits for another server: not for a form that is sent back anyway.
    if (!sent.consent__fitxer.empty() && faults.empty()) {
        auto came = uploads::came(room.cases.uploads, "consent", sent.consent__fitxer, sent.consent__nom);
        if (came.refusal) return faults.push_back(std::move(*came.refusal));
        ready.files = std::move(came.good);
    }
    auto const files = ready.consent.size() + sent.consent__fitxer.size();
    if (files == 0) fault("assistance.no-consent", "consent");
    if (files > 1) fault("assistance.one-consent", "consent");
}

base::Result<Ready> prepare_file(Room& room, db::Snapshot const& snapshot, web::Call const& call, FileSent const& sent)
{
    auto const found = own(snapshot, call.by, sent.id);
    if (!found) return found.refusal();
    if (sent.accio) return of_the_field(room, *found, sent);
    if (auto const no = kept_from(snapshot, call.by.staff, found->procedure, call.at)) return *no;
    if (found->state != State::Printed) return Refusal{Refusal::Why::Conflict, "assistance.no-sheet"};
    auto const officer = staff::member(snapshot, call.by.staff);
    if (!officer) return Refusal{Refusal::Why::Forbidden, "assistance.not-habilitated"};
    if (auto const no = may_sign(*officer, call.by)) return *no;
    auto request = request_of(room, snapshot, call, *found);
    if (!request) return request.refusal();
    if (request->sha256 != found->sha256 || sent.vist.value_or("") != found->sha256)
        return Refusal{Refusal::Why::Conflict, "assistance.changed"};
    Ready ready;
    ready.request = std::move(*request);
    std::vector<Refusal> faults;
    judge_consent_of(room, snapshot, call, sent, ready, faults);
    if (!sent.signo) faults.emplace_back(Refusal::Why::Unprocessable, "assistance.must-sign", "signo");
    if (!faults.empty()) return base::together(std::move(faults));
    ready.habilitation = *store::in_force(snapshot, call.by.staff, found->procedure, base::local_day(call.at));
    ready.officer = officer->name;
    ready.login = officer->login;
    ready.unit = officer->unit;
    ready.theirs = std::make_shared<web::Call const>(in_language(call, found->language));
    return ready;
}

}

void filing_routes(web::Router& on, Room& room)
{
    auto const agent = web::staff("counter.attend");
    on.look("/oficina/assistencia/{id}/presenta", agent, room, show_check);
    on.act("/oficina/assistencia/{id}/presenta", agent, room, prepare_file, record_file,
           {.body_limit = std::size_t(room.cases.uploads.setting.largest_form) + 64 * 1024,
            .waits = true,
            .step_up = true});
}

}
