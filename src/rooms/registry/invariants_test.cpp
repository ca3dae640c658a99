// SPDX-License-Identifier: EUPL-1.2
// The properties of the books and their log, looked at in the rows: whatever a test did, they hold.
#include "rooms/registry/office_test.h"

#include <map>
#include <set>

namespace registry::testing {
namespace {

struct Leaf {
    std::string salt, text;
};

std::vector<Entry> all_entries(db::Snapshot const& snapshot)
{
    std::vector<Entry> list;
    for (auto const& row : snapshot(R"sql(select id from registry_entry order by leaf)sql"))
        list.push_back(*store::by_id(snapshot, {row.text(0)}));
    return list;
}

base::Digest naive(std::vector<base::Digest> const& leaves)
{
    if (leaves.empty()) return base::sha256("");
    if (leaves.size() == 1) return leaves[0];
    std::size_t k = 1;
    while (k * 2 < leaves.size()) k *= 2;
    auto const middle = leaves.begin() + std::ptrdiff_t(k);
    return merkle::node_hash(naive({leaves.begin(), middle}), naive({middle, leaves.end()}));
}

void check_books(std::vector<Entry> const& entries, std::vector<std::string>& faults)
{
    std::map<std::pair<std::int64_t, Direction>, std::int64_t> next;
    base::Instant before{};
    for (auto const& entry : entries) {
        auto const number = text_of(entry.number);
        if (entry.number.number != ++next[{entry.number.year, entry.number.direction}])
            faults.push_back(number + " is not the next number of its book");
        if (entry.presented_at < before) faults.push_back(number + " is earlier than the entry before it");
        if (entry.number.year != base::year_of(base::local_day(entry.presented_at)))
            faults.push_back(number + " is in the book of another year");
        before = entry.presented_at;
    }
}

std::map<std::int64_t, Leaf> leaves(db::Snapshot const& snapshot, std::vector<Entry> const& entries,
                                    std::string const& body)
{
    std::map<std::int64_t, Leaf> list;
    for (auto const& entry : entries) {
        list[entry.leaf] = {entry.salt, canonical(entry, body)};
        for (auto const& note : store::notes(snapshot, entry.id))
            list[note.leaf] = {note.salt, canonical(note, entry.number, body)};
    }
    return list;
}

void check_tree(db::Snapshot const& snapshot, std::vector<Entry> const& entries, std::string const& body,
                std::vector<std::string>& faults)
{
    auto const hashes = tree::hashes(snapshot);
    std::vector<base::Digest> list;
    for (auto const& [index, leaf] : leaves(snapshot, entries, body)) {
        if (index != std::int64_t(list.size())) faults.push_back("leaf " + std::to_string(index) + " follows a gap");
        list.push_back(merkle::leaf_hash(leaf.salt, leaf.text));
        if (hashes({0, index}) != list.back())
            faults.push_back("leaf " + std::to_string(index) + " does not recompute");
    }
    auto const size = tree::size(snapshot);
    if (size != std::int64_t(list.size())) faults.push_back("the tree has leaves of nothing");
    if (merkle::root(size, hashes) != naive(list)) faults.push_back("the head is not that of the leaves");
}

void check_heads(db::Snapshot const& snapshot, std::string const& key, std::vector<std::string>& faults)
{
    Head before;
    for (auto const& row :
         snapshot(R"sql(select size, root, signed_at, signature from registry_head order by size)sql")) {
        Head const head{row.integer(0), row.bytes(1), {row.integer(2)}, row.bytes(3)};
        auto const name = "head " + std::to_string(head.size);
        if (!signature_holds(key, signed_text(head), head.signature)) faults.push_back(name + " is not signed");
        auto const hashes = tree::hashes(snapshot);
        if (before.size > 0 && !merkle::consistent(before.size, head.size, before.root, head.root,
                                                   merkle::consistency(before.size, head.size, hashes)))
            faults.push_back(name + " does not continue the one before");
        before = head;
    }
    if (before.size > tree::size(snapshot)) faults.push_back("a head was published of leaves that are not there");
}

}

std::vector<std::string> faults(Office& office)
{
    std::vector<std::string> list;
    office.seen([&](db::Snapshot const& snapshot) {
        auto const entries = all_entries(snapshot);
        check_books(entries, list);
        check_tree(snapshot, entries, office.book->setting.body, list);
        check_heads(snapshot, office.book->key.public_pem(), list);
    });
    return list;
}

}
