// SPDX-License-Identifier: EUPL-1.2
// The rules by which each family of certificates is read. Only this folder includes it.
#pragma once
#include "ports/identity_provider/attributes.h"
#include "ports/identity_provider/certificate.h"

namespace identity_provider {

// Kind, family, numbers and names; what is the same for all (issuer, serial, dates) is left to the caller.
Holder holder_of(Attributes const&);

}
