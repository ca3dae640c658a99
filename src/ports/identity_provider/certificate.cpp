// SPDX-License-Identifier: EUPL-1.2
// From the bytes of a certificate to the person that it names.
#include "ports/identity_provider/certificate.h"

#include "base/crypto.h"
#include "ports/identity_provider/families.h"

#include <array>

namespace identity_provider {

std::string_view name(Holder::Kind kind)
{
    constexpr std::array<std::string_view, 7> names{"citizen", "representative", "employee", "seal",
                                                    "website", "pseudonym",      "unknown"};
    return names[std::size_t(kind)];
}

std::string Holder::full_name() const
{
    return given_name + (given_name.empty() || surnames.empty() ? "" : " ") + surnames;
}

std::optional<Holder> read_holder(std::string_view der)
{
    auto const paper = parsed(der);
    if (!paper) return {};
    auto const from = instant_of(X509_get0_notBefore(paper.get())), until = instant_of(X509_get0_notAfter(paper.get()));
    if (!from || !until) return {};
    auto holder = holder_of(read_attributes(paper.get()));
    holder.issuer = text_of(X509_get_issuer_name(paper.get()));
    holder.serial = hex_of(X509_get0_serialNumber(paper.get()));
    holder.sha256 = base::hex(base::sha256(der));
    holder.from = *from;
    holder.until = *until;
    return holder;
}

}
