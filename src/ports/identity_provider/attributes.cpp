// SPDX-License-Identifier: EUPL-1.2
// Subject, alternative names, policies and qualified statements.
#include "ports/identity_provider/attributes.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace identity_provider {
namespace {

using Anything = Held<ASN1_SEQUENCE_ANY, [](ASN1_SEQUENCE_ANY* all) { sk_ASN1_TYPE_pop_free(all, ASN1_TYPE_free); }>;

Attributes::Names names_in(X509_NAME const* name)
{
    Attributes::Names found;
    for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
        auto const* const entry = X509_NAME_get_entry(name, i);
        auto text = text_of(X509_NAME_ENTRY_get_data(entry));
        if (!text.empty()) found.emplace(dotted(X509_NAME_ENTRY_get_object(entry)), std::move(text));
    }
    return found;
}

Attributes::Names directory_names(X509* certificate)
{
    Attributes::Names found;
    Held<GENERAL_NAMES, GENERAL_NAMES_free> const names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i)
        if (auto const* const one = sk_GENERAL_NAME_value(names.get(), i); one->type == GEN_DIRNAME)
            found.merge(names_in(one->d.directoryName));
    return found;
}

std::set<std::string, std::less<>> policies_of(X509* certificate)
{
    std::set<std::string, std::less<>> found;
    Held<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free> const policies(
        static_cast<CERTIFICATEPOLICIES*>(X509_get_ext_d2i(certificate, NID_certificate_policies, nullptr, nullptr)));
    for (int i = 0; i < sk_POLICYINFO_num(policies.get()); ++i)
        found.insert(dotted(sk_POLICYINFO_value(policies.get(), i)->policyid));
    return found;
}

Anything sequence(ASN1_STRING const* bytes)
{
    auto const* at = ASN1_STRING_get0_data(bytes);
    return Anything(d2i_ASN1_SEQUENCE_ANY(nullptr, &at, ASN1_STRING_length(bytes)));
}

// QCStatements: a sequence of (statement, information); that of types holds a sequence of identifiers.
std::set<std::string, std::less<>> types_of(X509* certificate)
{
    std::set<std::string, std::less<>> found;
    auto const place = X509_get_ext_by_NID(certificate, NID_qcStatements, -1);
    if (place < 0) return found;
    auto const statements = sequence(X509_EXTENSION_get_data(X509_get_ext(certificate, place)));
    for (int i = 0; i < sk_ASN1_TYPE_num(statements.get()); ++i) {
        auto const* const one = sk_ASN1_TYPE_value(statements.get(), i);
        if (one->type != V_ASN1_SEQUENCE) continue;
        auto const pair = sequence(one->value.sequence);
        if (sk_ASN1_TYPE_num(pair.get()) < 2) continue;
        auto const* const what = sk_ASN1_TYPE_value(pair.get(), 0);
        auto const* const list = sk_ASN1_TYPE_value(pair.get(), 1);
        if (what->type != V_ASN1_OBJECT || list->type != V_ASN1_SEQUENCE ||
            dotted(what->value.object) != "0.4.0.1862.1.6")
            continue;
        auto const types = sequence(list->value.sequence);
        for (int j = 0; j < sk_ASN1_TYPE_num(types.get()); ++j)
            if (auto const* const type = sk_ASN1_TYPE_value(types.get(), j); type->type == V_ASN1_OBJECT)
                found.insert(dotted(type->value.object));
    }
    return found;
}

}

std::string const& Attributes::said(Names const& names, std::string_view oid) const
{
    static std::string const nothing;
    auto const found = names.find(oid);
    return found == names.end() ? nothing : found->second;
}

bool Attributes::under(std::string_view arc) const
{
    auto const lies = [arc](std::string const& oid) {
        return oid.starts_with(arc) && (oid.size() == arc.size() || oid[arc.size()] == '.');
    };
    for (auto const& policy : policies)
        if (lies(policy)) return true;
    for (auto const& [oid, text] : also)
        if (lies(oid)) return true;
    return false;
}

Attributes read_attributes(X509* certificate)
{
    Attributes all;
    all.subject = names_in(X509_get_subject_name(certificate));
    all.issuer = names_in(X509_get_issuer_name(certificate));
    all.also = directory_names(certificate);
    all.policies = policies_of(certificate);
    all.qualified_types = types_of(certificate);
    auto const purposes = X509_get_extended_key_usage(certificate);
    all.for_servers = purposes != UINT32_MAX && (purposes & XKU_SSL_SERVER);
    all.for_clients = purposes == UINT32_MAX || (purposes & XKU_SSL_CLIENT);
    ERR_clear_error();
    return all;
}

}
