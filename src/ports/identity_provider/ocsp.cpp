// SPDX-License-Identifier: EUPL-1.2
// OCSP by OpenSSL. No nonce is sent: responders of the trusted list answer with answers made beforehand, whose own
// dates limit a replay.
#include "ports/identity_provider/ocsp.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>

namespace identity_provider {
namespace {

using namespace std::chrono_literals;
using Request = Held<OCSP_REQUEST, OCSP_REQUEST_free>;
using Response = Held<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using Basic = Held<OCSP_BASICRESP, OCSP_BASICRESP_free>;
using Number = Held<OCSP_CERTID, OCSP_CERTID_free>;
constexpr auto clocks_differ = 5min;
constexpr auto without_promise = 10min; // how long an answer that promises no newer one is believed (6960, 2.4)

// SHA-1 names the certificate, as every responder knows it (RFC 5019, 2.1.1); nothing is secured by it.
Number number_of(X509* certificate, X509* issuer) { return Number(OCSP_cert_to_id(EVP_sha1(), certificate, issuer)); }

Standing unknown(std::string why)
{
    Standing standing;
    standing.source = Standing::Source::Responder;
    standing.why = std::move(why);
    return standing;
}

// RFC 6960, 4.2.2.2: the issuer itself, or one whom it delegated.
bool rightly_signed(OCSP_BASICRESP* basic, X509* issuer, X509_STORE* store)
{
    Papers const known(sk_X509_new_null());
    X509_up_ref(issuer);
    sk_X509_push(known.get(), issuer);
    return OCSP_basic_verify(basic, known.get(), store, OCSP_NOEXPLICIT) == 1;
}

Standing read(OCSP_BASICRESP* basic, OCSP_CERTID* number, base::Instant at)
{
    int status = 0, reason = 0;
    ASN1_GENERALIZEDTIME *revoked = nullptr, *from = nullptr, *until = nullptr;
    if (OCSP_resp_find_status(basic, number, &status, &reason, &revoked, &from, &until) != 1)
        return unknown("another certificate");
    auto const said = instant_of(from), next = until ? instant_of(until) : std::nullopt;
    if (!said || (until && !next)) return unknown("unreadable dates");
    auto standing = unknown("");
    standing.said = *said;
    standing.until = next ? *next : *said + without_promise;
    if (*said > at + clocks_differ) return unknown("of the future");
    if (standing.until < at) return unknown("out of date");
    if (status == V_OCSP_CERTSTATUS_GOOD) standing.state = Standing::State::Good;
    if (status == V_OCSP_CERTSTATUS_REVOKED) standing.state = Standing::State::Revoked;
    if (!standing.known()) standing.why = "not known to the responder";
    return standing;
}

}

std::string ocsp_question(X509* certificate, X509* issuer)
{
    Request const request(OCSP_REQUEST_new());
    OCSP_request_add0_id(request.get(), number_of(certificate, issuer).release());
    unsigned char* bytes = nullptr;
    auto const size = i2d_OCSP_REQUEST(request.get(), &bytes);
    std::string text(reinterpret_cast<char const*>(bytes), size > 0 ? std::size_t(size) : 0);
    OPENSSL_free(bytes);
    return text;
}

Standing ocsp_answer(std::string_view der, X509* certificate, X509* issuer, X509_STORE* store, base::Instant at)
{
    auto const* bytes = reinterpret_cast<unsigned char const*>(der.data());
    Response const response(d2i_OCSP_RESPONSE(nullptr, &bytes, long(der.size())));
    auto const status = response ? OCSP_response_status(response.get()) : -1;
    Basic const basic(status == OCSP_RESPONSE_STATUS_SUCCESSFUL ? OCSP_response_get1_basic(response.get()) : nullptr);
    auto const whole = basic != nullptr;
    auto const right = whole && rightly_signed(basic.get(), issuer, store);
    ERR_clear_error();
    if (!response) return unknown("unreadable");
    if (!whole) return unknown(std::string("responder says ") + OCSP_response_status_str(status));
    if (!right) return unknown("wrong signer");
    return read(basic.get(), number_of(certificate, issuer).get(), at);
}

}
