// SPDX-License-Identifier: EUPL-1.2
// Passwords: argon2id (RFC 9106) with 19 MiB, two passes, one lane: some 45 ms each, on a worker thread.
#pragma once
#include "base/result.h"
#include "rooms/staff/staff.h" // hashed_password

#include <optional>
#include <string>
#include <string_view>

namespace staff {

// Whether the password is that of the hash. An empty or foreign hash takes as long and says no, so that
// the time tells nobody whether an account exists.
bool password_fits(std::string_view password, std::string const& hash);
// Refuses what is shorter than 12 characters, longer than 200 bytes, holds the login, or is one sign or a run of
// neighbours ("aaaaaaaaaaaa", "123456789012"). No rule about kinds of characters (NIST SP 800-63B, 5.1.1.2).
std::optional<base::Refusal> weakness(std::string_view password, std::string_view login);

}
