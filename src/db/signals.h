// SPDX-License-Identifier: EUPL-1.2
// "Something was committed": from the process that wrote to all that serve the same town. On PostgreSQL by
// LISTEN/NOTIFY, sent with the commit itself; on SQLite within the process, and others are looked at now and then.
#pragma once
#include "db/db.h"

#include <chrono>

namespace db {

class Signals {
public:
    explicit Signals(Settings const& settings);
    ~Signals();
    Signals(Signals const&) = delete;

    // Waits on one thread for a signal, `wake`, or the time; says nothing about which. A lost connection is made anew.
    void wait(std::chrono::milliseconds most);
    // From any thread of this process.
    void wake();

private:
    struct Listening;
    std::unique_ptr<Listening> listening;
};

// In a transaction: other processes are told when it is committed. Nothing on SQLite.
void announce(Tx&);

}
