// SPDX-License-Identifier: EUPL-1.2
#include "ports/identity_provider/token_fault.h"

#include <array>

namespace identity_provider {
namespace {

constexpr std::array<std::string_view, 19> names{"none",
                                                 "too-long",
                                                 "malformed",
                                                 "algorithm-refused",
                                                 "critical-header",
                                                 "type-refused",
                                                 "key-unknown",
                                                 "key-wrong",
                                                 "signature-wrong",
                                                 "claim-missing",
                                                 "claim-malformed",
                                                 "issuer-wrong",
                                                 "audience-wrong",
                                                 "authorized-party-wrong",
                                                 "expired",
                                                 "from-the-future",
                                                 "issued-long-ago",
                                                 "nonce-wrong",
                                                 "access-token-wrong"};
static_assert(names.size() == std::size_t(TokenFault::AccessTokenWrong) + 1);

}

std::string_view name(TokenFault fault) { return names[std::size_t(fault)]; }

}
