// SPDX-License-Identifier: EUPL-1.2
// Whom a provider's claims name, and how surely: rules that the town's settings fill in.
#pragma once
#include "ports/identity_provider/provider.h"
#include "ports/identity_provider/strict_json.h"

#include <map>

namespace identity_provider {

// Where a provider writes what we need.
struct ClaimMap {
    std::string document = "document_number";
    std::string given_name = "given_name", family_name = "family_name", name = "name";
    std::map<std::string, std::string> levels; // of `acr`: "urn:…:substantial" is "substantial"
    std::string level;                         // when `acr` says nothing that is known; empty: refused then
};

// A DNI or NIE, also with the prefixes of eIDAS ("ES/ES/12345678Z") and of certificates ("IDCES-12345678Z");
// empty kind for everything else. RD 203/2021, art. 27.1: whoever is identified has such a number.
struct Number {
    std::string kind, text;
};
Number number_in(std::string_view);
// Given and family names as one, in normal form; what is not fit to be shown is left out.
std::string full_name(std::optional<std::string> const& given, std::optional<std::string> const& family);

// The claims of the signed token, and what was told beside them: a claim of the token is never replaced.
Vouched person_of(json::object const& token, json::object const& beside, ClaimMap const&);

}
