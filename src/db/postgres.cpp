// SPDX-License-Identifier: EUPL-1.2
// PostgreSQL: statements prepared once per connection, results read as text, bytea as hexadecimal.
#include "base/crypto.h"
#include "db/engine.h"

#include <array>
#include <charconv>
#include <cstring>
#include <libpq-fe.h>
#include <poll.h>
#include <unordered_map>

namespace db {
namespace {

using Outcome = std::unique_ptr<PGresult, decltype(&PQclear)>;
enum Type : Oid { Bytea = 17, Int8 = 20, Int2 = 21, Int4 = 23, Text = 25 };

[[noreturn]] void fail(PGresult const* result, char const* sql)
{
    auto const* const found = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    std::string const state = found ? found : "lost connection";
    // PostgreSQL's own message may quote a row: only the state and our literal are told.
    auto const message = "postgres: " + state + " in " + sql;
    if (state == "40001" || state == "40P01") throw Conflict(message);
    if (state.starts_with("23")) throw Violation(message);
    throw Failure(message);
}

class Postgres final : public Connection {
public:
    Postgres(std::string const& target, std::string const& schema, bool read_only) : handle(PQconnectdb(target.c_str()))
    {
        if (PQstatus(handle) != CONNECTION_OK) {
            PQfinish(handle);
            throw Failure("postgres: cannot connect");
        }
        PQsetNoticeProcessor(
            handle, [](void*, char const*) {}, nullptr);
        std::unique_ptr<char, decltype(&PQfreemem)> const name(
            PQescapeIdentifier(handle, schema.c_str(), schema.size()), PQfreemem);
        script(std::string("set search_path to ") + name.get());
        script("set synchronous_commit to on");
        // "if not exists" fails when two processes make the same thing at once: they queue.
        if (!read_only)
            script(std::string("begin; select pg_advisory_xact_lock(7012026); create schema if not exists ") +
                   name.get() + "; create table if not exists lane (town bigint primary key); commit");
    }
    ~Postgres() override { PQfinish(handle); }

    Rows run(char const* sql, std::vector<Value> const& arguments) override
    {
        std::vector<std::string> texts(arguments.size());
        std::vector<char const*> values(arguments.size());
        std::vector<int> lengths(arguments.size()), formats(arguments.size());
        std::vector<Oid> types(arguments.size());
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            if (auto const* number = std::get_if<std::int64_t>(&arguments[i])) {
                texts[i] = std::to_string(*number);
                values[i] = texts[i].c_str();
                types[i] = Int8;
            } else if (auto const* text = std::get_if<std::string>(&arguments[i])) {
                // PostgreSQL holds no NUL in a text and would cut it there.
                if (text->find('\0') != text->npos) throw Failure(std::string("postgres: NUL in a text of ") + sql);
                values[i] = text->c_str();
                types[i] = Text;
            } else if (auto const* bytes = std::get_if<Bytes>(&arguments[i])) {
                values[i] = bytes->data.data();
                lengths[i] = int(bytes->data.size());
                formats[i] = 1;
                types[i] = Bytea;
            }
        }
        // A NULL's type is left to the server, so a text is prepared once per pattern of NULLs.
        auto& name = prepared[key(sql, arguments)];
        auto const count = int(arguments.size());
        if (name.empty()) {
            auto fresh = "s" + std::to_string(++named);
            Outcome const made(PQprepare(handle, fresh.c_str(), sql, count, types.data()), PQclear);
            if (PQresultStatus(made.get()) != PGRES_COMMAND_OK) fail(made.get(), sql);
            name = std::move(fresh);
        }
        Outcome const result(
            PQexecPrepared(handle, name.c_str(), count, values.data(), lengths.data(), formats.data(), 0), PQclear);
        return rows(result.get(), sql);
    }

