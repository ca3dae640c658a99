// SPDX-License-Identifier: EUPL-1.2
// Judging CBOR (RFC 8949) before a library reads it: libcbor makes room for whatever length a stranger claims, and
// lengths inside lengths took 24 GB for 300 bytes.
#pragma once
#include <optional>
#include <string_view>

namespace base {

// Bytes that the first data item takes; nothing when it is cut short, claims more than there is, nests deeper than
// eight or has no definite length (which CTAP 2.1, section 8, "canonical CBOR", forbids).
std::optional<std::size_t> cbor_item_size(std::string_view bytes, int depth_left = 8);

}
