// SPDX-License-Identifier: EUPL-1.2
// What was learnt of whether a certificate has been taken back: kept as evidence of why a door opened.
#pragma once
#include "base/time.h"

#include <string>

namespace identity_provider {

struct Standing {
    enum class State { Unknown, Good, Revoked };
    enum class Source { None, Responder, List };
    State state = State::Unknown;
    Source source = Source::None;
    base::Instant said;   // of what instant the answer speaks
    base::Instant until;  // when a newer one is promised
    std::string why = {}; // why it is not known: "timed-out", "wrong signer"…

    bool known() const { return state != State::Unknown; }
};

constexpr std::string_view name(Standing::State state)
{
    using enum Standing::State;
    return state == Good ? "good" : state == Revoked ? "revoked" : "unknown";
}
constexpr std::string_view name(Standing::Source source)
{
    using enum Standing::Source;
    return source == Responder ? "ocsp" : source == List ? "crl" : "none";
}

}
