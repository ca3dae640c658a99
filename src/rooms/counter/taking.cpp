// SPDX-License-Identifier: EUPL-1.2
// The act of the counter: the person identified, the papers frozen, the entry, its matter or its place in the queue of
// the exchange, and the requirement to whoever is obliged to electronic means; all or nothing.
#include "base/crypto.h"
#include "rooms/audit/audit.h"
#include "rooms/counter/pages.h"
#include "rooms/identity/identity.h"
#include "rooms/thread/thread.h"

#include <algorithm>
#include <utility>

namespace counter {
namespace {

using base::Refusal;
using Told = std::vector<std::pair<std::string, std::string>>;

std::string in_words(std::string const& iso, std::string_view language)
{
    auto const day = base::day_from_iso(iso);
    return day ? base::day_in_words(*day, language) : std::string();
}

std::vector<registry::Party> parties(Taking const& taken, act::PersonId const& presenter,
                                     act::PersonId const& interested)
{
    std::vector<registry::Party> list;
    if (taken.behalf) {
        auto const& [number, name, typed] = *taken.behalf;
        list.push_back({interested, number.kind, number.text, name, false});
    }
    auto const& [number, name, typed] = taken.presenter;
    list.push_back({presenter, number.kind, number.text, name, taken.behalf.has_value()});
    return list;
}

// What the agent saw, never a copy of it (RGPD, art. 5.1.c).
act::AssertionId identified(act::Act& act, Taking const& taken)
{
    identity::Proof const proof{taken.presenter.number.kind, taken.presenter.number.text, taken.presenter.name,
                                act::Level::Substantial, "counter"};
    auto const evidence = json::serialize(json::object{{"method", "counter"},
                                                       {"shown", name(taken.shown)},
                                                       {"number", taken.presenter.number.text},
                                                       {"agent", act.by.staff.text},
                                                       {"at", base::rfc3339(act.at)},
                                                       {"intake", taken.id.text}});
    return identity::keep_assertion(act.tx, proof, evidence, act.at);
}

// The papers that exist already and those that came with the form, judged together before a number exists.
base::Result<std::vector<cases::Paper>> gather(Room& room, act::Act& act, Taking const& taken)
{
    auto& uploads_room = room.cases.uploads;
    std::vector<uploads::Kept> all;
    for (auto const& id : taken.papers)
        if (auto const kept = uploads::find(act.tx, id)) all.push_back(*kept);
    for (auto const& file : taken.files) {
        auto const kept = uploads::record(uploads_room, act, *file);
        if (!kept) return kept.refusal();
        all.push_back(*kept);
    }
    // What leaves through SIR must fit it (model.md, invariant 7).
    auto const& limits = taken.elsewhere ? uploads_room.setting.exchange : uploads_room.setting.own;
    if (auto const fit = uploads::judge(limits, all, 1, std::int64_t(taken.content.size())); !fit) {
        auto no = fit.refusal();
        no.field = "papers";
        for (auto& other : no.others) other.field = "papers";
        return no;
    }
    std::vector<cases::Paper> papers;
    for (auto const& kept : all) papers.push_back({kept.id.text, kept.name, kept.type, kept.sha256, kept.bytes});
    return papers;
}

// Another administration's: it is entered here and waits to be sent there.
base::Result<registry::Entered> enter_for_another(Room& room, act::Act& act, Taking const& taken,
                                                  std::vector<cases::Paper> const& papers,
                                                  std::vector<registry::Party> who)
{
    registry::Wanted entry;
    entry.kind = "forwarded";
    entry.subject = taken.subject;
    entry.destination = taken.destination;
    entry.parties = std::move(who);
    entry.told = taken.told;
    entry.language = taken.language;
    entry.papers.push_back({taken.file_name, "application/json", base::hex(base::sha256(taken.content)), taken.id.text,
                            std::int64_t(taken.content.size())});
    for (auto const& paper : papers) {
        auto const kept = uploads::freeze(room.cases.uploads, act, {paper.upload}, taken.id.text);
        if (!kept) return kept.refusal();
        if (kept->sha256 != paper.sha256) return web::stale();
        entry.papers.push_back({paper.name, paper.type, paper.sha256, paper.upload, paper.bytes});
    }
    return registry::enter(room.book, act, entry);
}

struct Entered {
    registry::Entered entry;
    cases::MatterId matter;
};

base::Result<Entered> enter(Room& room, act::Act& act, Taking const& taken, std::vector<cases::Paper> const& papers,
                            act::PersonId const& interested, std::vector<registry::Party> who)
{
    if (taken.elsewhere) {
        auto const entered = enter_for_another(room, act, taken, papers, std::move(who));
        if (!entered) return entered.refusal();
        return Entered{*entered, {}};
    }
    auto const opened = cases::take_in(room.cases, act,
                                       {{taken.id.text},
                                        taken.procedure,
                                        taken.subject,
                                        taken.content,
                                        taken.file_name,
                                        taken.language,
                                        std::move(who),
                                        interested,
                                        papers,
                                        taken.told});
    if (!opened) return opened.refusal();
    return Entered{opened->entry, opened->matter};
}

store::Intake intake_of(Taking const& taken, Entered const& entered, act::Act const& act)
{
    store::Intake made;
    made.id = taken.id;
    made.entry = entered.entry.id.text;
    made.number = entered.entry.number;
    made.receipt = entered.entry.receipt_code;
    made.matter = entered.matter;
    made.staff = act.by.staff;
    made.proof = taken.behalf ? taken.sent.proof.value_or("") : "";
    made.obliged = name(taken.obliged);
    made.destination = taken.destination;
    made.destination_name = taken.destination_name;
    made.subject = taken.subject;
    made.content = taken.content;
    made.physical = taken.sent.physical.value_or("3");
    made.returned = taken.sent.returned;
    made.language = taken.language;
    made.email = taken.email;
    made.taken_at = entered.entry.presented_at;
    return made;
}

}

namespace {

// Somebody may have proved another name since it was judged: what is filed would then name them wrongly.
bool names_hold(Room const& room, db::Snapshot const& snapshot, Taking const& taken)
{
    auto const holds = [&](Somebody const& who) {
        return name_that_holds(room, snapshot, who.number, who.typed) == who.name;
    };
    return holds(taken.presenter) && (!taken.behalf || holds(*taken.behalf));
}

// A button of the file field: what came stays, and the form comes again with it ({papers}, read by its page).
base::Result<Registered> record_field(Room& room, act::Act& act, Taking const& taken)
{
    auto& uploads_room = room.cases.uploads;
    std::vector<Refusal> faults;
    std::vector<uploads::UploadId> ids;
    auto const record = [&](uploads::Ready const& file) {
        auto const kept = uploads::record(uploads_room, act, file);
        if (kept) ids.push_back(kept->id);
        if (!kept) faults.push_back(kept.refusal());
    };
    auto const joined = taken.joined ? taken.joined->taken : std::vector<uploads::UploadId>();
    for (auto const& id : taken.papers) {
        auto const in = std::ranges::find(joined, id);
        if (in == joined.end() && id != taken.removed) ids.push_back(id);
        if (!joined.empty() && in == joined.begin()) record(*taken.joined->ready); // in the place of the first
    }
    for (auto const& file : taken.files) record(*file);
    if (taken.removed) uploads::remove(uploads_room, act, taken.removed); // filed elsewhere: it stays there
    std::string list;
    for (auto const& id : ids) list += (list.empty() ? "" : " ") + id.text;
    if (taken.refused_file) {
        auto first = *taken.refused_file;
        auto const more = std::exchange(first.others, {});
        faults.push_back(std::move(first));
        faults.insert(faults.end(), more.begin(), more.end());
    }
    // texts: counter.put-in counter.taken-out counter.joined
    if (faults.empty())
        faults.emplace_back(Refusal::Why::Unprocessable, taken.removed  ? "counter.taken-out"
                                                         : taken.joined ? "counter.joined"
                                                                        : "counter.put-in");
    auto told = base::together(std::move(faults));
    told.field = "papers";
    for (auto& other : told.others) other.field = "papers";
    told.with.emplace_back("papers", std::move(list));
    told.kept = true;
    return told;
}

}

std::string location(Registered const& made) { return "/oficina/taulell/presentacions/" + made.id; }

base::Result<Registered> record_taking(Room& room, act::Act& by_web, Taking const& taken)
{
    if (!taken.field_button.empty()) return record_field(room, by_web, taken);
    // Whatever carries the agent's keys here, the person came to the counter.
    act::Act act{by_web.tx, by_web.by, act::Channel::Counter, by_web.at, taken.language};
    if (!names_hold(room, act.tx, taken)) return web::stale();
    auto const papers = gather(room, act, taken);
    if (!papers) return papers.refusal();
    auto const assertion = identified(act, taken);
    auto const presenter = identity::assertion(act.tx, assertion)->person;
    auto const interested = taken.behalf ? identity::written_down(act.tx, taken.behalf->number.kind,
                                                                  taken.behalf->number.text, taken.behalf->name, act.at)
                                         : presenter;
    auto const entered = enter(room, act, taken, *papers, interested, parties(taken, presenter, interested));
    if (!entered) return entered.refusal();
    auto made = intake_of(taken, *entered, act);
    made.presenter = presenter;
    made.interested = interested;
    made.assertion = assertion;
    made.papers = *papers;
    store::insert(act.tx, made);
    Registered told{
        taken.id.text,     made.number, base::rfc3339(entered->entry.presented_at), made.receipt, entered->matter.text,
        taken.amend_until, ""};
    if (taken.elsewhere) {
        told.exchange = base::fresh_id_text(act.at);
        store::put(act.tx,
                   {told.exchange, taken.id, ExchangeState::Waiting, "", "", taken.destination, taken.destination_name,
                    act.at},
                   act.by.staff);
        thread::append(act, {interested, "", "taken-for-another", made.number, made.number});
    } else if (taken.obliged != Obliged::No) {
        store::require(act.tx, taken.id, entered->matter, taken.amend_until);
        thread::append(act, {interested, entered->matter.text, "required-electronic", taken.id.text,
                             in_words(taken.amend_until, taken.language)});
        audit::record(act, "counter.required", interested, taken.id.text);
    }
    audit::record(act, "counter.identified", presenter, assertion.text);
    audit::record(act, "counter.registered", interested, taken.id.text);
    return told;
}

}
