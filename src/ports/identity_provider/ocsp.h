// SPDX-License-Identifier: EUPL-1.2
// Questions and answers of RFC 6960, as bytes. Only this folder includes it.
#pragma once
#include "ports/identity_provider/standing.h"
#include "ports/identity_provider/x509.h"

#include <openssl/x509_vfy.h>

namespace identity_provider {

std::string ocsp_question(X509* certificate, X509* issuer);
// What an answer says of the certificate at an instant: Unknown, and why, unless it is signed by the issuer or by whom
// the issuer delegated (id-kp-OCSPSigning) and neither past nor future.
Standing ocsp_answer(std::string_view der, X509* certificate, X509* issuer, X509_STORE*, base::Instant at);

}
