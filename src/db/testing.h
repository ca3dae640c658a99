// SPDX-License-Identifier: EUPL-1.2
// Databases for tests: a fresh SQLite file always, a fresh PostgreSQL schema too where
// FINESTRETA_TEST_POSTGRES holds a libpq connection string (tools/postgres_for_tests.sh sets it).
#pragma once
#include "base/crypto.h"
#include "db/db.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace db::testing {

// Every file of one run lies in one folder, which goes when the program ends.
inline std::filesystem::path const& folder()
{
    struct Folder {
        std::filesystem::path path =
            std::filesystem::temp_directory_path() / ("finestreta-test-" + base::hex(base::random_bytes(8)));
        Folder() { std::filesystem::create_directories(path); }
        ~Folder()
        {
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
        }
    };
    static Folder const made;
    return made.path;
}

// One empty database on each engine there is.
inline std::vector<Settings> engines()
{
    auto const name = base::hex(base::random_bytes(8));
    Settings sqlite;
    sqlite.sqlite_path = (folder() / (name + ".db")).string();
    std::vector<Settings> found{sqlite};
    if (auto const* const target = std::getenv("FINESTRETA_TEST_POSTGRES"); target && *target) {
        Settings postgres;
        postgres.postgres = target;
        postgres.schema = "test_" + name;
        found.push_back(postgres);
    }
    return found;
}

inline std::string engine_name(::testing::TestParamInfo<std::size_t> const& info)
{
    return info.param == 0 ? "Sqlite" : "Postgres";
}

// A test on every engine: TEST_P(OnEngine…), then INSTANTIATE_TEST_SUITE_P(Engines, …, all_engines(), engine_name).
class OnEngine : public ::testing::TestWithParam<std::size_t> {
protected:
    bool on_postgres() const { return !settings.postgres.empty(); }
    Settings const settings = engines().at(GetParam());
    Database database{settings};
};

inline auto all_engines() { return ::testing::Range<std::size_t>(0, engines().size()); }

}
