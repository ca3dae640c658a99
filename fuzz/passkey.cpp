// SPDX-License-Identifier: EUPL-1.2
// What a browser says of a passkey: client data and authenticator data, the latter after a first length of two bytes.
// Nothing made up may ever pass as a signature.
#include "rooms/staff/passkey.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size < 2) return 0;
    std::string const all(reinterpret_cast<char const*>(data) + 2, size - 2);
    auto const length = std::min(std::size_t(data[0]) * 256 + data[1], all.size());
    auto const client = all.substr(0, length), authenticator = all.substr(length);
    (void)staff::challenge_of(client);
    // base64url of "challenge" is what the seeds carry.
    staff::Party const party{"seu.example", "https://seu.example"};
    auto const made = staff::registered({client, authenticator, "challenge"}, party);
    if (made && (made->credential.empty() || made->public_key.size() != 64)) std::abort();
    staff::Passkey const known{"credential", std::string(64, '\1'), 7};
    if (staff::asserted({client, authenticator, authenticator, "challenge"}, known, party)) std::abort();
    return 0;
}
