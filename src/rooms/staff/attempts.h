// SPDX-License-Identifier: EUPL-1.2
// Failed attempts, counted so that guessing is hopeless and nobody can be locked out by somebody else: a failure
// counts against the account as tried from one neighbourhood of addresses, or from one browser that has entered
// this account before. So strangers spend only their own tries (OWASP, "Slow down online guessing with device
// cookies").
#pragma once
#include "act/act.h"

#include <string>

namespace staff {

// What failures are counted under. `device` is the cookie of a browser that entered before, or anything.
std::string source(std::string_view key, std::string_view login, std::string_view device, std::string_view peer);
// The cookie that marks a browser as one that entered this account.
std::string device_cookie(std::string_view key, std::string_view login);

// After 5 failures each further one doubles the wait: 30 s, 1 min… up to a quarter of an hour.
base::Instant free_again(std::int64_t failures, base::Instant last);
// When this source may try again; now or earlier when it may.
base::Instant free_again(db::Snapshot const&, std::string_view source);
void count_failure(db::Tx&, std::string_view source, base::Instant now);
void forget_failures(db::Tx&, std::string_view source);

}