    void script(std::string const& statements) override
    {
        Outcome const result(PQexec(handle, statements.c_str()), PQclear);
        auto const status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result.get(), "script");
    }
    void begin_read() override { script("begin isolation level repeatable read read only"); }
    void end_read() override { script("commit"); }
    void begin_write() override { script("begin isolation level repeatable read; lock table lane in exclusive mode"); }
    void commit() override
    {
        Outcome const result(PQexec(handle, "commit"), PQclear);
        // A transaction that had failed answers COMMIT with ROLLBACK: nothing was kept.
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(result.get(), "commit");
        if (std::strcmp(PQcmdStatus(result.get()), "COMMIT") != 0) throw Failure("postgres: commit undone");
    }
    void announce() override { run("select pg_notify('finestreta', '')", {}); }
    void roll_back() override
    {
        // A connection made again would know neither the schema nor what was prepared: the lane takes a new one.
        if (PQstatus(handle) != CONNECTION_OK) throw Failure("postgres: lost connection");
        if (PQtransactionStatus(handle) != PQTRANS_IDLE) script("rollback");
    }

private:
    static std::string key(char const* sql, std::vector<Value> const& arguments)
    {
        auto text = std::to_string(reinterpret_cast<std::uintptr_t>(sql));
        for (auto const& argument : arguments) text += char('0' + argument.index());
        return text;
    }

    static Value cell(PGresult const* from, int r, int c)
    {
        if (PQgetisnull(from, r, c)) return {};
        std::string_view const text(PQgetvalue(from, r, c), std::size_t(PQgetlength(from, r, c)));
        switch (PQftype(from, c)) {
        case Int2:
        case Int4:
        case Int8: {
            std::int64_t number = 0;
            std::from_chars(text.data(), text.data() + text.size(), number);
            return number;
        }
        case Bytea:
            return Bytes{base::from_hex(text.substr(2)).value_or("")};
        default:
            return std::string(text);
        }
    }

    static Rows rows(PGresult const* from, char const* sql)
    {
        auto const status = PQresultStatus(from);
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(from, sql);
        Rows rows;
        for (int r = 0; r < PQntuples(from); ++r) {
            std::vector<Value> cells;
            cells.reserve(std::size_t(PQnfields(from)));
            for (int c = 0; c < PQnfields(from); ++c) cells.push_back(cell(from, r, c));
            rows.emplace_back(std::move(cells));
        }
        return rows;
    }

    PGconn* handle;
    std::unordered_map<std::string, std::string> prepared;
    unsigned named = 0; // also those that could not be prepared: no name is taken twice
};

// One channel for all towns of a database; each process looks whether its own has something new.
class PostgresAnnouncements final : public Announcements {
public:
    explicit PostgresAnnouncements(std::string target) : where(std::move(target)) {}
    ~PostgresAnnouncements() override { PQfinish(handle); }

    void wait(int descriptor, int milliseconds) override
    {
        if (!handle || PQstatus(handle) != CONNECTION_OK) begin();
        std::array<pollfd, 2> watched{{{descriptor, POLLIN, 0}, {handle ? PQsocket(handle) : -1, POLLIN, 0}}};
        poll(watched.data(), watched.size(), milliseconds);
        if (!handle) return;
        PQconsumeInput(handle);
        while (auto* const told = PQnotifies(handle)) PQfreemem(told);
    }

private:
    void begin()
    {
        PQfinish(handle);
        handle = PQconnectdb(where.c_str());
        Outcome const done(PQexec(handle, "listen finestreta"), PQclear);
        if (PQresultStatus(done.get()) == PGRES_COMMAND_OK) return;
        PQfinish(handle);
        handle = nullptr; // tried again at the next turn
    }

    std::string where;
    PGconn* handle = nullptr;
};

}

std::unique_ptr<Announcements> listen_postgres(std::string const& connection)
{
    return std::make_unique<PostgresAnnouncements>(connection);
}

std::unique_ptr<Connection> open_postgres(std::string const& connection, std::string const& schema, bool read_only)
{
    return std::make_unique<Postgres>(connection, schema, read_only);
}

}
