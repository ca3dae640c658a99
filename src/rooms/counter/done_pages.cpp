// SPDX-License-Identifier: EUPL-1.2
// What was just registered: the number, the sheet that is printed for the person, their receipt, the next one.
#include "base/size.h"
#include "rooms/counter/pages.h"

namespace counter {
namespace {

using base::Refusal;

struct Which {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id))

struct PaperShown {
    std::string name, size, sha256;
};
BOOST_DESCRIBE_STRUCT(PaperShown, (), (name, size, sha256))

struct DonePage {
    static constexpr auto view = "counter/done";
    std::string title, id, number, day, time, effective, subject, code, check, receipt, matter, agent, give_back,
        exchange;
    std::vector<web::Fact> people, facts;
    std::vector<PaperShown> papers;
    bool required = false;
};
BOOST_DESCRIBE_STRUCT(DonePage, (),
                      (title, id, number, day, time, effective, subject, code, check, receipt, matter, agent, give_back,
                       exchange, people, facts, papers, required))

std::string member(json::object const& of, std::string_view key)
{
    auto const* const found = of.if_contains(key);
    return found && found->is_string() ? std::string(found->as_string()) : std::string();
}

// One's own, or anybody's for whoever reads the register.
base::Result<store::Intake> known(db::Snapshot const& snapshot, web::Call const& call, std::string const& id)
{
    auto found = base::is_id_text(id) ? store::intake(snapshot, {id}) : std::nullopt;
    if (!found || (found->staff != call.by.staff && !call.by.may("registry.see")))
        return Refusal{Refusal::Why::NotFound, "counter.no-intake"};
    return std::move(*found);
}

// Out of what was filed, never out of tables that may change.
void add_filed(DonePage& page, web::Call const& call, store::Intake const& intake)
{
    auto const filed = json::parse(intake.content).as_object();
    for (auto const& each : filed.at("parties").as_array()) {
        auto const& party = each.as_object();
        auto const document = member(party, "document");
        // texts: counter.role-*
        page.people.push_back({call.say("counter.role-" + member(party, "role")),
                               member(party, "name") + (document.empty() ? "" : " · " + document), "", false});
    }
    for (auto const& each : filed.at("told").as_array()) {
        auto const& line = each.as_object();
        page.facts.push_back({member(line, "label"), member(line, "value"), "", false});
    }
}

base::Result<DonePage> show_done(Room& room, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const intake = known(snapshot, call, which.id);
    if (!intake) return intake.refusal();
    DonePage page;
    page.id = intake->id.text;
    page.title = call.say("counter.done-title");
    page.number = intake->number;
    page.subject = intake->subject;
    page.code = intake->receipt;
    page.check = room.url + "/verifica/" + intake->receipt;
    page.receipt = "/oficina/taulell/presentacions/" + page.id + "/rebut";
    page.agent = room.staff_name(snapshot, intake->staff);
    page.give_back = call.say(intake->returned ? "counter.give-back" : "counter.keep");
    if (intake->matter && call.by.may("cases.see")) page.matter = "/oficina/expedients/" + intake->matter.text;
    if (!intake->matter && call.by.may("counter.exchange")) page.exchange = "/oficina/taulell/intercanvi";
    page.day = base::day_in_words(base::local_day(intake->taken_at), call.language);
    page.time = base::local_time(intake->taken_at);
    if (auto const entry = registry::brief(room.book, snapshot, {intake->entry});
        entry && entry->effective_at && *entry->effective_at != entry->presented_at)
        page.effective = base::day_in_words(base::local_day(*entry->effective_at), call.language);
    add_filed(page, call, *intake);
    for (auto const& paper : intake->papers)
        page.papers.push_back({paper.name, base::size_in_words(paper.bytes, call.language), paper.sha256});
    page.required = intake->matter && store::requirement(snapshot, intake->matter).has_value();
    call.looked_at(intake->interested, "counter.intake");
    return page;
}

base::Result<web::File> show_receipt(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     Which const& which)
{
    auto const intake = known(snapshot, call, which.id);
    if (!intake) return intake.refusal();
    call.looked_at(intake->interested, "registry.receipt");
    auto const document = registry::seal_receipt(room.book, {intake->entry});
    if (!document) return document.refusal();
    // The page's own snapshot may be older than the receipt.
    auto const reader = room.database.read();
    return documents::file_of(room.desk, reader.snapshot(), *document, false);
}

}

void done_routes(web::Router& on, Room& room)
{
    auto const agent = web::staff("counter.attend");
    on.look("/oficina/taulell/presentacions/{id}", agent, room, show_done);
    // Seals when nobody has yet, and waits for the lane.
    on.look("/oficina/taulell/presentacions/{id}/rebut", agent, room, show_receipt,
            {.slow = true, .gives = "application/pdf"});
}

}
