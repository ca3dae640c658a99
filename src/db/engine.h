// SPDX-License-Identifier: EUPL-1.2
// What the two engines have in common. Only db/ includes this.
#pragma once
#include "db/db.h"

namespace db {

class Connection {
public:
    virtual ~Connection() = default;
    // `sql` is a literal: engines may keep its prepared form under its address.
    virtual Rows run(char const* sql, std::vector<Value> const& arguments) = 0;
    virtual void script(std::string const& statements) = 0; // migrations only
    virtual void begin_read() = 0;
    virtual void end_read() = 0;
    // Begins the town's one write; on PostgreSQL it queues behind other machines before any snapshot is taken.
    virtual void begin_write() = 0;
    virtual void commit() = 0;
    virtual void roll_back() = 0;
    // Tells other processes when the transaction is committed; where none can be told, nothing.
    virtual void announce() {}
};

// Waits for announcements of other processes on a connection of its own; `descriptor` becomes readable as well.
class Announcements {
public:
    virtual ~Announcements() = default;
    virtual void wait(int descriptor, int milliseconds) = 0;
};
std::unique_ptr<Announcements> listen_postgres(std::string const& connection);

std::unique_ptr<Connection> open_sqlite(std::string const& path, bool read_only);
std::unique_ptr<Connection> open_postgres(std::string const& connection, std::string const& schema, bool read_only);

}
