// SPDX-License-Identifier: EUPL-1.2
// The rules of an append-only tree of hashes (RFC 6962, 2.1; RFC 9162, 2.1): who holds one leaf and a head can find out
// any rewriting. Pure: nodes are asked of whoever keeps them; all functions ask for O(log n) of them.
#pragma once
#include "base/crypto.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace registry::merkle {

using base::Digest;

// A complete subtree: leaves place·2^level up to, but without, (place+1)·2^level.
struct Node {
    int level = 0;
    std::int64_t place = 0;
    auto operator<=>(Node const&) const = default;
};
using Hashes = std::function<Digest(Node)>;

Digest leaf_hash(std::string_view salt, std::string_view data); // SHA-256(0x00, salt, data)
Digest node_hash(Digest const& left, Digest const& right);      // SHA-256(0x01, left, right)

// The nodes that become whole when leaf number `index` (from 0) is added, from its own upwards; each but the first has
// its left half in the tree already and its right half just before it in the list.
std::vector<Node> completed_by(std::int64_t index);
// The head of the first `size` leaves; of none, SHA-256 of nothing.
Digest root(std::int64_t size, Hashes const&);
// What proves that leaf `index` is in the tree of `size`, from the leaf upwards. 0 <= index < size.
std::vector<Digest> path(std::int64_t index, std::int64_t size, Hashes const&);
// What proves that the tree of `from` leaves is the beginning of that of `to`. 0 < from <= to.
std::vector<Digest> consistency(std::int64_t from, std::int64_t to, Hashes const&);

// The head that a leaf and its path lead to; nothing when the path has not the length that index and size want.
std::optional<Digest> root_of(std::int64_t index, std::int64_t size, Digest leaf, std::vector<Digest> const& path);
bool consistent(std::int64_t from, std::int64_t to, Digest const& old_root, Digest const& new_root,
                std::vector<Digest> const& proof);

}
