// SPDX-License-Identifier: EUPL-1.2
#include "rooms/staff/totp.h"

#include "base/crypto.h"
#include "base/text.h"

#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace staff {
namespace {

constexpr std::int64_t seconds_a_step = 30;
constexpr std::uint32_t six_digits = 1'000'000;

std::string percent_encoded(std::string_view text)
{
    std::string out;
    for (auto const c : text) {
        auto const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                           c == '-' || c == '_';
        out += plain ? std::string(1, c) : "%" + base::hex({&c, 1});
    }
    return out;
}

}

std::string totp(std::string_view secret, std::int64_t step)
{
    std::array<unsigned char, 8> counter;
    for (int i = 7; i >= 0; --i, step >>= 8) counter[std::size_t(i)] = std::uint8_t(step & 0xff);
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac;
    unsigned size = 0;
    HMAC(EVP_sha1(), secret.data(), int(secret.size()), counter.data(), counter.size(), mac.data(), &size);
    auto const at = std::size_t(mac[size - 1] & 0x0f); // RFC 4226, 5.3
    auto const number = (std::uint32_t(mac[at] & 0x7f) << 24 | std::uint32_t(mac[at + 1]) << 16 |
                         std::uint32_t(mac[at + 2]) << 8 | mac[at + 3]) %
                        six_digits;
    auto const digits = std::to_string(number);
    return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, std::int64_t last_used,
                                      base::Instant now)
{
    auto const current = now.micros / 1'000'000 / seconds_a_step;
    std::optional<std::int64_t> found;
    for (auto const step : {current, current - 1, current + 1})
        if (base::equal_in_constant_time(totp(secret, step), code) && step > last_used && !found) found = step;
    return found;
}

std::string totp_text(std::string_view secret)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t held = 0;
    int bits = 0;
    for (auto const c : secret) {
        held = held << 8 | std::uint8_t(c);
        for (bits += 8; bits >= 5; bits -= 5) out += alphabet[held >> (bits - 5) & 31];
    }
    if (bits > 0) out += alphabet[held << (5 - bits) & 31];
    return out;
}

std::string totp_address(std::string_view secret, std::string_view login, std::string_view issuer)
{
    return "otpauth://totp/" + percent_encoded(issuer) + ":" + percent_encoded(login) + "?secret=" + totp_text(secret) +
           "&issuer=" + percent_encoded(issuer);
}

}
