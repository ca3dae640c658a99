// SPDX-License-Identifier: EUPL-1.2
// OpenSSL's certificates held safely. Only the files of this folder include this.
#pragma once
#include "base/time.h"

#include <memory>
#include <openssl/asn1.h>
#include <openssl/x509.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace identity_provider {

template<auto release> struct Releasing {
    template<class Thing> void operator()(Thing* thing) const { release(thing); }
};
template<class Thing, auto release> using Held = std::unique_ptr<Thing, Releasing<release>>;

using Paper = Held<X509, X509_free>;
inline void free_papers(STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }
using Papers = Held<STACK_OF(X509), free_papers>;

// The certificate that these bytes are, all of them; nothing when they are none.
Paper parsed(std::string_view der);
Papers parsed(std::vector<std::string> const& ders, std::size_t from);
// Every certificate in a PEM text.
std::vector<Paper> from_pem(std::string const&);
std::string der_of(X509*);
// Seconds precision; nothing for a time that cannot be read.
std::optional<base::Instant> instant_of(ASN1_TIME const*);
// The text as UTF-8 in normal form C, whatever ASN.1 kind it has (T61 as Latin-1); empty when it cannot be one, has
// control characters or more than 256 bytes.
std::string text_of(ASN1_STRING const*);
std::string dotted(ASN1_OBJECT const*);
std::string hex_of(ASN1_INTEGER const*);
// "CN=…,O=…,C=ES" (RFC 4514).
std::string text_of(X509_NAME const*);
// Where the state of a certificate can be asked, http and https only, in the order that it gives.
std::vector<std::string> responders(X509*);
std::vector<std::string> list_places(X509*);

}
