// SPDX-License-Identifier: EUPL-1.2
// The key of the public log: ECDSA over P-256 with SHA-256. Its own, so that the seal may be renewed without it.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace registry {

class LogKey {
public:
    // Throws std::runtime_error when the key cannot be read or is of another kind.
    LogKey(std::string_view pem, std::string_view passphrase);
    ~LogKey();

    std::string sign(std::string_view text) const; // DER; any thread
    std::string const& public_pem() const { return shown; }

private:
    struct Parts;
    std::unique_ptr<Parts> parts;
    std::string shown;
};

// False also for a key or signature that is none.
bool signature_holds(std::string_view public_pem, std::string_view text, std::string_view signature);

}
