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

// What is printed is the person's: in the language in which they filed, whatever the agent reads.
struct SheetWords {
    std::string presented, by, documents, check, reception, received, sign;
};
BOOST_DESCRIBE_STRUCT(SheetWords, (), (presented, by, documents, check, reception, received, sign))

struct DonePage {
    static constexpr auto view = "counter/done";
    std::string title, id, number, language, subject, moment, code, receipt, matter, agent, give_back, exchange, desk;
    SheetWords words;
    std::vector<web::Fact> people, facts;
    std::vector<PaperShown> papers;
    bool required = false;
};
BOOST_DESCRIBE_STRUCT(DonePage, (),
                      (title, id, number, language, subject, moment, code, receipt, matter, agent, give_back, exchange,
                       desk, words, people, facts, papers, required))

std::string member(json::object const& of, std::string_view key)
{
    auto const* const found = of.if_contains(key);
    return found && found->is_string() ? std::string(found->as_string()) : std::string();
}

// At the counter one's own, or anybody's for whoever reads the register; and what is for another administration for
// whoever sends it. To all others it is not there.
base::Result<store::Intake> known(db::Snapshot const& snapshot, web::Call const& call, std::string const& id)
{
    auto found = base::is_id_text(id) ? store::intake(snapshot, {id}) : std::nullopt;
    auto const attends =
        found && call.by.may("counter.attend") && (found->staff == call.by.staff || call.by.may("registry.see"));
    auto const sends = found && !found->matter && call.by.may("counter.exchange");
    if (!attends && !sends) return Refusal{Refusal::Why::NotFound, "counter.no-intake"};
    return std::move(*found);
}

// Out of what was filed, never out of tables that may change.
void add_filed(DonePage& page, web::Call const& call, store::Intake const& intake)
{
    auto const say = [&](std::string const& key) { return call.texts.say(intake.language, key); };
    auto const filed = json::parse(intake.content).as_object();
    for (auto const& each : filed.at("parties").as_array()) {
        auto const& party = each.as_object();
        auto const document = member(party, "document");
        // texts: counter.role-*
        page.people.push_back({say("counter.role-" + member(party, "role")),
                               member(party, "name") + (document.empty() ? "" : " · " + document), "", false});
    }
    for (auto const& each : filed.at("told").as_array()) {
        auto const& line = each.as_object();
        page.facts.push_back({member(line, "label"), member(line, "value"), "", false});
    }
}

std::string presented_words(Room const& room, db::Snapshot const& snapshot, web::Call const& call,
                            store::Intake const& intake)
{
    auto words = call.texts.say(intake.language, "counter.sheet-moment",
                                {{"day", base::day_in_words(base::local_day(intake.taken_at), intake.language)},
                                 {"time", base::local_time(intake.taken_at)}});
    auto const entry = registry::brief(room.book, snapshot, {intake.entry});
    if (entry && entry->effective_at && *entry->effective_at != entry->presented_at)
        words += " · " +
                 call.texts.say(intake.language, "counter.sheet-effective",
                                {{"day", base::day_in_words(base::local_day(*entry->effective_at), intake.language)}});
    return words;
}

SheetWords sheet_words(Room const& room, web::Call const& call, store::Intake const& intake)
{
    auto const say = [&](std::string const& key, base::Refusal::Arguments const& with = {}) {
        return call.texts.say(intake.language, key, with);
    };
    return {say("counter.sheet-presented"),
            say("counter.sheet-by"),
            say("counter.sheet-documents"),
            say("counter.sheet-check", {{"address", room.url + "/verifica/" + intake.receipt}}),
            say("counter.sheet-reception"),
            say("counter.sheet-received"),
            say("counter.sheet-sign")};
}

void add_links(DonePage& page, web::Call const& call, store::Intake const& intake)
{
    page.receipt = "/oficina/taulell/presentacions/" + page.id + "/rebut";
    if (call.by.may("counter.attend")) page.desk = "/oficina/taulell";
    if (intake.matter && call.by.may("cases.see")) page.matter = "/oficina/expedients/" + intake.matter.text;
    if (!intake.matter && call.by.may("counter.exchange")) page.exchange = "/oficina/taulell/intercanvi";
}

base::Result<DonePage> show_done(Room& room, db::Snapshot const& snapshot, web::Call const& call, Which const& which)
{
    auto const intake = known(snapshot, call, which.id);
    if (!intake) return intake.refusal();
    DonePage page;
    page.id = intake->id.text;
    page.language = intake->language;
    page.title = call.texts.say(intake->language, "counter.done-title");
    page.number = intake->number;
    page.subject = intake->subject;
    page.code = intake->receipt;
    page.agent = room.staff_name(snapshot, intake->staff);
    page.give_back = call.say(intake->returned          ? "counter.give-back"
                              : intake->physical == "3" ? "counter.keep"
                                                        : "counter.send-along");
    page.words = sheet_words(room, call, *intake);
    add_links(page, call, *intake);
    page.moment = presented_words(room, snapshot, call, *intake);
    add_filed(page, call, *intake);
    for (auto const& paper : intake->papers)
        page.papers.push_back({paper.name, base::size_in_words(paper.bytes, intake->language), paper.sha256});
    // Nobody signs in the name of whom they are not shown to stand for (Llei 39/2015, art. 5.6).
    page.required =
        intake->matter && intake->proof != "pending" && store::requirement(snapshot, intake->matter).has_value();
    looked_at_both(call, *intake, "counter.intake");
    return page;
}

base::Result<web::File> show_receipt(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     Which const& which)
{
    auto const intake = known(snapshot, call, which.id);
    if (!intake) return intake.refusal();
    looked_at_both(call, *intake, "registry.receipt");
    auto const document = registry::seal_receipt(room.book, {intake->entry});
    if (!document) return document.refusal();
    // The page's own snapshot may be older than the receipt.
    auto const reader = room.database.read();
    return documents::file_of(room.desk, reader.snapshot(), *document, false);
}

}

void done_routes(web::Router& on, Room& room)
{
    // For either of two permissions (`known`): whoever attends, and whoever sends to other administrations.
    auto const either = web::staff();
    on.look("/oficina/taulell/presentacions/{id}", either, room, show_done);
    // Seals when nobody has yet, and waits for the lane.
    on.look("/oficina/taulell/presentacions/{id}/rebut", either, room, show_receipt,
            {.slow = true, .gives = "application/pdf"});
}

}
