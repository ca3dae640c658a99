// SPDX-License-Identifier: EUPL-1.2
// What other rooms ask of assisted filing, and what its pages share.
#include "rooms/assistance/pages.h"

#include "base/crypto.h"
#include "rooms/audit/audit.h"
#include "rooms/staff/staff.h"
#include "rooms/thread/thread.h"

#include <algorithm>

namespace assistance {

using base::Refusal;

void tidy(db::Tx& tx, base::Instant now)
{
    for (auto const& each : store::open_drafts(tx)) {
        auto const draft = forms::draft(tx, each.draft);
        auto const then = after(each.state, Event::Abandon);
        if (then && (!draft || draft->state != forms::DraftState::Open)) store::move(tx, each.id, *then, now);
    }
}

bool assists(db::Snapshot const& snapshot, act::Actor const& by, base::Instant at)
{
    auto const mine = store::of_staff(snapshot, by.staff);
    return by.kind == act::Actor::Kind::Staff &&
           std::ranges::any_of(mine, [&](auto const& each) { return in_force(each.term, base::local_day(at)); });
}

std::optional<Refusal> not_to_take(db::Snapshot const& snapshot, act::Actor const& by, cases::MatterId const& id)
{
    auto const filed = store::of_matter(snapshot, id);
    if (!filed || filed->staff != by.staff) return {};
    return Refusal{Refusal::Why::Forbidden, "assistance.not-yours-to-take"};
}

std::optional<act::PersonId> staff_may_read(db::Snapshot const& snapshot, act::Actor const& by,
                                            uploads::Kept const& kept)
{
    if (by.kind != act::Actor::Kind::Staff) return {};
    auto const filed = store::of_holder(snapshot, kept.holder);
    // Whoever has left the counter hands no copies over any more.
    auto const mine = filed && filed->staff == by.staff && by.may("counter.attend");
    if (!filed || (!mine && !by.may("assistance.see"))) return {};
    return filed->person;
}

bool consent_infected(act::Act& act, uploads::Kept const& kept)
{
    auto const filed = store::of_holder(act.tx, kept.holder);
    if (!filed || filed->consent != kept.id) return false;
    thread::append(act,
                   {filed->person, filed->matter.text, "consent-infected", kept.id.text, "", thread::Sight::Office});
    audit::record(act, "assistance.consent-infected", filed->person, filed->assistance.text);
    return true;
}

namespace {

constexpr std::size_t longest_post = 120, longest_resolution = 120;

void judge_days(Wanted const& asked, base::Day today, std::vector<Refusal>& faults)
{
    auto const fault = [&](char const* key, char const* field) {
        faults.emplace_back(Refusal::Why::Unprocessable, key, field);
    };
    auto const resolved = base::day_from_iso(asked.resolved_on), from = base::day_from_iso(asked.from);
    auto const until = base::day_from_iso(asked.until);
    if (!resolved)
        fault("assistance.bad-day", "resolved_on");
    else if (*resolved > today)
        fault("assistance.resolved-later", "resolved_on");
    if (!from) fault("assistance.bad-day", "from");
    // Nobody was habilitated before somebody resolved it.
    if (from && resolved && *from < *resolved) fault("assistance.from-before", "from");
    if (!asked.until.empty() && !until) fault("assistance.bad-day", "until");
    if (from && until && *until < *from) fault("assistance.until-before", "until");
}

}

base::Result<HabilitationId> habilitate(act::Act& act, Wanted const& asked)
{
    std::vector<Refusal> faults;
    auto const today = base::local_day(act.at);
    auto const member = staff::member(act.tx, asked.staff);
    if (!member || !member->in_force(today)) faults.emplace_back(Refusal::Why::Unprocessable, "field.choice", "staff");
    if (!is_line(asked.post, longest_post))
        faults.emplace_back(Refusal::Why::Unprocessable, "assistance.bad-post", "post");
    if (!is_line(asked.resolution, longest_resolution))
        faults.emplace_back(Refusal::Why::Unprocessable, "assistance.bad-resolution", "resolution");
    judge_days(asked, today, faults);
    for (auto const& each : asked.procedures)
        if (!store::is_listed(act.tx, each)) {
            faults.emplace_back(Refusal::Why::Unprocessable, "assistance.not-listed", "procedures");
            break;
        }
    if (!faults.empty()) return base::together(std::move(faults));
    store::Habilitation made{.id = HabilitationId::fresh(act.at),
                             .staff = asked.staff,
                             .post = asked.post,
                             .resolution = asked.resolution,
                             .resolved_on = asked.resolved_on,
                             .term = {asked.from, asked.until, false},
                             .all = asked.procedures.empty(),
                             .procedures = asked.procedures};
    store::insert(act, made);
    audit::record(act, "assistance.habilitated", {}, made.id.text);
    return made.id;
}

base::Result<base::Done> list(act::Act& act, std::string_view procedure)
{
    if (store::is_listed(act.tx, procedure))
        return Refusal{Refusal::Why::Conflict, "assistance.listed-already", "procedure"};
    store::add_listing(act, procedure);
    audit::record(act, "assistance.listed", {}, procedure);
    return base::Done{};
}

base::Result<store::Assistance> own(db::Snapshot const& snapshot, act::Actor const& by, std::string const& id)
{
    auto found = base::is_id_text(id) ? store::assistance(snapshot, {id}) : std::nullopt;
    if (!found || found->staff != by.staff) return Refusal{Refusal::Why::NotFound, "assistance.none"};
    if (found->state == State::Filed) return Refusal{Refusal::Why::Gone, "assistance.is-filed"};
    if (found->state == State::Abandoned) return Refusal{Refusal::Why::Gone, "assistance.is-abandoned"};
    // Nobody went on for thirty days, and the hourly round has not come yet: its sheet is no more either.
    auto const draft = forms::draft(snapshot, found->draft);
    if (!draft || draft->state != forms::DraftState::Open)
        return Refusal{Refusal::Why::Gone, "assistance.is-abandoned"};
    return std::move(*found);
}

std::string address(AssistanceId const& id, std::string_view page)
{
    return "/oficina/assistencia/" + id.text + (page.empty() ? "" : "/" + std::string(page));
}

std::optional<Refusal> kept_from(db::Snapshot const& snapshot, act::StaffId const& staff, std::string_view procedure,
                                 base::Instant at)
{
    auto const today = base::local_day(at);
    auto const mine = store::of_staff(snapshot, staff);
    if (std::ranges::none_of(mine, [&](auto const& each) { return in_force(each.term, today); }))
        return Refusal{Refusal::Why::Forbidden, "assistance.not-habilitated"};
    if (!store::is_listed(snapshot, procedure))
        return Refusal{Refusal::Why::Unprocessable, "assistance.not-listed", "procedure"};
    if (!store::in_force(snapshot, staff, procedure, today))
        return Refusal{Refusal::Why::Unprocessable, "assistance.not-covered", "procedure"};
    return {};
}

bool is_own(db::Snapshot const& snapshot, act::StaffId const& officer, std::string_view document)
{
    auto const member = staff::member(snapshot, officer);
    return member && !member->document.empty() && member->document == document;
}

web::Call in_language(web::Call call, std::string const& language)
{
    call.language = language;
    return call;
}

base::Result<Request> request_of(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                 store::Assistance const& of)
{
    auto const theirs = in_language(call, of.language);
    auto const opened = forms::open(room.cases.forms, snapshot, theirs, of.draft.text);
    if (!opened) return opened.refusal();
    auto const person = identity::person(snapshot, of.person);
    if (!person) return Refusal{Refusal::Why::NotFound, "assistance.none"};
    Request made;
    made.of = of;
    made.procedure = opened->procedure;
    made.person = {of.person, person->document_kind, person->document_number, person->name, false};
    auto composed = cases::compose_for(room.cases, snapshot, theirs, *opened, made.person);
    if (!composed) return composed.refusal();
    made.composed = std::move(*composed);
    made.seal = forms::seal_of(opened->draft.typed);
    made.text = json::serialize(made.composed.content);
    made.sha256 = base::hex(base::sha256(made.text));
    return made;
}

std::optional<Refusal> too_much(Room& room, db::Snapshot const& snapshot, Request const& request)
{
    std::vector<uploads::Kept> kept;
    for (auto const& each : request.composed.papers)
        if (auto const found = uploads::find(snapshot, {each.upload})) kept.push_back(*found);
    auto const& setting = room.cases.uploads.setting;
    // Room for the scan, as large as a form without a script may bring it.
    auto const bytes = std::int64_t(request.text.size()) + setting.largest_form;
    auto const fit = uploads::judge(setting.own, kept, 2, bytes);
    return fit ? std::nullopt : std::optional(fit.refusal());
}

std::string title_of(Room& room, web::Call const& call, std::string const& procedure)
{
    auto const shelf = room.cases.procedures.shelf(call.at);
    auto const* const found = shelf->find(procedure);
    return found ? found->title.in(call.language) : procedure;
}

std::string day_words(std::string const& iso, std::string const& language)
{
    auto const day = base::day_from_iso(iso);
    return day ? base::day_in_words(*day, language) : iso;
}

std::string term_words(web::Call const& call, Term const& term)
{
    auto const from = day_words(term.from, call.language);
    if (term.until.empty()) return call.say("assistance.from", {{"from", from}});
    return call.say("assistance.from-until", {{"from", from}, {"until", day_words(term.until, call.language)}});
}

void routes(web::Router& on, Room& room)
{
    public_routes(on, room);
    register_routes(on, room);
    list_routes(on, room);
    begin_routes(on, room);
    form_routes(on, room);
    sheet_routes(on, room);
    filing_routes(on, room);
    done_routes(on, room);
}

}
