// SPDX-License-Identifier: EUPL-1.2
// Names of faults.
#include "ports/identity_provider/fault.h"

#include <algorithm>
#include <array>

namespace identity_provider {
namespace {

constexpr std::array<std::string_view, 14> names{
    "none",       "not-given", "malformed", "unknown-issuer",     "expired",      "not-yet-valid", "wrong-usage",
    "only-signs", "weak",      "revoked",   "revocation-unknown", "not-a-person", "pseudonym",     "no-number"};

}

std::string_view name(Fault fault) { return names[std::size_t(fault)]; }

Fault fault_named(std::string_view text)
{
    auto const found = std::ranges::find(names, text);
    return found == names.end() ? Fault::None : Fault(found - names.begin());
}

}
