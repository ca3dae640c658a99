// SPDX-License-Identifier: EUPL-1.2
// The numbers people and homes of the sample town carry, with their control characters right, so that
// they pass the same checks as real ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sample {

std::string nif(std::uint32_t number);                             // 12345678 -> 12345678Z
std::string nie(char initial, std::uint32_t number);               // X, 1234567 -> X1234567L
std::string cadastral_reference(std::string_view parcel_and_unit); // 18 characters -> 20
std::string padded(std::uint64_t number, std::size_t digits);

// Hands out documents, never the same twice, without keeping those handed out: a walk with a step
// that shares no factor with the size of the range comes back only after visiting all of it.
class Documents {
public:
    explicit Documents(std::uint64_t seed) : start{seed * 0x9E3779B97F4A7C15ULL} {}

    std::string next_nif();
    std::string next_nie(int year_of_arrival);
    std::string next_passport();

private:
    std::uint64_t start;
    std::uint64_t nifs = 0;
    std::uint64_t nies = 0;
    std::uint64_t passports = 0;
};

} // namespace sample
