// SPDX-License-Identifier: EUPL-1.2
// One literal-only SQL over both engines. Reading functions take a Snapshot; a Tx is one that may also write,
// and only the lane hands it out.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace db {

// SQL is a literal: text put together at run time does not compile. Parameters are $1, $2…
struct Sql {
    char const* text;
    consteval Sql(char const* literal) : text(literal) {}
};

struct Bytes {
    std::string data; // any octets, also NUL
};

using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

// Our mistake or the engine's failure. Its text never holds the values of a row.
struct Failure : std::runtime_error {
    using runtime_error::runtime_error;
};
// Lost a race with another process: the whole transaction may simply be run again.
struct Conflict : Failure {
    using Failure::Failure;
};
// A unique, foreign key, check or not-null rule of the schema said no.
struct Violation : Failure {
    using Failure::Failure;
};

class Row {
public:
    explicit Row(std::vector<Value> values) : cells(std::move(values)) {}
    std::int64_t integer(std::size_t i) const { return std::get<std::int64_t>(cells.at(i)); }
    std::string const& text(std::size_t i) const { return std::get<std::string>(cells.at(i)); }
    std::string const& bytes(std::size_t i) const { return std::get<Bytes>(cells.at(i)).data; }
    bool null(std::size_t i) const { return std::holds_alternative<std::monostate>(cells.at(i)); }
    std::string text_or(std::size_t i, std::string_view otherwise) const
    {
        return null(i) ? std::string(otherwise) : text(i);
    }
    std::optional<std::int64_t> maybe_integer(std::size_t i) const
    {
        return null(i) ? std::nullopt : std::optional(integer(i));
    }

private:
    std::vector<Value> cells;
};

using Rows = std::vector<Row>;

class Connection;

// What the database held at one instant. Belongs to one thread at a time.
class Snapshot {
public:
    explicit Snapshot(Connection& engine) : connection(&engine) {}
    template<class... Arguments> Rows operator()(Sql sql, Arguments const&... arguments) const
    {
        return run(sql.text, {value(arguments)...});
    }
    // The first row, if there is one.
    template<class... Arguments> std::optional<Row> one(Sql sql, Arguments const&... arguments) const
    {
        auto rows = run(sql.text, {value(arguments)...});
        return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
    }

protected:
    friend void announce(class Tx&);
    Rows run(char const* sql, std::vector<Value> const& arguments) const;
    Connection* connection;

private:
    static Value value(std::string_view text) { return std::string(text); }
    static Value value(Bytes const& bytes) { return bytes; }
    static Value value(std::nullopt_t) { return {}; }
    template<class T>
    requires std::is_integral_v<T>
    static Value value(T number) { return std::int64_t(number); }
    template<class T> static Value value(std::optional<T> const& maybe) { return maybe ? value(*maybe) : Value{}; }
};

// A write under way inside the lane: everything that an act does, it does through this.
class Tx : public Snapshot {
public:
    using Snapshot::Snapshot;
};

struct Settings {
    std::string sqlite_path;       // used when `postgres` is empty
    std::string postgres;          // a libpq connection string
    std::string schema = "public"; // PostgreSQL schema of the town
};

// The database of one town: a pool of readers; the lane owns the one writer.
class Database {
public:
    explicit Database(Settings);
    ~Database();
    Database(Database const&) = delete;

    // A reader with its snapshot begun; goes back to the pool when it ends.
    class Reader {
    public:
        Reader(Database&, std::unique_ptr<Connection>);
        Reader(Reader&&) noexcept;
        ~Reader();
        Snapshot const& snapshot() const { return view; }

    private:
        Database* home;
        std::unique_ptr<Connection> connection;
        Snapshot view;
    };
    Reader read();
    std::unique_ptr<Connection> connect_writer() const;

private:
    struct Pool;
    Settings settings;
    std::unique_ptr<Pool> pool;
};

}
