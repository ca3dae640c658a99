// SPDX-License-Identifier: EUPL-1.2
// The person's own entries and receipts, and what whoever verifies a receipt is told. Another person's is not found.
#include "rooms/registry/pages.h"

#include <algorithm>

namespace registry {
namespace {

using base::Refusal;

struct Line {
    std::string number, kind, subject, presented_at, effective_at, presented_words, effective_words, receipt;
    bool annulled = false;
    std::vector<NoteShown> notes;
};
BOOST_DESCRIBE_STRUCT(Line, (),
                      (number, kind, subject, presented_at, effective_at, presented_words, effective_words, receipt,
                       annulled, notes))

struct MinePage {
    static constexpr auto view = "registry/mine";
    std::string title;
    std::vector<Line> entries;
    std::string next;
};
BOOST_DESCRIBE_STRUCT(MinePage, (), (title, entries, next))

struct MineAsked {
    std::optional<std::int64_t> abans; // place in the log: older ones
};
BOOST_DESCRIBE_STRUCT(MineAsked, (), (abans))

constexpr int page_size = 50;

Line line(Book& book, db::Snapshot const& snapshot, web::Call const& call, Entry const& entry)
{
    Line out;
    out.number = text_of(entry.number);
    out.kind = call.say("registry.kind-" + entry.kind);
    out.subject = entry.subject;
    out.presented_at = base::rfc3339(entry.presented_at);
    out.presented_words = moment(call.texts, call.language, entry.presented_at);
    if (entry.effective_at && *entry.effective_at != entry.presented_at) {
        out.effective_at = base::rfc3339(*entry.effective_at);
        out.effective_words = moment(call.texts, call.language, *entry.effective_at);
    }
    if (auto const receipt = store::receipt(book, snapshot, entry.id)) out.receipt = "/registre/rebut/" + receipt->code;
    out.notes = notes_shown(snapshot, call, entry.id);
    out.annulled = std::ranges::any_of(out.notes, [](auto const& note) { return note.kind == "annulment"; });
    return out;
}

base::Result<MinePage> show_mine(Book& book, db::Snapshot const& snapshot, web::Call const& call,
                                 MineAsked const& asked)
{
    MinePage page;
    page.title = call.say("registry.mine-title");
    auto const person = call.by.subject();
    call.looked_at(person, "registry.list");
    auto const list =
        store::of_person(snapshot, person, asked.abans.value_or(std::numeric_limits<std::int64_t>::max()), page_size);
    for (auto const& entry : list) page.entries.push_back(line(book, snapshot, call, entry));
    if (list.size() == std::size_t(page_size))
        page.next = "/carpeta/registre?abans=" + std::to_string(list.back().leaf);
    return page;
}

struct ByCode {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(ByCode, (), (code))

bool may_have(Entry const& entry, store::Receipt const& receipt, act::Actor const& by)
{
    auto const person = by.subject();
    return receipt.holder == person || receipt.holder == by.person ||
           std::ranges::any_of(entry.parties, [&](Party const& party) { return party.person == person; });
}

base::Result<web::File> show_receipt(Book& book, db::Snapshot const& snapshot, web::Call const& call,
                                     ByCode const& asked)
{
    auto const receipt = store::receipt_by_code(book, snapshot, documents::read_code(asked.code));
    auto const entry = receipt ? store::by_id(snapshot, receipt->entry) : std::nullopt;
    if (!entry || !may_have(*entry, *receipt, call.by))
        return Refusal{Refusal::Why::NotFound, "registry.no-receipt", "code"};
    if (call.by.level < receipt->level)
        return Refusal{
            Refusal::Why::Forbidden, "web.level-too-low", "", {{"level", std::string(name(receipt->level))}}};
    call.looked_at(receipt->holder, "registry.receipt");
    return receipt_file(book, entry->id);
}

}

base::Result<web::File> receipt_file(Book& book, EntryId const& id)
{
    auto const document = seal_receipt(book, id);
    if (!document) return document.refusal();
    // The page's own snapshot may be older than the receipt.
    auto const reader = book.setting.database->read();
    return documents::file_of(*book.setting.desk, reader.snapshot(), *document, true);
}

std::vector<std::string> told_of(Book& book, db::Snapshot const& snapshot, web::Call const& call,
                                 documents::DocumentId const& id)
{
    auto const receipt = store::receipt_of_document(book, snapshot, id);
    auto const entry = receipt ? store::by_id(snapshot, receipt->entry) : std::nullopt;
    if (!entry) return {};
    auto const size = tree::size(snapshot);
    auto const kept = tree::hashes(snapshot)({0, entry->leaf}) ==
                      merkle::leaf_hash(entry->salt, canonical(*entry, book.setting.body));
    std::vector<std::string> out{
        call.say(kept ? "registry.in-log" : "registry.not-in-log", {{"number", text_of(entry->number)},
                                                                    {"position", std::to_string(entry->leaf + 1)},
                                                                    {"size", std::to_string(size)}})};
    // What a correction says is for those who may see the entry; that there is one is for everybody.
    for (auto const& note : notes_shown(snapshot, call, entry->id))
        out.push_back(call.say("registry.told-note", {{"kind", note.kind_words}, {"at", note.at_words}}));
    return out;
}

void person_routes(web::Router& on, Book& book)
{
    on.look("/carpeta/registre", web::citizen(act::Level::Low), book, show_mine);
    // Seals when nobody has yet, and waits for the lane.
    on.look("/registre/rebut/{code}", web::citizen(act::Level::Low), book, show_receipt,
            {.slow = true, .gives = "application/pdf"});
}

}
