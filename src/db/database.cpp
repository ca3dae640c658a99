// SPDX-License-Identifier: EUPL-1.2
// The pool of readers of one town's database.
#include "db/engine.h"

#include <mutex>

namespace db {

Rows Snapshot::run(char const* sql, std::vector<Value> const& arguments) const
{
    return connection->run(sql, arguments);
}

struct Database::Pool {
    std::mutex mutex;
    std::vector<std::unique_ptr<Connection>> idle;
    static constexpr std::size_t kept = 8;
};

namespace {

std::unique_ptr<Connection> open(Settings const& settings, bool read_only)
{
    return settings.postgres.empty() ? open_sqlite(settings.sqlite_path, read_only)
                                     : open_postgres(settings.postgres, settings.schema, read_only);
}

}

Database::Database(Settings wanted) : settings(std::move(wanted)), pool(std::make_unique<Pool>()) {}
Database::~Database() = default;

std::unique_ptr<Connection> Database::connect_writer() const { return open(settings, false); }

Database::Reader Database::read()
{
    std::unique_ptr<Connection> connection;
    {
        std::lock_guard const hold(pool->mutex);
        if (!pool->idle.empty()) {
            connection = std::move(pool->idle.back());
            pool->idle.pop_back();
        }
    }
    if (!connection) connection = open(settings, true);
    return {*this, std::move(connection)};
}

Database::Reader::Reader(Database& database, std::unique_ptr<Connection> own) :
    home(&database), connection(std::move(own)), view(*connection)
{
    connection->begin_read();
}

Database::Reader::Reader(Reader&&) noexcept = default;

Database::Reader::~Reader()
{
    if (!connection) return;
    try {
        connection->end_read();
    } catch (Failure const&) {
        return; // a broken connection is not handed to the next reader
    }
    std::lock_guard const hold(home->pool->mutex);
    if (home->pool->idle.size() < Pool::kept) home->pool->idle.push_back(std::move(connection));
}

}
