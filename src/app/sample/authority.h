// SPDX-License-Identifier: EUPL-1.2
// An invented certification authority, for sample towns and tests: certificates of any shape, right or wrong,
// revocation lists, and files that browsers import. Never for a real town.
#pragma once
#include "base/time.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

struct evp_pkey_st;
struct x509_st;

namespace sample {

// One attribute of a name: "CN", "serialNumber" or a dotted OID; the text is UTF-8 unless `type` is another of ASN.1's.
struct Attribute {
    std::string what, text;
    int type = 0;
};

struct Profile {
    std::vector<Attribute> subject = {};
    std::vector<Attribute> also = {}; // a directory name among the alternative names, as Spanish authorities have it
    std::string hosts = {};           // "DNS:localhost,IP:127.0.0.1"
    std::string key_usage = "critical,digitalSignature,nonRepudiation,keyEncipherment";
    std::string purposes = "clientAuth,emailProtection"; // extended key usage; none when empty
    std::string policies = {};                           // "1.2.3,1.2.4"
    std::string qualified_type = {};                     // ETSI EN 319 412-5, 4.2.3: esign, eseal, web
    int days_before = 1, days_after = 1095;              // of validity, around now
    std::string ocsp = {}, list = {};                    // where its state can be asked
    bool authority = false;
    unsigned rsa_bits = 0; // of its key, which is of P-256 when it is 0
};

struct Certificate {
    std::string pem, key_pem; // the key in the clear
    std::string der;
    std::string serial; // hexadecimal
};

class Authority {
public:
    // A root of its own. `now` is when its certificates are made.
    Authority(std::string const& name, base::Instant now);
    // An authority under this one.
    Authority under(std::string const& name) const;

    Certificate issue(Profile const&) const;
    // The signed list of the certificates that this authority takes back, DER.
    std::string list(std::vector<std::string> const& revoked_serials, int days_before, int days_after) const;
    std::string pem() const;
    std::string der() const;
    std::string key_pem() const; // in the clear, for responders of tests
    // Its own certificate and those above it, without the root.
    std::string chain_pem() const;

private:
    Authority(std::string const& name, base::Instant now, Authority const* above);
    using Key = std::shared_ptr<evp_pkey_st>;
    using Paper = std::shared_ptr<x509_st>;
    Paper make(Profile const&, Key const&) const;

    base::Instant now;
    Key key;
    Paper own;
    std::vector<Paper> above; // nearest first, the root not among them
};

// What a browser imports (PKCS#12): the certificate, its key, and the authorities given.
std::string importable(Certificate const&, std::string const& chain_pem, std::string const& name,
                       std::string const& password);

}
