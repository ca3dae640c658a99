// SPDX-License-Identifier: EUPL-1.2
// States: kept as hashes, used once.
#include "rooms/identity/departures.h"

#include "base/crypto.h"

namespace identity {
namespace {

using identity_provider::Trouble;
constexpr auto state_lasts = std::chrono::minutes(10); // an SMS that is slow to come, a card to be looked for

std::string derived(std::string_view key, std::string_view what, std::string_view state)
{
    return base::base64url(base::hmac_sha256(key, std::string(what) + " " + std::string(state)));
}

}

identity_provider::Departure departure_of(std::string_view key, std::string state)
{
    identity_provider::Departure departure;
    departure.nonce = derived(key, "nonce", state);
    departure.verifier = derived(key, "verifier", state);
    departure.state = std::move(state);
    return departure;
}

identity_provider::Departure fresh_departure(std::string_view key)
{
    return departure_of(key, base::base64url(base::random_bytes(32)));
}

void depart(db::Tx& tx, std::string_view state, Departed const& departed, base::Instant now)
{
    tx(R"sql(
        insert into identity_departure (state, provider, browser, back_to, until) values ($1, $2, $3, $4, $5)
        )sql",
       db::Bytes{base::sha256(state)}, departed.provider, departed.browser, departed.back_to,
       (now + state_lasts).micros);
}

CameBack came_back(db::Snapshot const& snapshot, std::string_view state, std::string_view provider,
                   std::string_view browser, base::Instant now)
{
    CameBack found{Trouble::Late, {}};
    auto const row = snapshot.one(R"sql(
        select provider, browser, back_to, until from identity_departure where state = $1
        )sql",
                                  db::Bytes{base::sha256(state)});
    // A state of another provider is one that we never gave to this one.
    if (!row || row->text(0) != provider) return found;
    // Not used up by the wrong browser, which learns nothing of where the right one was going.
    found.trouble = Trouble::Elsewhere;
    if (browser.empty() || !base::equal_in_constant_time(row->text(1), browser)) return found;
    found.trouble = row->integer(3) <= now.micros ? Trouble::Late : Trouble::None;
    found.back_to = row->text(2);
    return found;
}

bool spend_state(db::Tx& tx, std::string_view state)
{
    return !tx(R"sql(delete from identity_departure where state = $1 returning until)sql",
               db::Bytes{base::sha256(state)})
                .empty();
}

}
