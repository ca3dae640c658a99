// SPDX-License-Identifier: EUPL-1.2
// Why a certificate does not open the door. Each has a page that says what to do (identity, text keys).
#pragma once
#include <string_view>

namespace identity_provider {

enum class Fault {
    None,
    NotGiven,      // the browser sent none
    Malformed,     // no certificate, or one that somebody altered
    UnknownIssuer, // leads to none of the authorities of trust/
    Expired,
    NotYetValid,
    WrongUsage, // not made for entering: a server's, say
    OnlySigns,  // made for signing only: the other one of the DNIe is meant
    Weak,       // a key or hash of a time gone by
    Revoked,
    RevocationUnknown, // nobody could say whether it is revoked, and the town requires to know
    NotAPerson,        // a seal, or an organisation's
    Pseudonym,
    NoNumber, // lacks name or DNI or NIE (RD 203/2021, art. 27.1)
};

// "unknown-issuer": in addresses, text keys and the trail.
std::string_view name(Fault);
// Nothing's name is none.
Fault fault_named(std::string_view);

}
