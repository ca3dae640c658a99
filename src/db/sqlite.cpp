// SPDX-License-Identifier: EUPL-1.2
// SQLite: write-ahead log, full flush at each commit, statements prepared once per connection.
#include "db/engine.h"

#include <sqlite3.h>
#include <unordered_map>

namespace db {
namespace {

[[noreturn]] void fail(sqlite3* handle, int code, char const* sql)
{
    auto const primary = code & 0xff;
    auto const message = std::string("sqlite: ") + sqlite3_errstr(code) + " in " + sql;
    if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) throw Conflict(message);
    if (primary == SQLITE_CONSTRAINT) throw Violation(message);
    // The library's own words name tables and columns, never values.
    throw Failure(message + ": " + (handle ? sqlite3_errmsg(handle) : ""));
}

struct Statement {
    sqlite3_stmt* handle = nullptr;
    std::vector<int> places; // places[i] is SQLite's number of parameter $(i+1), 0 when the text does not use it
};

class Sqlite final : public Connection {
public:
    Sqlite(std::string const& path, bool read_only)
    {
        auto const flags =
            (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_NOMUTEX;
        if (auto const code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr)) fail(nullptr, code, "open");
        sqlite3_extended_result_codes(handle, 1);
        sqlite3_busy_timeout(handle, 10'000);
        script("pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -8000");
        if (read_only)
            script("pragma query_only = on");
        else
            script("pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 16000");
    }
    ~Sqlite() override
    {
        for (auto& [text, statement] : prepared) sqlite3_finalize(statement.handle);
        sqlite3_close(handle);
    }

    Rows run(char const* sql, std::vector<Value> const& arguments) override
    {
        auto& statement = prepare(sql, arguments.size());
        struct Reset {
            sqlite3_stmt* handle;
            ~Reset() { sqlite3_reset(handle); }
        } const reset{statement.handle};
        for (std::size_t i = 0; i < arguments.size(); ++i) bind(statement, i, arguments[i]);
        Rows rows;
        int code = SQLITE_ROW;
        while ((code = sqlite3_step(statement.handle)) == SQLITE_ROW) rows.push_back(row(statement.handle));
        if (code != SQLITE_DONE) fail(handle, code, sql);
        return rows;
    }

    void script(std::string const& statements) override
    {
        if (auto const code = sqlite3_exec(handle, statements.c_str(), nullptr, nullptr, nullptr))
            fail(handle, code, "script");
    }
    void begin_read() override { run("begin", {}); }
    void end_read() override { run("commit", {}); }
    void begin_write() override { run("begin immediate", {}); }
    void commit() override { run("commit", {}); }
    void roll_back() override
    {
        if (!sqlite3_get_autocommit(handle)) run("rollback", {});
    }

private:
    Statement& prepare(char const* sql, std::size_t arguments)
    {
        auto& statement = prepared[sql];
        if (statement.handle) return statement;
        if (auto const code =
                sqlite3_prepare_v3(handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement.handle, nullptr)) {
            prepared.erase(sql);
            fail(handle, code, sql);
        }
        for (std::size_t i = 1; i <= arguments; ++i)
            statement.places.push_back(
                sqlite3_bind_parameter_index(statement.handle, ("$" + std::to_string(i)).c_str()));
        return statement;
    }

    void bind(Statement const& statement, std::size_t i, Value const& value)
    {
        auto const place = statement.places.at(i);
        if (place == 0) throw Failure("an SQL text does not use all its parameters");
        auto* const to = statement.handle;
        if (auto const* number = std::get_if<std::int64_t>(&value))
            sqlite3_bind_int64(to, place, *number);
        else if (auto const* text = std::get_if<std::string>(&value))
            sqlite3_bind_text64(to, place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
        else if (auto const* bytes = std::get_if<Bytes>(&value))
            sqlite3_bind_blob64(to, place, bytes->data.data(), bytes->data.size(), SQLITE_STATIC);
        else
            sqlite3_bind_null(to, place);
    }

    static Row row(sqlite3_stmt* from)
    {
        std::vector<Value> cells;
        auto const count = sqlite3_column_count(from);
        cells.reserve(std::size_t(count));
        for (int c = 0; c < count; ++c) {
            auto const text = [&](void const* data) {
                return std::string(static_cast<char const*>(data), std::size_t(sqlite3_column_bytes(from, c)));
            };
            switch (sqlite3_column_type(from, c)) {
            case SQLITE_INTEGER:
                cells.emplace_back(std::int64_t{sqlite3_column_int64(from, c)});
                break;
            case SQLITE_NULL:
                cells.emplace_back();
                break;
            case SQLITE_BLOB:
                cells.emplace_back(Bytes{text(sqlite3_column_blob(from, c))});
                break;
            default:
                cells.emplace_back(text(sqlite3_column_text(from, c)));
            }
        }
        return Row(std::move(cells));
    }

    sqlite3* handle = nullptr;
    std::unordered_map<char const*, Statement> prepared;
};

}

std::unique_ptr<Connection> open_sqlite(std::string const& path, bool read_only)
{
    return std::make_unique<Sqlite>(path, read_only);
}

}
