// SPDX-License-Identifier: EUPL-1.2
// The generator is splitmix64 (public domain, Sebastiano Vigna): eight lines, good enough to invent
// neighbours, and never to be used for a secret.
#include "app/sample/dice.h"

namespace sample {

std::uint64_t Dice::next()
{
    state += 0x9E3779B97F4A7C15ULL;
    auto mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31);
}

std::size_t Dice::below(std::size_t bound) { return static_cast<std::size_t>(((next() >> 32) * bound) >> 32); }

int Dice::between(int low, int high)
{
    auto const count = high - low + 1;
    return low + static_cast<int>(below(static_cast<std::size_t>(count)));
}

bool Dice::percent(int share) { return below(100) < static_cast<std::size_t>(share); }

bool Dice::per_mille(int share) { return below(1000) < static_cast<std::size_t>(share); }

std::size_t Dice::weighted(std::span<int const> weights)
{
    int total = 0;
    for (auto weight : weights) total += weight;
    auto throw_ = between(0, total - 1);
    std::size_t at = 0;
    while (throw_ >= weights[at]) throw_ -= weights[at++];
    return at;
}

} // namespace sample
