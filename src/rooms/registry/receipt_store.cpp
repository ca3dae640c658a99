// SPDX-License-Identifier: EUPL-1.2
// The SQL of receipts.
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

}
