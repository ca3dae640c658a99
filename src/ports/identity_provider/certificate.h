// SPDX-License-Identifier: EUPL-1.2
// Whom a certificate names, for each family of Spanish certificates and ETSI EN 319 412-1. Reading says nothing of
// whether it can be believed: that is trust.h and revocation.h.
#pragma once
#include "base/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace identity_provider {

struct Holder {
    enum class Kind { Citizen, Representative, Employee, Seal, Website, Pseudonym, Unknown };
    Kind kind = Kind::Unknown;
    std::string family;               // whose rules read it: "dnie", "fnmt", "idcat", "aoc", "age", "etsi"
    std::string document_kind;        // "nif" or "nie"; empty when there is no right number in it
    std::string document_number;      // normalised
    std::string given_name, surnames; // as written there, capitals and all
    std::string organisation_name, organisation_number; // of a representative or employee
    std::string issuer, serial, sha256; // RFC 4514 name; hexadecimal; of the whole certificate, hexadecimal
    base::Instant from, until;

    bool names_a_person() const { return !document_number.empty() && !(given_name.empty() && surnames.empty()); }
    std::string full_name() const;
};

std::string_view name(Holder::Kind); // "representative"

// Nothing when the bytes are no certificate.
std::optional<Holder> read_holder(std::string_view der);

}
