// SPDX-License-Identifier: EUPL-1.2
#include "app/migrations.h"

#include "app/embedded.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace app {
namespace {

// Rows of the house that have tables, bottom first: a foreign key points only downward.
constexpr std::array<std::string_view, 16> rooms_with_tables{
    "web",        "jobs",    "audit", "identity", "staff", "thread", "catalogue", "documents",
    "signatures", "uploads", "forms", "registry", "cases", "padro",  "counter",   "assistance"};

}

std::vector<db::Migration> migrations()
{
    auto list = embedded().migrations;
    auto const row = [](db::Migration const& m) {
        auto const found = std::ranges::find(rooms_with_tables, m.room);
        if (found == rooms_with_tables.end()) throw std::logic_error(m.room + " has tables and no row among the rooms");
        return found - rooms_with_tables.begin();
    };
    std::ranges::sort(
        list, [&](auto const& a, auto const& b) { return std::pair(row(a), a.number) < std::pair(row(b), b.number); });
    return list;
}

}
