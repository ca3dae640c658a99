// SPDX-License-Identifier: EUPL-1.2
// Chains by OpenSSL (RFC 5280, 6), with our own words for what it finds.
#include "ports/identity_provider/trust.h"

#include "ports/identity_provider/x509.h"

#include <algorithm>
#include <array>
#include <limits>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace identity_provider {
namespace {

using Context = Held<X509_STORE_CTX, X509_STORE_CTX_free>;
constexpr int longest_chain = 6;
constexpr int bits_112 = 2; // OpenSSL's second level: RSA of 2048, curves of 224, no SHA-1

// Made for what is being done with it? Without the extensions it is for anything (RFC 5280, 4.2.1.3 and 4.2.1.12).
Fault fault_of_entering(X509* certificate)
{
    auto const usage = X509_get_key_usage(certificate);
    if (usage != UINT32_MAX && !(usage & KU_DIGITAL_SIGNATURE))
        return usage & KU_NON_REPUDIATION ? Fault::OnlySigns : Fault::WrongUsage;
    auto const purposes = X509_get_extended_key_usage(certificate);
    return purposes != UINT32_MAX && !(purposes & XKU_SSL_CLIENT) ? Fault::WrongUsage : Fault::None;
}

// Both bits are used for signing papers: the DNIe's has nonRepudiation alone. Purposes, where there are any: whoever
// may enter or write mail with it may sign with it too, as Spanish authorities mean it; a server or a time stamper may
// not.
Fault fault_of_signing(X509* certificate)
{
    auto const usage = X509_get_key_usage(certificate);
    if (usage != UINT32_MAX && !(usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION))) return Fault::WrongUsage;
    Held<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free> const purposes(
        static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
    if (!purposes) return Fault::None;
    constexpr std::array<std::string_view, 6> fit{"1.3.6.1.5.5.7.3.2",       "1.3.6.1.5.5.7.3.4",   "2.5.29.37.0",
                                                  "1.3.6.1.5.5.7.3.36", // signing papers (RFC 9336)
                                                  "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5"};
    for (int i = 0; i < sk_ASN1_OBJECT_num(purposes.get()); ++i)
        if (std::ranges::find(fit, dotted(sk_ASN1_OBJECT_value(purposes.get(), i))) != fit.end()) return Fault::None;
    return Fault::WrongUsage;
}

Fault fault_of(int error, int depth)
{
    switch (error) {
    case X509_V_OK:
        return Fault::None;
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return depth == 0 ? Fault::Expired : Fault::UnknownIssuer;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return depth == 0 ? Fault::NotYetValid : Fault::UnknownIssuer;
    case X509_V_ERR_INVALID_PURPOSE:
        return Fault::WrongUsage;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
        return Fault::Weak;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD:
    case X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD:
        return Fault::Malformed;
    default:
        return Fault::UnknownIssuer;
    }
}

}

Trust::Trust(std::vector<std::string> const& pem_texts) :
    held(X509_STORE_new(), X509_STORE_free), ends{std::numeric_limits<std::int64_t>::max()}
{
    for (auto const& text : pem_texts) {
        auto const papers = from_pem(text);
        if (papers.empty()) throw std::runtime_error("trust: a file has no certificate in PEM");
        for (auto const& paper : papers) {
            if (X509_check_ca(paper.get()) < 1) throw std::runtime_error("trust: a certificate is no authority's");
            X509_STORE_add_cert(held.get(), paper.get());
            if (auto const until = instant_of(X509_get0_notAfter(paper.get()))) ends = std::min(ends, *until);
            ++count;
        }
    }
    X509_STORE_set_flags(held.get(), X509_V_FLAG_PARTIAL_CHAIN);
    ERR_clear_error();
}

Trust::Judged Trust::judge(std::vector<std::string> const& presented, base::Instant at, Use use) const
{
    if (presented.empty()) return {Fault::NotGiven};
    auto const own = parsed(presented[0]);
    if (!own) return {Fault::Malformed};
    auto const unfit = use == Use::Entering ? fault_of_entering(own.get()) : fault_of_signing(own.get());
    if (unfit != Fault::None) return {unfit};
    auto const others = parsed(presented, 1);
    Context const context(X509_STORE_CTX_new());
    if (!context || X509_STORE_CTX_init(context.get(), held.get(), own.get(), others.get()) != 1)
        throw std::runtime_error("trust: no context");
    auto* const rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(rules, at.micros / 1'000'000);
    X509_VERIFY_PARAM_set_depth(rules, longest_chain);
    X509_VERIFY_PARAM_set_auth_level(rules, bits_112);
    if (use == Use::Entering) X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_CLIENT);
    auto const good = X509_verify_cert(context.get()) == 1;
    auto const error = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    if (!good)
        return {fault_of(error == X509_V_OK ? X509_V_ERR_UNSPECIFIED : error,
                         X509_STORE_CTX_get_error_depth(context.get()))};
    Judged judged;
    auto* const chain = X509_STORE_CTX_get0_chain(context.get());
    for (int i = 0; i < sk_X509_num(chain); ++i) judged.chain.push_back(der_of(sk_X509_value(chain, i)));
    return judged;
}

}
