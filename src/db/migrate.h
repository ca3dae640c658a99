// SPDX-License-Identifier: EUPL-1.2
// Schema migrations: numbered per room, run from the bottom room up, forward only, one transaction each.
#pragma once
#include "base/time.h"
#include "db/db.h"

#include <span>

namespace db {

struct Migration {
    std::string room;   // "documents"
    int number;         // 1, 2, 3… without gaps within its room
    std::string name;   // "0001_documents.sql"
    std::string script; // BIGINT, TEXT and BYTEA columns only
};

// Applies what is missing, in the order given, and tells how many were applied. Throws Failure when the database
// holds a migration that this program does not know, or one whose text has changed since.
int migrate(Database&, std::span<Migration const>, base::Instant now);

}
