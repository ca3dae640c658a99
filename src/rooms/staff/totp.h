// SPDX-License-Identifier: EUPL-1.2
// Codes that change every half minute (RFC 6238: HMAC-SHA-1, six digits, 30 s), as any authenticator shows them.
#pragma once
#include "base/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace staff {

constexpr std::size_t totp_secret_size = 20;

// The six digits of a step (Unix time divided by 30).
std::string totp(std::string_view secret, std::int64_t step);
// The step of a code that is right now or one step away (clocks differ) and later than the last one used.
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, std::int64_t last_used,
                                      base::Instant now);
// RFC 4648 base32 without padding, as authenticators want the secret typed.
std::string totp_text(std::string_view secret);
// otpauth://totp/… for the QR code.
std::string totp_address(std::string_view secret, std::string_view login, std::string_view issuer);

}
