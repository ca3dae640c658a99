// SPDX-License-Identifier: EUPL-1.2
// What is told of a paper that somebody obliged must file again electronically, and what happens when they do.
#include "rooms/audit/audit.h"
#include "rooms/counter/pages.h"
#include "rooms/thread/thread.h"

namespace counter {

bool amendable(db::Snapshot const& snapshot, cases::MatterId const& matter)
{
    auto const found = store::requirement(snapshot, matter);
    return found && after(found->state, RequirementEvent::Amend);
}

void amended(act::Act& act, cases::MatterId const& matter, registry::Entered const& entered)
{
    auto const found = store::requirement(act.tx, matter);
    if (!found || !after(found->state, RequirementEvent::Amend)) return;
    auto const intake = store::intake(act.tx, found->intake);
    if (!intake) return;
    // Llei 39/2015, art. 68.4: the date of filing is now that of the amendment; within the body's own terms, the one
    // that takes effect on a working day (art. 31.2.b).
    store::amend(act.tx, found->intake, entered.number, entered.effective_at.value_or(entered.presented_at));
    thread::append(act, {intake->interested, matter.text, "required-amended", entered.number, entered.number});
    audit::record(act, "counter.amended", intake->interested, matter.text);
}

std::vector<cases::Room::Notice> notices(db::Snapshot const& snapshot, web::Call const& call,
                                         cases::MatterId const& matter)
{
    auto const found = store::requirement(snapshot, matter);
    auto const of = found ? cases::matter(snapshot, matter) : std::nullopt;
    if (!of || of->state == cases::State::Withdrawn) return {};
    if (found->state == RequirementState::Amended)
        return {{call.say("counter.notice-amended",
                          {{"number", found->amended_by},
                           {"day", base::day_in_words(base::local_day(found->amended_at), call.language)}}),
                 false}};
    // Llei 39/2015, art. 5.6: of somebody not yet shown to stand for them, no term has begun.
    if (auto const intake = store::intake(snapshot, found->intake); intake && intake->proof == "pending")
        return {{call.say("counter.notice-required-unproved"), true}};
    auto const last = base::day_from_iso(found->until);
    if (!last) return {{call.say("counter.notice-required-ten-days"), true}};
    auto const over = base::local_day(call.at) > *last;
    return {{call.say(over ? "counter.notice-over" : "counter.notice-required",
                      {{"day", base::day_in_words(*last, call.language)}}),
             true}};
}

std::optional<act::PersonId> staff_may_read(db::Snapshot const& snapshot, act::Actor const& by,
                                            uploads::Kept const& kept)
{
    if (by.kind != act::Actor::Kind::Staff || !by.may("counter.exchange")) return {};
    auto const found = store::intake(snapshot, {kept.holder});
    if (!found || found->matter) return {};
    return found->interested;
}

void paper_infected(act::Act& act, uploads::Kept const& kept)
{
    auto const found = store::intake(act.tx, {kept.holder});
    if (!found || found->matter) return;
    thread::append(act, {found->interested, "", "paper-infected", kept.id.text, kept.name});
}

}
