// SPDX-License-Identifier: EUPL-1.2
// The town's register office, and the heads that it signs.
#include "rooms/registry/book.h"

#include <stdexcept>

namespace registry {

Book::Book(Setting with) :
    setting(std::move(with)),
    key(setting.log_key_pem, setting.log_passphrase),
    lookup_key(base::derive_key(setting.master_key, "registry.lookup")),
    code_key(base::derive_key(setting.master_key, "registry.code"))
{
}

std::shared_ptr<Book> open_book(Setting setting) { return std::make_shared<Book>(std::move(setting)); }

std::string Book::opened(std::string_view sealed) const
{
    auto code = base::decrypt(code_key, sealed, "receipt");
    if (!code) throw std::runtime_error("a receipt's code does not open with this town's key");
    return std::move(*code);
}

Head Book::head(db::Snapshot const& snapshot)
{
    Head made;
    made.size = tree::size(snapshot);
    {
        std::lock_guard const hold(mutex);
        if (last.size == made.size && !last.signature.empty()) return last;
    }
    made.root = merkle::root(made.size, tree::hashes(snapshot));
    made.signed_at = setting.clock->now();
    made.signature = key.sign(signed_text(made));
    std::lock_guard const hold(mutex);
    if (made.size > last.size || last.signature.empty()) last = made;
    return made;
}

std::optional<Brief> brief(Book const& book, db::Snapshot const& snapshot, EntryId const& id)
{
    auto const entry = store::by_id(snapshot, id);
    if (!entry) return {};
    Brief out{entry->id, text_of(entry->number),  entry->kind,         entry->subject,
              "",        entry->number.direction, entry->presented_at, entry->effective_at};
    if (auto const receipt = store::receipt(book, snapshot, id)) out.receipt_code = receipt->code;
    for (auto const& note : store::notes(snapshot, id)) out.annulled |= note.kind == Note::Kind::Annulment;
    return out;
}

std::vector<Brief> of_matter(Book const& book, db::Snapshot const& snapshot, std::string_view matter)
{
    std::vector<Brief> list;
    if (matter.empty()) return list;
    for (auto const& id : store::of_matter(snapshot, matter)) list.push_back(*brief(book, snapshot, id));
    return list;
}

}
