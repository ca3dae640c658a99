// SPDX-License-Identifier: EUPL-1.2
// Addresses as 16 bytes.
#include "base/network.h"

#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace base {
namespace {

using Address = std::array<unsigned char, 16>;
constexpr int mapped_bits = 96; // ::ffff:0:0/96

std::optional<std::pair<Address, bool>> address_of(std::string_view text)
{
    std::string const terminated(text);
    Address address{};
    if (inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return std::pair(address, false);
    if (inet_pton(AF_INET, terminated.c_str(), address.data() + 12) != 1) return {};
    address[10] = address[11] = 0xff;
    return std::pair(address, true);
}

bool same_beginning(Address const& a, Address const& b, int bits)
{
    auto const whole = std::size_t(bits / 8);
    if (std::memcmp(a.data(), b.data(), whole) != 0) return false;
    auto const rest = bits % 8;
    return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

}

bool Network::holds(std::string_view peer) const
{
    auto const other = address_of(peer);
    return other && same_beginning(address, other->first, bits);
}

std::optional<Network> network(std::string_view text)
{
    auto const slash = text.find('/');
    auto const found = address_of(text.substr(0, slash));
    if (!found) return {};
    auto const& [address, is_v4] = *found;
    if (slash == text.npos) return Network{address, 128};
    auto const length = text.substr(slash + 1);
    int bits = -1;
    auto const [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
    if (error != std::errc() || end != length.data() + length.size() || bits < 0 || bits > (is_v4 ? 32 : 128))
        return {};
    return Network{address, is_v4 ? mapped_bits + bits : bits};
}

std::string neighbourhood(std::string_view peer)
{
    auto const found = address_of(peer);
    if (!found) return std::string(peer);
    auto const kept = found->second ? std::size_t(15) : std::size_t(8);
    return {reinterpret_cast<char const*>(found->first.data()), kept};
}

}
