// SPDX-License-Identifier: EUPL-1.2
// Files as strangers hand them in, their names, and the header fields of tus: the first line is the name, the rest the
// file.
#include "rooms/uploads/sniff.h"
#include "base/text.h"
#include "rooms/uploads/name.h"
#include "rooms/uploads/tus.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    auto const line = bytes.substr(0, bytes.find('\n'));
    auto const rest = line.size() < bytes.size() ? bytes.substr(line.size() + 1) : std::string_view();
    auto const name = uploads::clean_name(line);
    if (name.empty() || !base::is_utf8(name) || name.find('/') != name.npos || base::length_in_characters(name) > 200)
        std::abort();
    if (uploads::clean_name(name) != name) std::abort();
    auto const found = uploads::sniff(name, uploads::content_of(rest));
    if (found.type.empty() && found.fault.empty()) std::abort();
    // However the bytes lie in parts, it is the same file.
    uploads::Content const cut{std::int64_t(rest.size()),
                               [rest](std::int64_t at) { return rest.substr(std::size_t(at), 61); }};
    auto const again = uploads::sniff(name, cut);
    if (again.type != found.type || again.fault != found.fault) std::abort();
    auto const value = uploads::tus::metadata(line, "filename");
    auto const sum = uploads::tus::checksum(line);
    auto const count = uploads::tus::bytes_in(line);
    if (count && *count < 0) std::abort();
    return value || sum ? 0 : 0;
}
