// SPDX-License-Identifier: EUPL-1.2
// What a provider of OpenID Connect publishes of itself (OpenID Connect Discovery 1.0, 3 and 4).
#pragma once
#include <string>
#include <string_view>

namespace identity_provider {

struct Discovery {
    std::string fault; // "issuer-differs"; empty when all is there
    std::string authorization, token, keys, userinfo;
    bool tells_issuer = false; // in the browser's answer too (RFC 9207)
};

constexpr std::size_t longest_discovery = 64 * 1024;
std::string discovery_address(std::string_view issuer);
// The document, which must be the issuer's own (4.3) and lead to addresses as safe as its own.
Discovery read_discovery(std::string_view text, std::string_view issuer);

}
