// SPDX-License-Identifier: EUPL-1.2
// The act of assisted filing (Llei 39/2015, art. 12.2): habilitation, list, consent and answers looked at again; papers
// and the signed sheet frozen; entry, matter, evidence and trail; all or nothing.
#include "rooms/assistance/filing.h"

#include "base/crypto.h"
#include "rooms/audit/audit.h"

namespace assistance {
namespace {

using base::Refusal;
using Lines = std::vector<std::pair<std::string, std::string>>;

json::array in_words(Lines const& lines)
{
    json::array list;
    for (auto const& [label, value] : lines) list.push_back(json::object{{"label", label}, {"value", value}});
    return list;
}

std::string moment(web::Call const& theirs, base::Instant at)
{
    return theirs.say("assistance.moment", {{"day", base::day_in_words(base::local_day(at), theirs.language)},
                                            {"time", base::local_time(at)}});
}

// What entry, receipt and folder tell of who filed it, and by what right.
Lines assisted_lines(Ready const& ready, cases::Paper const& consent, base::Instant at)
{
    auto const& theirs = *ready.theirs;
    auto const& of = ready.request.of;
    auto const officer =
        theirs.say("assistance.officer-words", {{"name", ready.officer},
                                                {"post", ready.habilitation.post},
                                                {"resolution", ready.habilitation.resolution},
                                                {"day", day_words(ready.habilitation.resolved_on, theirs.language)}});
    // texts: assistance.shown-*
    return {{theirs.say("assistance.told-by"), officer},
            {theirs.say("assistance.told-identified"),
             theirs.say("assistance.shown-" + of.shown) + ", " + moment(theirs, of.identified_at)},
            {theirs.say("assistance.told-consent"),
             theirs.say("assistance.consent-words",
                        {{"day", day_words(ready.consent_on, theirs.language)}, {"sha256", consent.sha256}})},
            {theirs.say("assistance.told-request"), ready.request.sha256},
            {theirs.say("assistance.told-signed"), moment(theirs, at)}};
}

// BOE-A-2022-3527, as for citizens: who, how and when they proved it, over which text.
json::object signature_of(Ready const& ready, act::Act const& act, std::string const& signed_text)
{
    return {{"kind", "non-cryptographic"},
            {"by", "officer"},
            {"name", ready.officer},
            {"account", act.by.staff.text},
            {"login", ready.login},
            {"post", ready.habilitation.post},
            {"method", act.by.method},
            {"level", name(act.by.level)},
            {"session", act.by.session.text},
            {"proved_at", base::rfc3339(act.by.proved_at)},
            {"signed_at", base::rfc3339(act.at)},
            {"channel", name(act.channel)},
            {"sha256", base::hex(base::sha256(signed_text))}};
}

json::object assisted(Ready const& ready, cases::Paper const& consent)
{
    auto const& [of, habilitation] = std::tie(ready.request.of, ready.habilitation);
    return {{"law", "Llei 39/2015, art. 12.2"},
            {"assistance", of.id.text},
            {"officer", {{"account", of.staff.text}, {"name", ready.officer}, {"unit", ready.unit}}},
            {"habilitation",
             {{"id", habilitation.id.text},
              {"post", habilitation.post},
              {"resolution", habilitation.resolution},
              {"resolved_on", habilitation.resolved_on},
              {"from", habilitation.term.from},
              {"until", habilitation.term.until}}},
            {"identified",
             {{"assertion", of.assertion.text}, {"shown", of.shown}, {"at", base::rfc3339(of.identified_at)}}},
            {"consent",
             {{"upload", consent.upload},
              {"name", consent.name},
              {"sha256", consent.sha256},
              {"bytes", consent.bytes},
              {"printed_at", base::rfc3339(of.printed_at)},
              {"signed_on", ready.consent_on}}},
            {"request_sha256", ready.request.sha256}};
}

struct Content {
    std::string text, signature;
};

Content content_of(Room const& room, Ready const& ready, act::Act const& act, cases::Paper const& consent,
                   Lines const& told)
{
    auto content = ready.request.composed.content;
    auto lines = ready.request.composed.answered;
    lines.insert(lines.end(), told.begin(), told.end());
    content["told"] = in_words(lines);
    content["channel"] = name(act.channel);
    content["office"] = room.counter.office;
    content["at"] = base::rfc3339(act.at);
    content["assisted"] = assisted(ready, consent);
    auto signature = signature_of(ready, act, json::serialize(content));
    auto evidence = json::serialize(signature);
    content["signature"] = std::move(signature);
    return {json::serialize(content), std::move(evidence)};
}

// A button of the file field: what came stays, and the page comes again with it ({consent}, read by its page).
base::Result<Filed> record_field(Room& room, act::Act& act, Ready const& ready)
{
    auto& uploads_room = room.cases.uploads;
    std::string ids;
    auto const keep = [&](uploads::UploadId const& id) { ids += (ids.empty() ? "" : " ") + id.text; };
    for (auto const& id : ready.consent)
        if (id != ready.removed) keep(id);
    if (ready.removed) uploads::remove(uploads_room, act, ready.removed);
    for (auto const& file : ready.files) {
        auto const kept = uploads::record(uploads_room, act, *file);
        if (!kept) return kept.refusal();
        keep(kept->id);
    }
    // texts: assistance.put-in assistance.taken-out
    Refusal told{Refusal::Why::Unprocessable, ready.removed ? "assistance.taken-out" : "assistance.put-in", "consent"};
    told.with.emplace_back("consent", std::move(ids));
    told.kept = true;
    return told;
}

// The signed sheet as a paper of the filing, under a name that says what it is.
base::Result<cases::Paper> consent_paper(Room& room, act::Act& act, Ready const& ready)
{
    std::optional<uploads::Kept> kept;
    for (auto const& id : ready.consent) kept = uploads::find(act.tx, id);
    for (auto const& file : ready.files) {
        auto const made = uploads::record(room.cases.uploads, act, *file);
        if (!made) return made.refusal();
        kept = *made;
    }
    if (!kept) return Refusal{Refusal::Why::Unprocessable, "assistance.no-consent", "consent"};
    auto const dot = kept->name.rfind('.');
    auto const ending = dot == std::string::npos ? std::string() : kept->name.substr(dot);
    return cases::Paper{kept->id.text, ready.theirs->say("assistance.file-consent") + ending, kept->type, kept->sha256,
                        kept->bytes};
}

base::Result<base::Done> judge_papers(Room& room, act::Act& act, std::vector<cases::Paper> const& papers,
                                      std::string const& content)
{
    std::vector<uploads::Kept> kept;
    for (auto const& each : papers)
        if (auto const found = uploads::find(act.tx, {each.upload})) kept.push_back(*found);
    return uploads::judge(room.cases.uploads.setting.own, kept, 1, std::int64_t(content.size()));
}

// Everything that was judged before the lane, as it stands now.
std::optional<Refusal> judge_again(act::Act& act, Ready const& ready)
{
    auto const& of = ready.request.of;
    auto const now = own(act.tx, act.by, of.id.text);
    if (!now) return now.refusal();
    if (!after(now->state, Event::File)) return Refusal{Refusal::Why::Conflict, "assistance.no-sheet"};
    if (now->sha256 != ready.request.sha256) return Refusal{Refusal::Why::Conflict, "assistance.changed"};
    if (now->assertion != of.assertion) return web::stale();
    if (auto const no = kept_from(act.tx, act.by.staff, of.procedure, act.at)) return *no;
    auto const habilitation = store::in_force(act.tx, act.by.staff, of.procedure, base::local_day(act.at));
    if (habilitation->id != ready.habilitation.id) return web::stale();
    auto const person = identity::person(act.tx, of.person);
    if (person && is_own(act.tx, act.by.staff, person->document_number))
        return Refusal{Refusal::Why::Forbidden, "assistance.is-oneself"};
    if (!person || person->name != ready.request.person.name) return web::stale();
    auto const draft = forms::open_draft(act.tx, act.by, now->draft.text);
    if (!draft) return draft.refusal();
    if (forms::seal_of(draft->typed) != ready.request.seal)
        return Refusal{Refusal::Why::Conflict, "assistance.changed"};
    auto const day = judge_consent(ready.consent_on, now->printed_at, act.at);
    if (day == ConsentFault::BeforePrinted)
        return Refusal{Refusal::Why::Unprocessable, "assistance.consent-before", "consent_on"};
    if (day != ConsentFault::None)
        return Refusal{Refusal::Why::Unprocessable, "assistance.consent-after", "consent_on"};
    for (auto const& id : ready.consent)
        if (auto const kept = uploads::find(act.tx, id); kept && kept->made_at < now->printed_at)
            return Refusal{Refusal::Why::Unprocessable, "assistance.consent-older", "consent"};
    return {};
}

cases::TakenIn taken(Ready const& ready, Content const& content, std::vector<cases::Paper> papers, Lines const& told)
{
    auto const& theirs = *ready.theirs;
    auto const& request = ready.request;
    cases::TakenIn made;
    made.id = {request.of.id.text};
    made.procedure = request.procedure;
    made.subject = request.composed.subject;
    made.content = content.text;
    made.file_name = theirs.say("assistance.file-application");
    made.language = request.of.language;
    made.parties = {request.person};
    made.interested = request.of.person;
    made.papers = std::move(papers);
    made.told.emplace_back(theirs.say("assistance.told-content"), "");
    made.told.insert(made.told.end(), request.composed.answered.begin(), request.composed.answered.end());
    made.told.emplace_back(theirs.say("assistance.told-heading"), "");
    made.told.insert(made.told.end(), told.begin(), told.end());
    made.told.emplace_back(theirs.say("assistance.told-afterwards"), "");
    made.told.insert(made.told.end(), request.composed.afterwards.begin(), request.composed.afterwards.end());
    return made;
}

store::Filing filing_of(Ready const& ready, Content const& content, cases::Opened const& opened,
                        cases::Paper const& consent)
{
    auto const& of = ready.request.of;
    return {of.id,
            {of.id.text},
            opened.matter,
            opened.entry.id.text,
            opened.entry.number,
            opened.entry.receipt_code,
            of.staff,
            ready.habilitation.id,
            of.person,
            of.procedure,
            ready.request.procedure->title.in(of.language),
            ready.request.composed.subject,
            ready.request.sha256,
            {consent.upload},
            consent.sha256,
            ready.consent_on,
            content.signature,
            opened.entry.presented_at};
}

}

std::string location(Filed const& filed) { return "/oficina/assistencia/" + filed.id + "/fet"; }

base::Result<Filed> record_file(Room& room, act::Act& by_web, Ready const& ready)
{
    if (!ready.field_button.empty()) return record_field(room, by_web, ready);
    auto const& of = ready.request.of;
    // Whatever carries the officer's keys here, the person is at the counter.
    act::Act act{by_web.tx, by_web.by, act::Channel::Counter, by_web.at, of.language};
    if (auto const no = judge_again(act, ready)) return *no;
    auto const consent = consent_paper(room, act, ready);
    if (!consent) return consent.refusal();
    auto const told = assisted_lines(ready, *consent, act.at);
    auto const content = content_of(room, ready, act, *consent, told);
    auto papers = ready.request.composed.papers;
    papers.push_back(*consent);
    if (auto const fit = judge_papers(room, act, papers, content.text); !fit) return fit.refusal();
    auto const opened = cases::take_in(room.cases, act, taken(ready, content, std::move(papers), told));
    if (!opened) return opened.refusal();
    if (auto const done = forms::move(act, of.draft, forms::DraftEvent::File); !done) return done.refusal();
    store::insert(act, filing_of(ready, content, *opened, *consent));
    store::move(act, of.id, State::Filed);
    audit::record(act, "assistance.filed", of.person, of.id.text);
    return Filed{of.id.text, opened->entry.number, base::rfc3339(opened->entry.presented_at),
                 opened->entry.receipt_code, opened->matter.text};
}

}
