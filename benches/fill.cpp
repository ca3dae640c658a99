// SPDX-License-Identifier: EUPL-1.2
// Fills a town's register with entries of people whom the office does not know, a thousand in an act: no receipts, no
// blobs. Usage: bench_fill FOLDER ENTRIES; prints one JSON line.
#include "app/opened.h"
#include "base/crypto.h"
#include "rooms/audit/audit.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr std::array given{"Anna",  "Jordi", "Marta", "Pere", "Laia",   "Pau",
                           "Núria", "Joan",  "Carme", "Àlex", "Fatima", "Ion"};
constexpr std::array family{"Puig", "Serra", "Ferrer", "Soler", "Vila", "Roca",
                            "Font", "Costa", "Mas",    "Bosch", "Riera"};
constexpr std::array about{
    "Fanals del carrer",       "Reserva d'aparcament",       "Queixa de sorolls",        "Poda d'arbres",
    "Bonificació de l'impost", "Ocupació de la via pública", "Rebut de les escombraries"};

// A DNI with its letter; each number another person's.
std::string document(std::uint64_t number)
{
    auto const eight = 10'000'000 + number % 80'000'000;
    return std::to_string(eight) + "TRWAGMYFPDXBNJZSQVHLCKE"[eight % 23];
}

registry::Wanted wanted(std::uint64_t i)
{
    registry::Wanted out;
    out.kind = "generic";
    out.subject = std::string(about[i % about.size()]) + " " + family[i / 7 % family.size()] + ", número " +
                  std::to_string(i % 990);
    out.unit = "OAC";
    out.parties = {{{},
                    "nif",
                    document(i * 7919),
                    std::string(given[i % given.size()]) + " " + family[i / 3 % family.size()] + " " +
                        family[i / 5 % family.size()]}};
    out.papers = {
        {"instancia.json", "application/json", base::hex(base::sha256(std::to_string(i))), "instancia.json", 900}};
    out.language = "ca";
    return out;
}

}

int main(int count, char** arguments)
{
    if (count != 3) return 2;
    auto const entries = std::strtoull(arguments[2], nullptr, 10);
    auto const begun = std::chrono::steady_clock::now();
    app::Opened opened(arguments[1]);
    auto& town = opened.town;
    act::Actor by;
    by.kind = act::Actor::Kind::Program;
    auto const now = town.shared.clock.now();
    for (std::uint64_t done = 0; done < entries;) {
        auto const filled = town.lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
            for (int i = 0; i < 1000 && done < entries; ++i, ++done) {
                // Spread over the hundred days before now, in their order.
                auto const ago = std::chrono::seconds(8'640'000 * (entries - done) / entries);
                act::Act act{tx, by, act::Channel::Web, now - ago, "ca"};
                if (auto const entered = registry::enter(*town.book, act, wanted(done)); !entered)
                    return entered.refusal();
            }
            return base::Done{};
        });
        if (!filled) {
            std::fprintf(stderr, "refused: %s\n", filled.refusal().text.c_str());
            return 1;
        }
        if (done % 50'000 == 0) // the trail is chained by a job, which does not run here
            town.lane.wait<std::size_t>([&](db::Tx& tx) -> base::Result<std::size_t> { return audit::chain(tx, now); });
    }
    auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    std::printf("{\"entries\":%llu,\"seconds\":%.0f}\n", static_cast<unsigned long long>(entries), seconds);
}
