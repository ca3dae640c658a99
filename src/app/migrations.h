// SPDX-License-Identifier: EUPL-1.2
// The tables of the whole house.
#pragma once
#include "db/migrate.h"

#include <vector>

namespace app {

// All migrations, from the bottom row of the house up.
std::vector<db::Migration> migrations();

}
