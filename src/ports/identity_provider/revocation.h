// SPDX-License-Identifier: EUPL-1.2
// Whether a certificate has been taken back: its responder is asked, then its list, then the lists laid by hand.
// Answers are kept while they are true. Waits on others: for worker threads. Any thread.
#pragma once
#include "ports/identity_provider/lists.h"
#include "ports/identity_provider/silence.h"
#include "ports/identity_provider/trust.h"

#include <unordered_map>

namespace identity_provider {

class Revocation {
public:
    struct Setting {
        std::filesystem::path folder = {};       // of lists laid by hand
        std::string responder = {};              // asked instead of those that certificates name
        std::chrono::milliseconds timeout{4000}; // of one question
    };
    Revocation(Trust const&, Setting);

    // Each certificate of a chain that `trust` has judged good, but for the last, which needs no one's word. Nothing
    // of a certificate is asked before its chain is judged: an address in it would otherwise be anybody's.
    std::vector<Standing> of(std::vector<std::string> const& chain, base::Instant at);

private:
    struct Kept {
        Standing standing;
        base::Instant asked;
    };
    Standing of(std::string const& der, std::string const& issuer, base::Instant at);
    Standing ask(X509* certificate, X509* issuer, base::Instant at);
    Standing ask_responder(std::string const& url, X509* certificate, X509* issuer, base::Instant at);

    Trust const& trust;
    Setting const setting;
    Lists lists;
    std::mutex mutex;
    std::unordered_map<std::string, Kept> kept; // by the hash of certificate and issuer
    Silence silence;
};

}
