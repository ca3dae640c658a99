// SPDX-License-Identifier: EUPL-1.2
// Whether a certificate leads to an authority that the town trusts, and is one for what is being done with it.
#pragma once
#include "base/time.h"
#include "ports/identity_provider/fault.h"

#include <memory>
#include <string>
#include <vector>

struct x509_store_st;

namespace identity_provider {

enum class Use { Entering, Signing };

class Trust {
public:
    // PEM texts of authorities. Each of them ends a chain, whether it is a root or one that issues certificates, as
    // the trusted list (eIDAS, art. 22) names the services that issue. Throws std::runtime_error when a text has none.
    explicit Trust(std::vector<std::string> const& pem_texts);

    struct Judged {
        Fault fault = Fault::None;
        std::vector<std::string> chain = {}; // DER, from the person's to the authority trusted; empty with a fault
    };
    // `presented` as the browser or the signature brought it, the person's own first. Pure: asks nobody.
    Judged judge(std::vector<std::string> const& presented, base::Instant at, Use = Use::Entering) const;

    std::size_t size() const { return count; }
    base::Instant first_end() const { return ends; } // when the first of the authorities ends
    x509_store_st* store() const { return held.get(); }

private:
    std::shared_ptr<x509_store_st> held;
    std::size_t count = 0;
    base::Instant ends;
};

}
