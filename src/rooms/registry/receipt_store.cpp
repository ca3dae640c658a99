// SPDX-License-Identifier: EUPL-1.2
// The SQL of receipts and heads.
#include "rooms/registry/book.h"

namespace registry::store {
namespace {

Receipt read(Book const& book, db::Row const& row)
{
    return {
        {row.text(0)}, book.opened(row.bytes(1)), {row.text(2)}, act::level_named(row.text(3)), {row.text_or(4, "")}};
}

}

void insert(Book const& book, db::Tx& tx, Receipt const& receipt)
{
    tx(R"sql(
        insert into registry_receipt (entry, lookup, code, holder, level) values ($1, $2, $3, $4, $5)
        )sql",
       receipt.entry.text, db::Bytes{book.lookup(receipt.code)}, db::Bytes{book.closed(receipt.code)},
       receipt.holder.text, name(receipt.level));
}

std::optional<Receipt> receipt(Book const& book, db::Snapshot const& snapshot, EntryId const& id)
{
    auto const row = snapshot.one(R"sql(
        select entry, code, holder, level, document from registry_receipt where entry = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(book, *row)) : std::nullopt;
}

std::optional<Receipt> receipt_by_code(Book const& book, db::Snapshot const& snapshot, std::string_view code)
{
    auto const row = snapshot.one(R"sql(
        select entry, code, holder, level, document from registry_receipt where lookup = $1
        )sql",
                                  db::Bytes{book.lookup(code)});
    if (!row) return {};
    auto found = read(book, *row);
    if (!base::equal_in_constant_time(found.code, code)) return {};
    return found;
}

std::optional<Receipt> receipt_of_document(Book const& book, db::Snapshot const& snapshot,
                                           documents::DocumentId const& id)
{
    auto const row = snapshot.one(R"sql(
        select entry, code, holder, level, document from registry_receipt where document = $1
        )sql",
                                  id.text);
    return row ? std::optional(read(book, *row)) : std::nullopt;
}

void sealed(db::Tx& tx, EntryId const& entry, documents::DocumentId const& document, base::Instant at)
{
    tx(R"sql(update registry_receipt set document = $2, sealed_at = $3 where entry = $1)sql", entry.text, document.text,
       at.micros);
}

std::int64_t receipts_waiting(db::Snapshot const& snapshot, base::Instant before)
{
    return snapshot
        .one(R"sql(
        select count(*) from registry_receipt r join registry_entry e on e.id = r.entry
        where r.document is null and e.presented_at < $1
        )sql",
             before.micros)
        ->integer(0);
}

std::optional<Head> last_head(db::Snapshot const& snapshot)
{
    auto const row = snapshot.one(R"sql(
        select size, root, signed_at, signature from registry_head order by size desc limit 1
        )sql");
    if (!row) return {};
    return Head{row->integer(0), row->bytes(1), {row->integer(2)}, row->bytes(3)};
}

void insert(db::Tx& tx, Head const& head, std::string_view token)
{
    auto const stamp = token.empty() ? std::optional<db::Bytes>() : std::optional(db::Bytes{std::string(token)});
    tx(R"sql(
        insert into registry_head (size, root, signed_at, signature, token) values ($1, $2, $3, $4, $5)
        on conflict (size) do nothing
        )sql",
       head.size, db::Bytes{head.root}, head.signed_at.micros, db::Bytes{head.signature}, stamp);
}

}
