// SPDX-License-Identifier: EUPL-1.2
#include "rooms/staff/challenge.h"

#include "base/crypto.h"

namespace staff {
namespace {

constexpr std::size_t random_size = 16, time_size = 8, proof_size = 16;
constexpr auto lifetime = std::chrono::minutes(5);

std::string written(base::Instant at)
{
    std::string bytes(time_size, '\0');
    for (auto i = time_size; i-- > 0; at.micros >>= 8) bytes[i] = char(at.micros & 0xff);
    return bytes;
}

std::string proof(std::string_view key, std::string_view purpose, std::string_view said)
{
    return base::hmac_sha256(key, std::string(said) + std::string(purpose)).substr(0, proof_size);
}

}

std::string fresh_challenge(std::string_view key, std::string_view purpose, base::Instant now)
{
    auto const said = base::random_bytes(random_size) + written(now + lifetime);
    return base::base64url(said + proof(key, purpose, said));
}

bool is_challenge(std::string_view key, std::string_view purpose, std::string_view challenge, base::Instant now)
{
    auto const bytes = base::from_base64url(challenge);
    if (!bytes || bytes->size() != random_size + time_size + proof_size) return false;
    auto const said = std::string_view(*bytes).substr(0, random_size + time_size);
    if (!base::equal_in_constant_time(bytes->substr(random_size + time_size), proof(key, purpose, said))) return false;
    return said.substr(random_size) > written(now); // big-endian: ordered like the numbers
}

bool spend(db::Tx& tx, std::string_view challenge, base::Instant now)
{
    auto const rows = tx(R"sql(
        insert into staff_used_challenge (challenge, until) values ($1, $2)
        on conflict (challenge) do nothing returning until
        )sql",
                         db::Bytes{base::sha256(challenge)}, (now + lifetime).micros);
    return !rows.empty();
}

}
