// SPDX-License-Identifier: EUPL-1.2
// The tree against a naive recursion for every size up to 70, and against the known vectors of RFC 6962.
#include "rooms/registry/merkle.h"

#include <gtest/gtest.h>
#include <map>

namespace registry::merkle {
namespace {

constexpr std::int64_t most = 70;

Digest naive(std::vector<Digest> const& leaves)
{
    if (leaves.empty()) return base::sha256("");
    if (leaves.size() == 1) return leaves[0];
    std::size_t k = 1;
    while (k * 2 < leaves.size()) k *= 2;
    return node_hash(naive({leaves.begin(), leaves.begin() + std::ptrdiff_t(k)}),
                     naive({leaves.begin() + std::ptrdiff_t(k), leaves.end()}));
}

// A tree grown leaf by leaf, as the register does, that counts how many nodes it is asked for.
struct Grown {
    void add(Digest const& leaf)
    {
        leaves.push_back(leaf);
        auto hash = leaf;
        for (auto const& node : completed_by(std::int64_t(leaves.size()) - 1)) {
            if (node.level > 0) hash = node_hash(nodes.at({node.level - 1, node.place * 2}), hash);
            ASSERT_TRUE(nodes.emplace(node, hash).second);
        }
    }
    Hashes hashes()
    {
        return [this](Node node) {
            ++asked;
            return nodes.at(node);
        };
    }
    std::vector<Digest> first(std::int64_t n) const { return {leaves.begin(), leaves.begin() + n}; }

    std::map<Node, Digest> nodes;
    std::vector<Digest> leaves;
    int asked = 0;
};

Grown grown(std::int64_t size)
{
    Grown tree;
    for (std::int64_t i = 0; i < size; ++i) tree.add(leaf_hash("salt", std::to_string(i)));
    return tree;
}

TEST(Merkle, HasTheRootsOfTheKnownVectors)
{
    Grown tree;
    for (auto const* const leaf :
         {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"})
        tree.add(leaf_hash("", *base::from_hex(leaf)));
    char const* const roots[]{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                              "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                              "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                              "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                              "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                              "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                              "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                              "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                              "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    for (std::int64_t size = 0; size <= 8; ++size) EXPECT_EQ(base::hex(root(size, tree.hashes())), roots[size]) << size;
}

TEST(Merkle, HasTheNaiveRootAtEverySize)
{
    auto tree = grown(most);
    for (std::int64_t size = 0; size <= most; ++size) EXPECT_EQ(root(size, tree.hashes()), naive(tree.first(size)));
}

TEST(Merkle, EveryLeafIsProvedInEveryTree)
{
    auto tree = grown(most);
    for (std::int64_t size = 1; size <= most; ++size) {
        auto const head = naive(tree.first(size));
        for (std::int64_t index = 0; index < size; ++index) {
            auto const proof = path(index, size, tree.hashes());
            EXPECT_EQ(root_of(index, size, tree.leaves[std::size_t(index)], proof), head);
            EXPECT_LE(proof.size(), 7u);
        }
    }
}

TEST(Merkle, AnotherLeafIndexSizeOrPathProvesNothing)
{
    auto tree = grown(most);
    for (std::int64_t size = 2; size <= most; size += 3) {
        auto const head = naive(tree.first(size));
        for (std::int64_t index = 0; index < size; ++index) {
            auto const leaf = tree.leaves[std::size_t(index)];
            auto const proof = path(index, size, tree.hashes());
            EXPECT_NE(root_of((index + 1) % size, size, leaf, proof), head);
            EXPECT_NE(root_of(index, size, leaf_hash("salt", "other"), proof), head);
            for (std::size_t i = 0; i < proof.size(); ++i) {
                auto bent = proof;
                bent[i][5] = char(bent[i][5] ^ 1);
                EXPECT_NE(root_of(index, size, leaf, bent), head);
            }
            auto longer = proof, shorter = proof;
            longer.push_back(leaf);
            shorter.pop_back();
            EXPECT_FALSE(root_of(index, size, leaf, longer));
            EXPECT_FALSE(root_of(index, size, leaf, shorter));
        }
        EXPECT_FALSE(root_of(size, size, head, {}));
        EXPECT_FALSE(root_of(-1, size, head, {}));
    }
}

TEST(Merkle, EveryTreeIsProvedToContinueEveryEarlierOne)
{
    auto tree = grown(most);
    for (std::int64_t to = 1; to <= most; ++to)
        for (std::int64_t from = 1; from <= to; ++from) {
            auto const before = naive(tree.first(from)), after = naive(tree.first(to));
            auto const proof = consistency(from, to, tree.hashes());
            EXPECT_TRUE(consistent(from, to, before, after, proof)) << from << " " << to;
            if (from == to) continue;
            EXPECT_FALSE(consistent(from, to, after, after, proof)) << from << " " << to;
            EXPECT_FALSE(consistent(from, to, before, before, proof)) << from << " " << to;
            auto bent = proof;
            bent.back()[0] = char(bent.back()[0] ^ 1);
            EXPECT_FALSE(consistent(from, to, before, after, bent));
        }
    EXPECT_FALSE(consistent(0, 3, base::sha256(""), naive(tree.first(3)), {}));
    EXPECT_FALSE(consistent(3, 2, naive(tree.first(3)), naive(tree.first(2)), {}));
    EXPECT_FALSE(consistent(2, 3, naive(tree.first(2)), naive(tree.first(3)), {}));
}

TEST(Merkle, ARewrittenTreeDoesNotContinueTheOldOne)
{
    auto old = grown(41);
    Grown rewritten;
    for (std::int64_t i = 0; i < 60; ++i)
        rewritten.add(leaf_hash("salt", i == 17 ? "another date" : std::to_string(i)));
    EXPECT_FALSE(consistent(41, 60, root(41, old.hashes()), root(60, rewritten.hashes()),
                            consistency(41, 60, rewritten.hashes())));
}

TEST(Merkle, AsksForFewNodesOfABigTree)
{
    auto tree = grown(5000);
    tree.asked = 0;
    path(1234, 5000, tree.hashes());
    EXPECT_LE(tree.asked, 26);
    tree.asked = 0;
    consistency(3000, 5000, tree.hashes());
    EXPECT_LE(tree.asked, 26);
    tree.asked = 0;
    root(5000, tree.hashes());
    EXPECT_LE(tree.asked, 13);
}

}
}
