// SPDX-License-Identifier: EUPL-1.2
#include "rooms/staff/password.h"

#include "base/crypto.h"
#include "base/text.h"

#include <argon2.h>
#include <stdexcept>

namespace staff {
namespace {

using base::Refusal;
constexpr std::uint32_t passes = 2, kibibytes = 19 * 1024, lanes = 1;
constexpr std::size_t salt_size = 16, hash_size = 32, least_characters = 12, most_bytes = 200;

std::size_t characters(std::string_view utf8)
{
    std::size_t count = 0;
    for (auto const c : utf8) count += (std::uint8_t(c) & 0xC0) != 0x80;
    return count;
}

// Each sign the same distance from the one before: nothing that a guesser would not try first.
bool is_run(std::string_view password)
{
    auto const step = password[1] - password[0];
    if (step < -1 || step > 1) return false;
    for (std::size_t i = 1; i < password.size(); ++i)
        if (password[i] - password[i - 1] != step && !(password[i] == '0' && password[i - 1] == '9')) return false;
    return true;
}

}

std::string hashed_password(std::string_view password)
{
    auto const salt = base::random_bytes(salt_size);
    std::string encoded(argon2_encodedlen(passes, kibibytes, lanes, salt_size, hash_size, Argon2_id), '\0');
    auto const done = argon2id_hash_encoded(passes, kibibytes, lanes, password.data(), password.size(), salt.data(),
                                            salt.size(), hash_size, encoded.data(), encoded.size());
    if (done != ARGON2_OK) throw std::runtime_error("argon2: " + std::string(argon2_error_message(done)));
    encoded.resize(encoded.find('\0'));
    return encoded;
}

bool password_fits(std::string_view password, std::string const& hash)
{
    static auto const nobodys = hashed_password(base::random_bytes(16));
    auto const known = hash.starts_with("$argon2id$");
    auto const fits = argon2id_verify(known ? hash.c_str() : nobodys.c_str(), password.data(), password.size());
    return known && fits == ARGON2_OK;
}

std::optional<Refusal> weakness(std::string_view password, std::string_view login)
{
    auto const refused = [](char const* key) { return Refusal{Refusal::Why::Unprocessable, key, "password"}; };
    if (characters(password) < least_characters) return refused("staff.password-short");
    if (password.size() > most_bytes || !base::is_utf8(password)) return refused("staff.password-long");
    auto const plain = base::folded(password);
    if (login.size() >= 3 && plain.find(base::folded(login)) != plain.npos)
        return refused("staff.password-holds-login");
    if (is_run(password)) return refused("staff.password-run");
    return {};
}

}
