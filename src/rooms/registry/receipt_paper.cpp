// SPDX-License-Identifier: EUPL-1.2
// What a receipt says: everything of the entry that Llei 39/2015, art. 16.3 wants, and every paper with its hash.
#include "rooms/registry/book.h"

#include <fmt/format.h>
#include <utility>

namespace registry {
namespace {

class ReceiptWriter {
public:
    ReceiptWriter(Book const& of, Entry const& what) : book(of), entry(what) {}

    documents::Paper write()
    {
        paper.language = entry.language;
        paper.title = say("registry.receipt-title");
        paper.issuer = book.setting.body_name;
        paper.under_issuer = say("registry.receipt-under");
        paper.check_label = say("registry.check-label");
        paper.check_text = say("registry.check-text");
        paper.page_label = say("registry.page-label");
        paper.qr_alternative = say("registry.qr-alternative");
        the_entry();
        parties();
        papers();
        besides();
        the_log();
        return std::move(paper);
    }

private:
    using Facts = std::vector<std::pair<std::string, std::string>>;
    std::string say(std::string const& key, base::Refusal::Arguments const& with = {}) const
    {
        return book.setting.texts->say(entry.language, key, with);
    }
    // What the type has no character for is shown by a question mark; the hashed text keeps it.
    std::string shown(std::string const& text) const { return documents::printable(*book.setting.desk, text); }
    void facts(Facts const& list)
    {
        Facts printable;
        for (auto const& [label, value] : list)
            if (!value.empty()) printable.emplace_back(shown(label), shown(value));
        paper.facts(std::move(printable));
    }

    // What the room above tells: a line without a value begins a part of its own.
    void besides()
    {
        Facts part;
        auto const& told = entry.told;
        if (!told.empty() && !told.front().second.empty()) paper.heading(say("registry.receipt-besides"));
        for (auto const& [label, value] : told) {
            if (!value.empty()) {
                part.emplace_back(label, value);
                continue;
            }
            if (!part.empty()) facts(std::exchange(part, {}));
            paper.heading(shown(label));
        }
        if (!part.empty()) facts(part);
    }

    void the_entry()
    {
        auto const& texts = *book.setting.texts;
        facts({{say("registry.number"), text_of(entry.number)},
               {say("registry.kind"), say("registry.kind-" + entry.kind)},
               {say("registry.presented"), moment(texts, entry.language, entry.presented_at)},
               {say("registry.effective"), entry.effective_at ? moment(texts, entry.language, *entry.effective_at)
                                                              : say("registry.effective-unknown")}});
        paper.say(effect_told(texts, entry.language, entry));
        auto const own = entry.destination == book.setting.body;
        facts({{say("registry.subject"), entry.subject},
               {say("registry.destination"),
                own ? book.setting.body_name + " (" + entry.destination + ")" : entry.destination},
               {say("registry.unit"), entry.unit},
               {say("registry.sending-body"), entry.sending_body}});
    }

    void parties()
    {
        paper.heading(say("registry.parties"));
        Facts list;
        for (auto const& party : entry.parties)
            list.emplace_back(say(party.representative ? "registry.representative" : "registry.interested"),
                              party.document.empty() ? party.name : party.name + " (" + party.document + ")");
        facts(list);
        if (list.empty()) paper.say(say("registry.no-parties"));
    }

    void papers()
    {
        paper.heading(say("registry.papers"));
        if (entry.papers.empty()) return paper.say(say("registry.no-papers"));
        documents::Paper::Block table{documents::Paper::Block::Kind::Table, {}, {}, {}, {}, {30, 16, 12, 42}};
        table.columns = {say("registry.paper-name"), say("registry.paper-type"), say("registry.paper-bytes"),
                         "SHA-256"};
        std::int64_t sum = 0;
        for (auto const& each : entry.papers) {
            table.rows.push_back({shown(each.name), shown(each.type), std::to_string(each.bytes), each.sha256});
            sum += each.bytes;
        }
        paper.blocks.push_back(std::move(table));
        paper.say(say("registry.papers-sum",
                      {{"count", std::to_string(entry.papers.size())}, {"bytes", std::to_string(sum)}}));
    }

    void the_log()
    {
        paper.heading(say("registry.log"));
        paper.say(say("registry.log-told", {{"position", std::to_string(entry.leaf + 1)}}));
        paper.note(say("registry.log-check", {{"address", book.setting.url + "/registre"}}));
    }

    Book const& book;
    Entry const& entry;
    documents::Paper paper;
};

}

std::string moment(web::Texts const& texts, std::string_view language, base::Instant at)
{
    auto const second = (at.micros / 1'000'000) % 60; // no time zone of ours is off by seconds
    return texts.say(language, "registry.moment",
                     {{"day", base::day_in_words(base::local_day(at), language)},
                      {"time", fmt::format("{}:{:02}", base::local_time(at), second)}});
}

std::string effect_told(web::Texts const& texts, std::string_view language, Entry const& entry)
{
    if (!entry.effective_at) return texts.say(language, "registry.effect-unknown");
    auto told = texts.say(language, *entry.effective_at == entry.presented_at ? "registry.effect-at-once"
                                                                              : "registry.effect-moved");
    if (entry.provisional) told += " " + texts.say(language, "registry.effect-provisional");
    return told;
}

documents::Paper receipt_paper(Book const& book, Entry const& entry) { return ReceiptWriter(book, entry).write(); }

}
