// SPDX-License-Identifier: EUPL-1.2
// Challenges that need no row until they are answered: random bytes, an end, and our keyed hash over both and over
// what they are for. Each answers once: `spend` writes its row.
#pragma once
#include "act/act.h"
#include "base/result.h"

namespace staff {

// base64url text, good for five minutes, for one purpose ("enter", "register " + member).
std::string fresh_challenge(std::string_view key, std::string_view purpose, base::Instant now);
bool is_challenge(std::string_view key, std::string_view purpose, std::string_view challenge, base::Instant now);
// In the act: false when it was answered before.
bool spend(db::Tx&, std::string_view challenge, base::Instant now);

}
