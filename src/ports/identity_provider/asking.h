// SPDX-License-Identifier: EUPL-1.2
// One question to a provider's server, whose answer is a JSON object or a trouble with its name.
#pragma once
#include "net/fetch.h"
#include "ports/identity_provider/provider.h"
#include "ports/identity_provider/strict_json.h"

namespace identity_provider {

struct Told {
    Trouble trouble = Trouble::None;
    std::string fault; // "token-timed-out", "userinfo-not-json": with `what` in front
    json::object said;
    std::string body; // as it came

    explicit operator bool() const { return trouble == Trouble::None; }
};

// Follows no redirect: what is sent there holds secrets, and what comes back must be that server's own.
Told ask(std::string const& what, net::Fetch question);

}
