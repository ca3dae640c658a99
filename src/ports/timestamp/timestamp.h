// SPDX-License-Identifier: EUPL-1.2
// Time stamps of an authority (RFC 3161): a signed word that a hash existed at a moment. Waits for the network: for
// jobs and worker threads.
#pragma once
#include "base/time.h"
#include "ports/check.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ports {

struct Stamped {
    bool good = false;
    std::string token;   // DER of the TimeStampToken
    base::Instant at{};  // what the authority says
    std::string trouble; // why there is none, in English
};

class Timestamp {
public:
    virtual ~Timestamp() = default;
    // `sha256`: 32 bytes.
    virtual Stamped stamp(std::string_view sha256) = 0;
    virtual Check check() = 0;
};

// An authority at an address, its certificates in a PEM file.
std::unique_ptr<Timestamp> rfc3161_authority(std::string url, std::string ca_file);

// TimeStampReq version 1 over SHA-256, certificates wanted; `nonce` 0: none.
std::string timestamp_request(std::string_view sha256, std::uint64_t nonce);
// The token of a TimeStampResp when all is right: granted, our hash and nonce, signed by a time-stamping certificate
// (critical extended key usage) that chains to the file's authorities.
Stamped read_timestamp(std::string_view response, std::string_view sha256, std::uint64_t nonce,
                       std::string const& ca_file);
// Whether a stored token is an authority's word over this hash; when it was given.
std::optional<base::Instant> verify_timestamp(std::string_view token, std::string_view sha256,
                                              std::string const& ca_file);

}
