// SPDX-License-Identifier: EUPL-1.2
// What the person takes home: everything that was filed, the receipt and a copy of the consent that they signed (Llei
// 39/2015, art. 12.2; RD 203/2021, art. 30.3).
#include "base/size.h"
#include "rooms/assistance/pages.h"

namespace assistance {
namespace {

using base::Refusal;

struct PaperShown {
    std::string name, size, sha256, href;
};
BOOST_DESCRIBE_STRUCT(PaperShown, (), (name, size, sha256, href))

struct DonePage {
    static constexpr auto view = "assistance/done";
    std::string title, id, number, language, procedure, person, moment, code, check, receipt, consent, matter,
        papers_word, consent_words;
    std::vector<web::Fact> facts;
    std::vector<PaperShown> papers;
};
BOOST_DESCRIBE_STRUCT(DonePage, (),
                      (title, id, number, language, procedure, person, moment, code, check, receipt, consent, matter,
                       papers_word, consent_words, facts, papers))

// One's own, or anybody's for whoever oversees them.
base::Result<store::Filing> known(db::Snapshot const& snapshot, web::Call const& call, std::string const& id)
{
    auto found = base::is_id_text(id) ? store::filing(snapshot, {id}) : std::nullopt;
    auto const mine = found && found->staff == call.by.staff && call.by.may("counter.attend");
    if (!found || (!mine && !call.by.may("assistance.see"))) return Refusal{Refusal::Why::NotFound, "assistance.none"};
    return std::move(*found);
}

cases::Filing filed_in(db::Snapshot const& snapshot, store::Filing const& of)
{
    for (auto& each : cases::filings_of(snapshot, of.matter))
        if (each.id == of.filing) return std::move(each);
    return {};
}

// Why the signed sheet is not handed out: one that waits, or one that is no evidence any more.
std::string held_words(web::Call const& call, std::optional<uploads::Kept> const& consent)
{
    using enum uploads::State;
    auto const state = consent ? consent->state : Disposed;
    if (state == Receiving || state == Quarantined) return call.say("assistance.consent-waits");
    return call.say(state == Infected ? "assistance.consent-infected" : "assistance.consent-lost");
}

base::Result<DonePage> show_done(Room& room, db::Snapshot const& snapshot, web::Call const& call, Named const& asked)
{
    auto const found = known(snapshot, call, asked.id);
    if (!found) return found.refusal();
    auto const kept = filed_in(snapshot, *found);
    auto const filed = json::parse(kept.content).as_object();
    auto const theirs = in_language(call, std::string(filed.at("language").as_string()));
    DonePage page;
    page.title = theirs.say("assistance.done-title");
    page.id = found->assistance.text;
    page.number = found->number;
    page.language = theirs.language;
    page.procedure = found->title;
    auto const& party = filed.at("parties").as_array().at(0);
    page.person = std::string(party.at("name").as_string()) + " · " + std::string(party.at("document").as_string());
    page.moment =
        theirs.say("assistance.moment", {{"day", base::day_in_words(base::local_day(found->filed_at), theirs.language)},
                                         {"time", base::local_time(found->filed_at)}});
    page.code = found->receipt;
    page.check = theirs.say("assistance.done-check", {{"address", room.counter.url + "/verifica/" + found->receipt}});
    page.papers_word = theirs.say("assistance.done-papers");
    page.receipt = address(found->assistance, "rebut");
    if (call.by.may("cases.see")) page.matter = "/oficina/expedients/" + found->matter.text;
    for (auto const& line : filed.at("told").as_array())
        page.facts.push_back(
            {std::string(line.at("label").as_string()), std::string(line.at("value").as_string()), "", false});
    for (auto const& paper : kept.papers) {
        auto const upload = uploads::find(snapshot, {paper.upload});
        auto const readable = upload && upload->state == uploads::State::Clean;
        auto const href = readable ? "/fitxers/" + paper.upload + "/contingut" : std::string();
        page.papers.push_back({paper.name, base::size_in_words(paper.bytes, theirs.language), paper.sha256, href});
        if (paper.upload != found->consent.text) continue;
        page.consent = href;
        if (!readable) page.consent_words = held_words(call, upload);
    }
    call.looked_at(found->person, "assistance.done");
    return page;
}

base::Result<web::File> show_receipt(Room& room, db::Snapshot const& snapshot, web::Call const& call,
                                     Named const& asked)
{
    auto const found = known(snapshot, call, asked.id);
    if (!found) return found.refusal();
    call.looked_at(found->person, "registry.receipt");
    auto const document = registry::seal_receipt(room.counter.book, {found->entry});
    if (!document) return document.refusal();
    // The page's own snapshot may be older than the receipt.
    auto const reader = room.counter.database.read();
    return documents::file_of(room.counter.desk, reader.snapshot(), *document, false);
}

}

void done_routes(web::Router& on, Room& room)
{
    // For either of two permissions (`known`): whoever filed it at the counter, and whoever oversees them.
    auto const either = web::staff();
    on.look("/oficina/assistencia/{id}/fet", either, room, show_done);
    // Seals when nobody has yet, and waits for the lane.
    on.look("/oficina/assistencia/{id}/rebut", either, room, show_receipt, {.slow = true, .gives = "application/pdf"});
}

}
