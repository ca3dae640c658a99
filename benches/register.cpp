// SPDX-License-Identifier: EUPL-1.2
// The register alone: entries a second through the lane (without their receipts), and receipts sealed a second.
// Usage: bench_register [entries] [receipts] [waiting at once]; prints JSON lines. SQLite, in the temporary folder.
#include "app/commands.h"
#include "app/opened.h"
#include "base/crypto.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }

registry::Wanted wanted(act::PersonId person)
{
    registry::Wanted out;
    out.kind = "generic";
    out.subject = "Sol·licitud de reserva d'aparcament davant de casa per a una mudança";
    out.unit = "OAC";
    out.parties = {{std::move(person), "nif", "12345678Z", "Persona de Mostra"}};
    for (auto const* const name : {"instancia.pdf", "planol.pdf", "foto.jpg"})
        out.papers.push_back({name, "application/pdf", base::hex(base::sha256(name)), name, 123'456});
    out.told = {{"Termini màxim", "3 mesos"}, {"Silenci", "Estimatori"}};
    out.language = "ca";
    return out;
}

// `width` filers, each of whom files again as soon as the one before is durable.
std::vector<registry::EntryId> enter(app::Town& town, act::Actor const& by, registry::Wanted const& what, int entries,
                                     int width)
{
    std::vector<registry::EntryId> ids;
    std::mutex mutex;
    std::atomic<int> left = entries;
    std::vector<std::thread> filers;
    for (int i = 0; i < width; ++i)
        filers.emplace_back([&] {
            while (left-- > 0) {
                auto const done = town.lane.wait<registry::Entered>([&](db::Tx& tx) {
                    act::Act act{tx, by, act::Channel::Web, town.shared.clock.now(), "ca"};
                    return registry::enter(*town.book, act, what);
                });
                std::lock_guard const hold(mutex);
                ids.push_back(done->id);
            }
        });
    for (auto& filer : filers) filer.join();
    return ids;
}

}

int main(int count, char** arguments)
{
    auto const entries = count > 1 ? std::atoi(arguments[1]) : 20'000,
               receipts = count > 2 ? std::atoi(arguments[2]) : 500, width = count > 3 ? std::atoi(arguments[3]) : 64;
    auto const folder =
        std::filesystem::temp_directory_path() / ("finestreta-bench-" + base::hex(base::random_bytes(6)));
    app::make_sample_town({folder, 10});
    {
        app::Opened opened(folder);
        auto& town = opened.town;
        app::TokenOptions known;
        known.town = folder;
        known.person = "12345678Z";
        app::token(known); // makes the person known
        act::Actor by;
        by.kind = act::Actor::Kind::Person;
        by.level = act::Level::Substantial;
        by.person = identity::person_by_document(town.database.read().snapshot(), "12345678Z")->id;
        auto const what = wanted(by.person);
        auto begun = Clock::now();
        auto const ids = enter(town, by, what, entries, width);
        auto taken = seconds_since(begun);
        std::printf("{\"step\":\"enter\",\"entries\":%d,\"at once\":%d,\"per second\":%.0f}\n", entries, width,
                    entries / taken);
        begun = Clock::now();
        for (int i = 0; i < receipts; ++i) registry::seal_receipt(*town.book, ids[std::size_t(i)]);
        taken = seconds_since(begun);
        std::printf("{\"step\":\"seal a receipt, one after another\",\"receipts\":%d,\"per second\":%.0f}\n", receipts,
                    receipts / taken);
    }
    std::filesystem::remove_all(folder);
}
