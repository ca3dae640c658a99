// SPDX-License-Identifier: EUPL-1.2
#include "rooms/uploads/tus.h"

#include "base/crypto.h"
#include "base/text.h"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <memory>
#include <stdexcept>

namespace uploads::tus {
namespace {

// Base64 of RFC 4648, 4; padding may be missing.
std::optional<std::string> from_base64(std::string_view text)
{
    while (text.ends_with('=')) text.remove_suffix(1);
    std::string other(text);
    if (other.find_first_of("-_") != other.npos) return {};
    std::ranges::replace(other, '+', '-');
    std::ranges::replace(other, '/', '_');
    return base::from_base64url(other);
}

}

std::optional<std::int64_t> bytes_in(std::string_view text)
{
    std::int64_t value = 0;
    if (text.empty() || text.size() > 15 || text.find_first_not_of("0123456789") != text.npos) return {};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::optional<std::string> metadata(std::string_view header, std::string_view key)
{
    if (header.size() > longest_metadata) return {};
    std::string found;
    for (auto const& pair : base::split(header, ',')) {
        auto const text = base::trimmed(pair);
        auto const space = text.find(' ');
        auto const name = text.substr(0, space);
        auto const value = space == text.npos ? "" : from_base64(base::trimmed(text.substr(space + 1)));
        if (!value || (name.empty() && text.size() > 0)) return {};
        if (name == key) found = *value;
    }
    return found;
}

std::optional<Checksum> checksum(std::string_view header)
{
    auto const space = header.find(' ');
    if (space == header.npos) return {};
    auto const algorithm = header.substr(0, space);
    auto const digest = from_base64(base::trimmed(header.substr(space + 1)));
    auto const length = algorithm == "sha256" ? 32u : algorithm == "sha1" ? 20u : 0u;
    if (!digest || length == 0 || digest->size() != length) return {};
    return Checksum{std::string(algorithm), *digest};
}

bool matches(Checksum const& wanted, Content const& content, std::int64_t first)
{
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    auto const* const algorithm = wanted.algorithm == "sha1" ? EVP_sha1() : EVP_sha256();
    if (!hash || EVP_DigestInit_ex(hash.get(), algorithm, nullptr) != 1) throw std::runtime_error("no digest");
    for (auto at = first; at < content.size;) {
        auto const piece = content.from(at);
        if (EVP_DigestUpdate(hash.get(), piece.data(), piece.size()) != 1) throw std::runtime_error("no digest");
        at += std::int64_t(piece.size());
    }
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_DigestFinal_ex(hash.get(), digest, &length) != 1) throw std::runtime_error("no digest");
    return base::equal_in_constant_time({reinterpret_cast<char const*>(digest), length}, wanted.digest);
}

std::string http_date(base::Instant at)
{
    auto const seconds = std::time_t(at.micros / 1'000'000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[64];
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

}
