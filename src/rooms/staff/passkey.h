// SPDX-License-Identifier: EUPL-1.2
// Passkeys (W3C Web Authentication, level 2): what the browser sends is checked here, over libfido2.
// Only ES256 (P-256), user verified: the key replaces password and second factor alike.
#pragma once
#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace staff {

// Whose key it must be: our host, and the exact place where the browser was.
struct Party {
    std::string id;     // "seu.vilanova.example"
    std::string origin; // "https://seu.vilanova.example"
};
// The party of a town reached at this address.
Party party(std::string const& url);

struct Passkey {
    std::string credential;
    std::string public_key; // x and y of the point, 64 bytes
    std::uint32_t counter = 0;
};

// All fields as raw bytes, already out of base64url. The challenge is the text that was given out.
struct Registration {
    std::string client_data, authenticator_data, challenge;
};
// Section 7.1, with attestation "none": the office does not care who made the device.
base::Result<Passkey> registered(Registration const&, Party const&);

struct Assertion {
    std::string client_data, authenticator_data, signature, challenge;
};
// Section 7.2. The new counter; refused when the origin, challenge, party, signature or counter is not as it must be.
base::Result<std::uint32_t> asserted(Assertion const&, Passkey const&, Party const&);

// The challenge that client data names, empty when they name none: it still has to be one of ours.
std::string challenge_of(std::string_view client_data);

}
