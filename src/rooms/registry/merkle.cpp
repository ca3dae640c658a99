// SPDX-License-Identifier: EUPL-1.2
#include "rooms/registry/merkle.h"

#include <bit>

namespace registry::merkle {
namespace {

// The largest power of two that is smaller than n (n > 1): where RFC 6962 cuts a tree in two.
std::int64_t cut(std::int64_t n) { return std::int64_t(std::bit_floor(std::uint64_t(n - 1))); }

// Leaves from `begin` up to, but without, `end`.
struct Range {
    std::int64_t begin, end;
    std::int64_t size() const { return end - begin; }
    Range left() const { return {begin, begin + cut(size())}; }
    Range right() const { return {begin + cut(size()), end}; }
};

Digest hash_of(Range range, Hashes const& hashes)
{
    // A range of this recursion whose size is a power of two is always a complete subtree.
    if (std::has_single_bit(std::uint64_t(range.size())))
        return hashes({std::countr_zero(std::uint64_t(range.size())), range.begin / range.size()});
    return node_hash(hash_of(range.left(), hashes), hash_of(range.right(), hashes));
}

void add_path(std::vector<Digest>& to, std::int64_t index, Range range, Hashes const& hashes)
{
    if (range.size() == 1) return;
    auto const left = range.left(), right = range.right();
    auto const in_left = index < left.end;
    add_path(to, index, in_left ? left : right, hashes);
    to.push_back(hash_of(in_left ? right : left, hashes));
}

// RFC 6962, 2.1.2: SUBPROOF. `known`: the asker has the old head itself.
void add_consistency(std::vector<Digest>& to, std::int64_t from, Range range, bool known, Hashes const& hashes)
{
    if (from == range.end) {
        if (!known) to.push_back(hash_of(range, hashes));
        return;
    }
    auto const left = range.left(), right = range.right();
    if (from <= left.end) {
        add_consistency(to, from, left, known, hashes);
        to.push_back(hash_of(right, hashes));
    } else {
        add_consistency(to, from, right, false, hashes);
        to.push_back(hash_of(left, hashes));
    }
}

}

Digest leaf_hash(std::string_view salt, std::string_view data)
{
    return base::Sha256().feed(std::string_view("\0", 1)).feed(salt).feed(data).finish();
}

Digest node_hash(Digest const& left, Digest const& right)
{
    return base::Sha256().feed("\x01").feed(left).feed(right).finish();
}

std::vector<Node> completed_by(std::int64_t index)
{
    std::vector<Node> nodes{{0, index}};
    for (auto place = index; place % 2 == 1; place /= 2) nodes.push_back({nodes.back().level + 1, place / 2});
    return nodes;
}

Digest root(std::int64_t size, Hashes const& hashes)
{
    return size == 0 ? base::sha256("") : hash_of({0, size}, hashes);
}

std::vector<Digest> path(std::int64_t index, std::int64_t size, Hashes const& hashes)
{
    std::vector<Digest> out;
    add_path(out, index, {0, size}, hashes);
    return out;
}

std::vector<Digest> consistency(std::int64_t from, std::int64_t to, Hashes const& hashes)
{
    std::vector<Digest> out;
    add_consistency(out, from, {0, to}, true, hashes);
    return out;
}

// RFC 9162, 2.1.3.2.
std::optional<Digest> root_of(std::int64_t index, std::int64_t size, Digest leaf, std::vector<Digest> const& path)
{
    if (index < 0 || index >= size) return {};
    auto node = index, last = size - 1;
    for (auto const& sibling : path) {
        if (last == 0) return {};
        if (node % 2 == 1 || node == last) {
            leaf = node_hash(sibling, leaf);
            while (node % 2 == 0 && node != 0) node /= 2, last /= 2;
        } else {
            leaf = node_hash(leaf, sibling);
        }
        node /= 2;
        last /= 2;
    }
    if (last != 0) return {};
    return leaf;
}

// RFC 9162, 2.1.4.2.
bool consistent(std::int64_t from, std::int64_t to, Digest const& old_root, Digest const& new_root,
                std::vector<Digest> const& proof)
{
    if (from < 1 || from > to) return false;
    if (from == to) return proof.empty() && old_root == new_root;
    auto steps = proof;
    if (std::has_single_bit(std::uint64_t(from))) steps.insert(steps.begin(), old_root);
    if (steps.empty()) return false;
    auto node = from - 1, last = to - 1;
    while (node % 2 == 1) node /= 2, last /= 2;
    auto old_hash = steps[0], new_hash = steps[0];
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (last == 0) return false;
        if (node % 2 == 1 || node == last) {
            old_hash = node_hash(steps[i], old_hash);
            new_hash = node_hash(steps[i], new_hash);
            while (node % 2 == 0 && node != 0) node /= 2, last /= 2;
        } else {
            new_hash = node_hash(new_hash, steps[i]);
        }
        node /= 2;
        last /= 2;
    }
    return last == 0 && old_hash == old_root && new_hash == new_root;
}

}
