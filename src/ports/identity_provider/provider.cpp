// SPDX-License-Identifier: EUPL-1.2
#include "ports/identity_provider/provider.h"

#include <algorithm>
#include <array>

namespace identity_provider {
namespace {

constexpr std::array<std::string_view, 7> names{"none", "cancelled", "down", "wrong", "no-number", "late", "elsewhere"};
static_assert(names.size() == std::size_t(Trouble::Elsewhere) + 1);

}

std::string_view name(Trouble trouble) { return names[std::size_t(trouble)]; }

Trouble trouble_named(std::string_view text)
{
    auto const found = std::ranges::find(names, text);
    return found == names.end() ? Trouble::None : Trouble(found - names.begin());
}

Trouble trouble_of(std::string_view error)
{
    if (error == "access_denied" || error == "SESSION_CANCEL") return Trouble::Cancelled;
    if (error == "temporarily_unavailable" || error == "server_error") return Trouble::Down;
    return Trouble::Wrong;
}

Vouched refused(Trouble trouble, std::string fault)
{
    Vouched none;
    none.trouble = trouble;
    none.fault = std::move(fault);
    return none;
}

}
