// SPDX-License-Identifier: EUPL-1.2
// Control characters of NIF and NIE (one table modulo 23) and of the cadastral reference (two
// characters, one for each half of it together with the number of the unit).
#include "app/sample/identifiers.h"

#include <stdexcept>

namespace sample {

namespace {

constexpr std::string_view nif_letters = "TRWAGMYFPDXBNJZSQVHLCKE";
constexpr std::string_view cadastral_letters = "MQWERTYUIOPASDFGHJKLBZX";

int cadastral_value(char character)
{
    if (character >= '0' && character <= '9') return character - '0';
    // The alphabet is the Spanish one: after N comes Ñ, which moves the letters from O on.
    return character - 'A' + (character > 'N' ? 2 : 1);
}

char cadastral_control(std::string_view half, std::string_view unit)
{
    constexpr int weights[] = {13, 15, 12, 5, 4, 17, 9, 21, 3, 7, 1};
    int sum = 0;
    for (std::size_t at = 0; at < 7; ++at) sum += weights[at] * cadastral_value(half[at]);
    for (std::size_t at = 0; at < 4; ++at) sum += weights[7 + at] * cadastral_value(unit[at]);
    return cadastral_letters[static_cast<std::size_t>(sum % 23)];
}

std::uint64_t walk(std::uint64_t start, std::uint64_t step, std::uint64_t taken, std::uint64_t size)
{
    return (start % size + taken * step) % size;
}

} // namespace

std::string padded(std::uint64_t number, std::size_t digits)
{
    auto text = std::to_string(number);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

std::string nif(std::uint32_t number) { return padded(number, 8) + nif_letters[number % 23]; }

std::string nie(char initial, std::uint32_t number)
{
    auto whole = static_cast<std::uint32_t>(initial - 'X') * 10'000'000 + number;
    return initial + padded(number, 7) + nif_letters[whole % 23];
}

std::string cadastral_reference(std::string_view parcel_and_unit)
{
    if (parcel_and_unit.size() != 18)
        throw std::invalid_argument{"a cadastral reference without control has 18 characters"};
    auto unit = parcel_and_unit.substr(14, 4);
    std::string reference{parcel_and_unit};
    reference += cadastral_control(parcel_and_unit.substr(0, 7), unit);
    reference += cadastral_control(parcel_and_unit.substr(7, 7), unit);
    return reference;
}

std::string Documents::next_nif()
{
    // From 80 million up, to keep away from the numbers most real neighbours have, and from 12345678Z.
    return nif(static_cast<std::uint32_t>(80'000'000 + walk(start, 7'654'321, nifs++, 20'000'000)));
}

std::string Documents::next_nie(int year_of_arrival)
{
    // X gave way to Y in 2008 (Ordre INT/2058/2008); about twelve years later came Z.
    auto initial = year_of_arrival < 2008 ? 'X' : year_of_arrival < 2020 ? 'Y' : 'Z';
    return nie(initial, static_cast<std::uint32_t>(walk(start, 3'141'593, nies++, 10'000'000)));
}

std::string Documents::next_passport()
{
    auto number = walk(start, 2'718'281, passports++, 10'000'000);
    auto first = static_cast<char>('A' + number % 26);
    auto second = static_cast<char>('A' + number / 26 % 26);
    return std::string{first, second} + padded(number, 7);
}

} // namespace sample
