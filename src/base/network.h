// SPDX-License-Identifier: EUPL-1.2
// Blocks of Internet addresses (RFC 4632, RFC 4291), IPv4 and IPv6.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Network {
    std::array<unsigned char, 16> address{}; // IPv4 as ::ffff:a.b.c.d
    int bits = 128;

    bool holds(std::string_view peer) const; // false for what is no address
};

// "10.0.0.0/8", "2001:db8::/32", or one address; nothing for anything else.
std::optional<Network> network(std::string_view);
// The block that one household or office usually has: /24 of IPv4, /64 of IPv6; the text itself for no address.
std::string neighbourhood(std::string_view peer);

}
