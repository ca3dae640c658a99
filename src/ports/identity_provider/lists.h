// SPDX-License-Identifier: EUPL-1.2
// Revocation lists (RFC 5280, 5): fetched from where a certificate says and kept while they are true, or laid by hand
// in the town's trust/ folder, for towns whose server may ask nobody outside. Any thread.
#pragma once
#include "net/fetch.h"
#include "ports/identity_provider/silence.h"
#include "ports/identity_provider/standing.h"
#include "ports/identity_provider/x509.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <openssl/x509_vfy.h>

namespace identity_provider {

class Lists {
public:
    // `folder` holds lists laid by hand, *.crl in DER; they are read again when they change.
    Lists(std::filesystem::path folder, std::chrono::milliseconds timeout);

    // What the list at an address says; fetched when it is not here or has been replaced.
    Standing fetched(std::string const& url, X509* certificate, X509* issuer, X509_STORE*, base::Instant at);
    // What those laid by hand say.
    Standing laid(X509* certificate, X509* issuer, X509_STORE*, base::Instant at);

private:
    using List = std::shared_ptr<X509_CRL>;
    struct Kept {
        List list;
        base::Instant got;                       // when it was fetched
        std::filesystem::file_time_type changed; // of a file
        std::size_t bytes = 0;
    };
    List keep(std::string const& name, Kept);

    std::filesystem::path const folder;
    std::chrono::milliseconds const timeout;
    Silence silence;
    std::mutex mutex;
    std::map<std::string, Kept> kept; // by address or file name
};

}
