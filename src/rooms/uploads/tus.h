// SPDX-License-Identifier: EUPL-1.2
// The header fields of tus 1.0.0 (tus.io/protocols/resumable-upload), read and written. Only this room includes it.
#pragma once
#include "base/result.h"
#include "base/time.h"
#include "rooms/uploads/content.h"

#include <optional>

namespace uploads::tus {

constexpr auto version = "1.0.0";
constexpr auto extensions = "creation,expiration,checksum,termination";
constexpr auto algorithms = "sha256,sha1";
constexpr std::size_t longest_metadata = 2000;

// A count of bytes: digits only, at most 15 of them.
std::optional<std::int64_t> bytes_in(std::string_view);
// "filename d29ybGQ=,private": a value of `key`, empty when it has none or is not there; nothing when it is malformed.
std::optional<std::string> metadata(std::string_view header, std::string_view key);

struct Checksum {
    std::string algorithm; // "sha256" or "sha1"
    std::string digest;
};
// "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="; nothing when it is none that we know.
std::optional<Checksum> checksum(std::string_view header);
// Whether the bytes from `first` to the end of the content have that digest.
bool matches(Checksum const&, Content const&, std::int64_t first);
// IMF-fixdate (RFC 9110, 5.6.7), as Upload-Expires wants it.
std::string http_date(base::Instant);

}
