// SPDX-License-Identifier: EUPL-1.2
// What a certificate says, as plain values: what the rules of families.cpp read. Only this folder includes it.
#pragma once
#include "ports/identity_provider/x509.h"

#include <map>
#include <set>

namespace identity_provider {

struct Attributes {
    using Names = std::map<std::string, std::string, std::less<>>; // by dotted OID; the first of each
    Names subject;
    Names also; // directory names among the alternative ones
    Names issuer;
    std::set<std::string, std::less<>> policies;
    std::set<std::string, std::less<>> qualified_types; // ETSI EN 319 412-5, 4.2.3
    bool for_servers = false, for_clients = false;      // extended key usage says so

    std::string const& said(Names const&, std::string_view oid) const;
    // Whether a policy or alternative name lies under an arc: "2.16.724.1.3.5.7" for "2.16.724.1.3.5.7.2".
    bool under(std::string_view arc) const;
};

Attributes read_attributes(X509*);

}
