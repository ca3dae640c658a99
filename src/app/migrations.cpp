// SPDX-License-Identifier: EUPL-1.2
#include "app/migrations.h"

#include "app/embedded.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

// Rows of the house that have tables, bottom first: a foreign key points only downward.
constexpr std::array<std::string_view, 14> rooms_with_tables{
    "web",       "jobs",       "audit",   "identity", "staff",    "thread", "catalogue",
    "documents", "signatures", "uploads", "forms",    "registry", "cases",  "padro"};

}

std::vector<db::Migration> migrations()
{
    auto list = embedded().migrations;
    auto const row = [](db::Migration const& m) {
        return std::ranges::find(rooms_with_tables, m.room) - rooms_with_tables.begin();
    };
    std::ranges::sort(
        list, [&](auto const& a, auto const& b) { return std::pair(row(a), a.number) < std::pair(row(b), b.number); });
    return list;
}

}
