// SPDX-License-Identifier: EUPL-1.2
// Chance for the sample town: the same seed gives the same throws with every compiler and library,
// which the distributions of the standard library do not promise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>

namespace sample {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state{seed} {}

    std::uint64_t next();
    std::size_t below(std::size_t bound); // bound up to 2^32, and never 0
    int between(int low, int high);       // both included
    bool percent(int share);
    bool per_mille(int share);
    std::size_t weighted(std::span<int const> weights);

    template<class List> auto const& pick(List const& list) { return list[below(std::size(list))]; }

    // For lists that begin with the most frequent: the first come about twice as often as the middle ones.
    template<class List> auto const& pick_early(List const& list)
    {
        auto one = below(std::size(list));
        auto other = below(std::size(list));
        return list[one < other ? one : other];
    }

private:
    std::uint64_t state;
};

} // namespace sample
