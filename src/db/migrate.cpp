// SPDX-License-Identifier: EUPL-1.2
// Migrations and the record of those applied.
#include "db/migrate.h"

#include "base/crypto.h"
#include "db/engine.h"

#include <algorithm>
#include <map>

namespace db {
namespace {

using Key = std::pair<std::string, std::int64_t>;

std::map<Key, std::string> applied(Connection& connection)
{
    std::map<Key, std::string> found;
    for (auto const& row : connection.run("select room, number, sha256 from schema_migration", {}))
        found[{row.text(0), row.integer(1)}] = row.text(2);
    return found;
}

void refuse_unknown(std::map<Key, std::string> const& found, std::span<Migration const> known)
{
    for (auto const& each : found) {
        auto const& key = each.first;
        auto const& hash = each.second;
        auto const ours =
            std::ranges::find_if(known, [&](auto const& m) { return m.room == key.first && m.number == key.second; });
        auto const name = key.first + "/" + std::to_string(key.second);
        if (ours == known.end()) throw Failure("the database is newer than this program: migration " + name);
        if (base::hex(base::sha256(ours->script)) != hash) throw Failure("migration " + name + " has changed");
    }
}

}

int migrate(Database& database, std::span<Migration const> migrations, base::Instant now)
{
    auto const connection = database.connect_writer();
    connection->begin_write(); // two processes that start together would both make the table
    connection->script("create table if not exists schema_migration (room text not null, number bigint not null,"
                       " name text not null, sha256 text not null, applied_at bigint not null,"
                       " primary key (room, number))");
    connection->commit();
    refuse_unknown(applied(*connection), migrations);
    int count = 0;
    for (auto const& migration : migrations) {
        connection->begin_write();
        // Looked at again under the lock: another process may be starting too.
        if (applied(*connection).contains({migration.room, migration.number})) {
            connection->roll_back();
            continue;
        }
        try {
            connection->script(migration.script);
            connection->run("insert into schema_migration (room, number, name, sha256, applied_at)"
                            " values ($1, $2, $3, $4, $5)",
                            {migration.room, std::int64_t(migration.number), migration.name,
                             base::hex(base::sha256(migration.script)), now.micros});
            connection->commit();
        } catch (...) {
            connection->roll_back();
            throw;
        }
        ++count;
    }
    return count;
}

}
