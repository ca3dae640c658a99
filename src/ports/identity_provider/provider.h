// SPDX-License-Identifier: EUPL-1.2
// A provider of identities at another address: the browser is sent there, and comes back with a code for which the
// provider tells us who it is. Everything that comes from there is a stranger's until it is proved.
#pragma once
#include "base/time.h"
#include "ports/check.h"

#include <optional>
#include <string>
#include <string_view>

namespace identity_provider {

// Why somebody who went there has not entered. Each has a page that says what to do (identity, text keys).
enum class Trouble {
    None,
    Cancelled, // the person turned back
    Down,      // the provider does not answer, or says that it cannot
    Wrong,     // its answer is not to be believed; the log says why
    NoNumber,  // it vouches for somebody without DNI or NIE
    Late,      // the way in was begun too long ago, or used already
    Elsewhere, // it was begun in another browser
};
std::string_view name(Trouble); // "no-number": in addresses, text keys and the trail
Trouble trouble_named(std::string_view);
// What an `error` in the browser's answer means (RFC 6749, 4.1.2.1; VÀLid's own SESSION_CANCEL).
Trouble trouble_of(std::string_view error);

// What goes with a browser that is sent there.
struct Departure {
    std::string back;            // our address, as the provider has it registered
    std::string state, nonce;    // ours, for this once
    std::string verifier;        // RFC 7636: only its hash is sent
    std::string language = "ca"; // of the person
};

// What it comes back with, and what was sent with it.
struct Return {
    std::string code;
    std::string issuer; // RFC 9207; empty when the answer has none
    std::string back, nonce, verifier;
};

struct Vouched {
    Trouble trouble = Trouble::None;
    std::string fault; // with a trouble: "nonce-wrong", for the log; no personal data

    std::string document_kind, document_number; // "nif" or "nie"
    std::string name;                           // as the provider writes it; empty when it does not say
    std::string level;                          // "low", "substantial" or "high"
    std::string evidence;                       // JSON; with "stands_for" when it is a representative
};
// None of this to be kept.
Vouched refused(Trouble, std::string fault);

class Provider {
public:
    virtual ~Provider() = default;
    // Where a browser is sent: from memory once the provider is known, else it is asked first. Nothing when it does
    // not answer. Waits: for threads that may.
    virtual std::optional<std::string> way(Departure const&, base::Instant now) = 0;
    // Who came back. Waits.
    virtual Vouched vouch(Return const&, base::Instant now) = 0;
    // Learns anew what the provider publishes. For a job.
    virtual void refresh(base::Instant now) = 0;
    virtual ports::Check check(base::Instant now) const = 0;
};

}
