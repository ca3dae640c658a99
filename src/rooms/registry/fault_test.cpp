// SPDX-License-Identifier: EUPL-1.2
// kill -9 under four writers in two processes, on both engines; and a backup that is restored. The writers are this
// same program run again with a test that ends only when it is killed.
#include "rooms/registry/office_test.h"

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace registry {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr auto told_in = "FINESTRETA_REGISTER_WRITERS"; // names the file that tells the writers where to write

struct Place {
    db::Settings settings;
    fs::path key, numbers;
};

void tell(fs::path const& file, Place const& place)
{
    std::ofstream(file) << place.settings.sqlite_path << "\n"
                        << place.settings.postgres << "\n"
                        << place.settings.schema << "\n"
                        << place.key.string() << "\n"
                        << place.numbers.string() << "\n";
}

Place told(fs::path const& file)
{
    std::ifstream in(file);
    std::string key, numbers;
    Place place;
    std::getline(in, place.settings.sqlite_path);
    std::getline(in, place.settings.postgres);
    std::getline(in, place.settings.schema);
    std::getline(in, key);
    std::getline(in, numbers);
    place.key = key;
    place.numbers = numbers;
    return place;
}

std::string content(fs::path const& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

// A number is told only when its entry is durable, as an answer would be.
TEST(RegisterWriters, DISABLED_EnterUntilTheyAreKilled)
{
    auto const* const file = std::getenv(told_in);
    ASSERT_TRUE(file);
    auto const place = told(file);
    db::Database database(place.settings);
    testing::Office office(database, content(place.key));
    auto const out = open(place.numbers.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    std::vector<std::thread> writers;
    for (int i = 0; i < 2; ++i)
        writers.emplace_back([&, i] {
            for (;;) {
                auto const done =
                    office.enter(i ? testing::application() : testing::answer(), base::SystemClock().now());
                auto const line = done->number + "\n";
                if (write(out, line.data(), line.size()) != ssize_t(line.size())) std::abort();
            }
        });
    for (;;) {
        std::this_thread::sleep_for(20ms);
        publish_head(*office.book);
    }
}

pid_t begun(fs::path const& file)
{
    std::string program = fs::read_symlink("/proc/self/exe"), filter = "--gtest_filter=RegisterWriters.*",
                disabled = "--gtest_also_run_disabled_tests", where = std::string(told_in) + "=" + file.string();
    std::vector<char*> arguments{program.data(), filter.data(), disabled.data(), nullptr};
    std::vector<char*> environment;
    for (auto** each = environ; *each; ++each) environment.push_back(*each);
    environment.push_back(where.data());
    environment.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    EXPECT_EQ(posix_spawn(&child, program.c_str(), &quiet, nullptr, arguments.data(), environment.data()), 0);
    posix_spawn_file_actions_destroy(&quiet);
    return child;
}

class KillTest : public db::testing::OnEngine {};
INSTANTIATE_TEST_SUITE_P(Engines, KillTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(KillTest, EveryNumberThatWasToldExistsAndNoneIsMissingOrTwice)
{
    constexpr int rounds = 20, processes = 2;
    testing::Office office(database);
    auto const folder = db::testing::folder() / base::hex(base::random_bytes(6));
    fs::create_directories(folder);
    Place const place{settings, folder / "key", folder / "numbers"};
    std::ofstream(place.key) << office.key;
    tell(folder / "place", place);
    std::size_t told_numbers = 0;
    for (int round = 0; round < rounds; ++round) {
        std::vector<pid_t> children;
        for (int i = 0; i < processes; ++i) children.push_back(begun(folder / "place"));
        // Until something was told in this round, then a moment that is never the same.
        for (int waited = 0; waited < 400 && content(place.numbers).size() / 14 <= told_numbers + 4; ++waited)
            std::this_thread::sleep_for(25ms);
        std::this_thread::sleep_for(std::chrono::milliseconds(std::uint8_t(base::random_bytes(1)[0]) % 90));
        for (auto const child : children) kill(child, SIGKILL);
        for (auto const child : children) {
            int status = 0;
            waitpid(child, &status, 0);
            EXPECT_TRUE(WIFSIGNALED(status)) << "a writer ended by itself";
        }
        told_numbers = content(place.numbers).size() / 14;
    }
    std::set<std::string> numbers;
    std::ifstream in(place.numbers);
    office.seen([&](db::Snapshot const& snapshot) {
        for (std::string number; std::getline(in, number);) {
            EXPECT_TRUE(numbers.insert(number).second) << number << " was told twice";
            EXPECT_TRUE(store::leaf_of(snapshot, number_in(number).value())) << number << " was told and is not there";
        }
    });
    EXPECT_GT(numbers.size(), std::size_t(rounds));
    EXPECT_EQ(testing::faults(office), std::vector<std::string>{});
    std::printf("%zu numbers told before %d kills of %d processes\n", numbers.size(), rounds, processes);
}

TEST(RestoredBackup, GoesOnWithTheNextNumberOfItsRows)
{
    auto const key = make_log_key("x");
    auto const name = [](char const* which) { return (db::testing::folder() / which).string(); };
    auto const of = [](std::string path) {
        db::Settings settings;
        settings.sqlite_path = std::move(path);
        return settings;
    };
    {
        db::Database database(of(name("whole.db")));
        testing::Office office(database, key);
        for (int i = 0; i < 3; ++i) office.enter(testing::application());
        publish_head(*office.book);
        office.lane.wait<base::Done>([](db::Tx&) -> base::Result<base::Done> { return base::Done{}; });
    }
    for (auto const* const part : {"", "-wal", "-shm"})
        if (fs::exists(name("whole.db") + part)) fs::copy_file(name("whole.db") + part, name("kept.db") + part);
    {
        db::Database database(of(name("whole.db")));
        testing::Office office(database, key);
        EXPECT_EQ(office.enter(testing::application())->number, "2026-E-000004") << "lost with the disk";
    }
    db::Database database(of(name("kept.db")));
    testing::Office office(database, key);
    EXPECT_EQ(office.enter(testing::application("after the backup"))->number, "2026-E-000004");
    publish_head(*office.book);
    EXPECT_EQ(testing::faults(office), std::vector<std::string>{});
}

}
}
