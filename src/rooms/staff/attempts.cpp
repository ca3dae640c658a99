// SPDX-License-Identifier: EUPL-1.2
#include "rooms/staff/attempts.h"

#include "base/crypto.h"
#include "base/network.h"

#include <algorithm>

namespace staff {
namespace {

using namespace std::chrono_literals;
constexpr std::int64_t free_failures = 5, most_doublings = 5;

std::string mark(std::string_view key, std::string_view login, std::string_view nonce)
{
    return base::base64url(base::hmac_sha256(key, "browser " + std::string(nonce) + " " + std::string(login)));
}

}

std::string device_cookie(std::string_view key, std::string_view login)
{
    auto const nonce = base::base64url(base::random_bytes(12));
    return nonce + "." + mark(key, login, nonce);
}

std::string source(std::string_view key, std::string_view login, std::string_view device, std::string_view peer)
{
    auto const dot = device.find('.');
    auto const known = dot != device.npos &&
                       base::equal_in_constant_time(device.substr(dot + 1), mark(key, login, device.substr(0, dot)));
    auto const from = known ? "browser " + std::string(device) : "near " + base::neighbourhood(peer);
    return base::hmac_sha256(key, std::string(login) + '\0' + from);
}

base::Instant free_again(std::int64_t failures, base::Instant last)
{
    if (failures < free_failures) return {};
    return last + 30s * (1 << std::min(failures - free_failures, most_doublings));
}

base::Instant free_again(db::Snapshot const& snapshot, std::string_view from)
{
    auto const row = snapshot.one(R"sql(select failures, last_at from staff_attempt where source = $1)sql",
                                  db::Bytes{std::string(from)});
    return row ? free_again(row->integer(0), {row->integer(1)}) : base::Instant{};
}

void count_failure(db::Tx& tx, std::string_view from, base::Instant now)
{
    tx(R"sql(
        insert into staff_attempt (source, failures, last_at) values ($1, 1, $2)
        on conflict (source) do update set failures = staff_attempt.failures + 1, last_at = excluded.last_at
        )sql",
       db::Bytes{std::string(from)}, now.micros);
}

void forget_failures(db::Tx& tx, std::string_view from)
{
    tx(R"sql(delete from staff_attempt where source = $1)sql", db::Bytes{std::string(from)});
}

}
