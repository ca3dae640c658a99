// SPDX-License-Identifier: EUPL-1.2
// The tree of the log as rows: complete subtrees, so that appending and proving read only a few of them.
#include "rooms/registry/book.h"

#include <stdexcept>

namespace registry::tree {

std::int64_t size(db::Snapshot const& snapshot)
{
    auto const row = snapshot.one(R"sql(select max(place) from registry_node where level = 0)sql");
    return row->maybe_integer(0).value_or(-1) + 1;
}

merkle::Hashes hashes(db::Snapshot const& snapshot)
{
    return [&snapshot](merkle::Node node) {
        auto const row = snapshot.one(R"sql(select hash from registry_node where level = $1 and place = $2)sql",
                                      node.level, node.place);
        if (!row) throw std::runtime_error("the log of the register lacks a node");
        return row->bytes(0);
    };
}

void append(db::Tx& tx, std::int64_t index, base::Digest const& leaf)
{
    auto const known = hashes(tx);
    auto hash = leaf;
    for (auto const& node : merkle::completed_by(index)) {
        if (node.level > 0) hash = merkle::node_hash(known({node.level - 1, node.place * 2}), hash);
        tx(R"sql(insert into registry_node (level, place, hash) values ($1, $2, $3))sql", node.level, node.place,
           db::Bytes{hash});
    }
}

}
